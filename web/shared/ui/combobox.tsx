/** One of a long list, found by typing. */
import { Combobox as Base } from '@base-ui/react/combobox'
import { cx } from './cx.ts'
import { Icon } from './icons.tsx'
import { itemClass, popupClass } from './select.tsx'

export interface Entry {
  readonly id: string
  readonly label: string
  /** Quiet letters behind the label; searched as well. */
  readonly hint?: string
}

interface ComboboxProps {
  readonly label?: string
  readonly entries: readonly Entry[]
  readonly value: string | null
  readonly onChange: (id: string | null) => void
  readonly placeholder?: string
  readonly place?: 'field' | 'bar'
  readonly autoFocus?: boolean
  /** What is said when nothing is found. */
  readonly empty?: string
}

export function Combobox({
  label,
  entries,
  value,
  onChange,
  placeholder,
  place = 'field',
  autoFocus,
  empty = 'Nothing by that name.',
}: ComboboxProps) {
  const chosen = entries.find((entry) => entry.id === value) ?? null
  return (
    <Base.Root
      items={entries}
      value={chosen}
      onValueChange={(entry) => onChange(entry?.id ?? null)}
      itemToStringLabel={(entry: Entry) => entry.label}
      isItemEqualToValue={(a: Entry, b: Entry) => a.id === b.id}
      filter={(entry: Entry, query) =>
        `${entry.label} ${entry.hint ?? ''}`.toLowerCase().includes(query.trim().toLowerCase())
      }
      autoHighlight
    >
      <Base.InputGroup
        className={cx(
          'flex items-center rounded-box border bg-panel focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent data-invalid:border-broken',
          place === 'field'
            ? 'h-9 w-full border-edge'
            : 'h-8 w-40 border-edge/60 pointer-coarse:w-48 text-note pointer-coarse:min-h-10',
        )}
      >
        <Base.Input
          dir="auto"
          aria-label={label}
          placeholder={placeholder}
          autoFocus={autoFocus}
          className="h-full min-w-0 flex-1 bg-transparent px-2.5 outline-none"
        />
        <Base.Clear aria-label="Clear" className="grid h-full w-7 place-items-center text-muted hover:text-ink">
          <Icon name="close" className="size-3.5" />
        </Base.Clear>
        <Base.Trigger aria-hidden="true" className="grid h-full w-7 place-items-center text-muted hover:text-ink">
          <Icon name="chevron" className="size-3.5" />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup className={cx(popupClass, 'w-(--anchor-width) min-w-56 max-w-(--available-width)')}>
            <Base.Empty>
              <div className="px-2.5 py-2 text-note text-muted">{empty}</div>
            </Base.Empty>
            <Base.List className="max-h-[min(320px,var(--available-height))] overflow-y-auto overscroll-contain py-1 data-empty:py-0">
              {(entry: Entry) => (
                <Base.Item key={entry.id} value={entry} className={itemClass}>
                  <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                  {entry.hint === undefined ? null : (
                    <span className="shrink-0 text-small text-muted">{entry.hint}</span>
                  )}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
