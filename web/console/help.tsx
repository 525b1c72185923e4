/** The keys, and the switch that turns the single letters off. */
import { switchSingleKeys, useSingleKeys } from '../shared/keys.ts'
import { Check } from '../shared/ui/check.tsx'
import { Dialog } from '../shared/ui/dialog.tsx'
import { Kbd, modifier } from '../shared/ui/kbd.tsx'
import { commands, otherKeys } from './commands.ts'

interface KeyLine {
  readonly keys: string
  readonly does: string
}

const ofCommands: readonly KeyLine[] = commands.flatMap((command) =>
  command.shortcut === undefined ? [] : [{ keys: command.shortcut, does: command.label }],
)
const places = [
  ['Everywhere', otherKeys.filter((each) => each.where === 'everywhere')],
  ['In a list', otherKeys.filter((each) => each.where === 'list')],
  ['On a ticket', otherKeys.filter((each) => each.where === 'ticket')],
  ['With a ticket, also in a list', ofCommands],
] as const satisfies readonly (readonly [string, readonly KeyLine[]])[]

const sayKeys = (keys: string): string =>
  keys
    .replace('mod+', modifier)
    .replace('Enter', '↵')
    .replace(/(⌘|Ctrl )k$/, '$1K')

export function Help({ onClose }: { onClose: () => void }) {
  const on = useSingleKeys()
  return (
    <Dialog title="Keys" onClose={onClose} width="wide">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
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
        Single letters do things. Switch this off if your software or your hands type them by accident; {modifier}K
        still works.
      </Check>
    </Dialog>
  )
}
