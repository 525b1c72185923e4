/** Things that can be done, behind one button. What cannot be done now says why. */
import { Menu as Base } from '@base-ui/react/menu'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import { itemClass, popupClass } from './select.tsx'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly onSelect: () => void
  readonly shortcut?: string
  readonly because?: string | null
}

interface MenuProps {
  readonly trigger: React.ReactElement
  readonly label?: React.ReactNode
  readonly groups: readonly (readonly MenuAction[])[]
}

export function Menu({ trigger, label, groups }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50">
          <Base.Popup
            className={cx(popupClass, 'max-h-(--available-height) max-w-[320px] min-w-52 overflow-y-auto py-1')}
          >
            {label === undefined ? null : (
              <div className="border-b border-line px-2.5 pt-1 pb-2 text-note">{label}</div>
            )}
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <Base.Group key={group[0]!.id} className={cx(index > 0 && 'mt-1 border-t border-line pt-1')}>
                  {group.map((action) => (
                    <Base.Item
                      key={action.id}
                      disabled={(action.because ?? null) !== null}
                      onClick={action.onSelect}
                      className={itemClass}
                    >
                      <span className="min-w-0 flex-1">
                        <span className={cx('block', action.because && 'text-muted')}>{action.label}</span>
                        {action.because ? <span className="block text-small text-muted">{action.because}</span> : null}
                      </span>
                      {action.shortcut === undefined ? null : <Kbd>{action.shortcut}</Kbd>}
                    </Base.Item>
                  ))}
                </Base.Group>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
