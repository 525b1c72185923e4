/** The keys, and the switch that turns the single letters off. */
import { switchSingleKeys, useSingleKeys } from './keys.ts'
import { Check } from './ui/check.tsx'
import { Dialog } from './ui/dialog.tsx'
import { Kbd, modifier } from './ui/kbd.tsx'

export interface KeyLine {
  /** As `useKeys` names them: 'j', 'mod+k'. */
  readonly keys: string
  readonly does: string
}

interface KeyHelpProps {
  readonly places: readonly (readonly [string, readonly KeyLine[]])[]
  readonly onClose: () => void
}

const sayKeys = (keys: string): string =>
  keys
    .replace('mod+', modifier)
    .replace('shift+', 'Shift ')
    .replace('Escape', 'Esc')
    .replace('Enter', '↵')
    .replace(/(⌘|Ctrl )k$/, '$1K')

export function KeyHelp({ places, onClose }: KeyHelpProps) {
  const on = useSingleKeys()
  return (
    <Dialog title="Keys" onClose={onClose} width={places.length > 1 ? 'wide' : 'narrow'}>
      <div className={places.length > 1 ? 'grid gap-x-8 gap-y-5 sm:grid-cols-2' : ''}>
        {places.map(([place, lines]) => (
          <section key={place}>
            <h3 className="mb-1 text-small text-muted">{place}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-note">
              {lines.map((line) => (
                <div key={line.keys} className="contents">
                  <dt>{line.does}</dt>
                  <dd>
                    <span className="sr-only">{sayKeys(line.keys)}</span>
                    <Kbd>{sayKeys(line.keys)}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Check checked={on} onChange={switchSingleKeys}>
        Single letters do things. Switch this off if your software or your hands type them by accident; what needs{' '}
        {modifier.trim()} still works.
      </Check>
    </Dialog>
  )
}
