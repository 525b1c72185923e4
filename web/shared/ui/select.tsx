/** One of a short list. Opens by click, Enter, Space or an arrow; typing goes to the name. */
import { Select as Base } from '@base-ui/react/select'
import { cx } from './cx.ts'
import { Icon } from './icons.tsx'

export interface Option<Value> {
  readonly value: Value
  readonly label: string
}

interface SelectProps<Value> {
  /** Read out where no visible label stands beside it. */
  readonly label?: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** 'field' in a form, 'bar' in a row of filters. */
  readonly place?: 'field' | 'bar'
  readonly placeholder?: string
}

export const popupClass = 'float z-50 rounded-box bg-panel shadow-float outline-none'
export const itemClass =
  'flex cursor-default items-center gap-2 px-2.5 py-1.5 text-note outline-none select-none data-highlighted:bg-soft pointer-coarse:min-h-10'

export function Select<Value extends string | number | null>({
  label,
  options,
  value,
  onChange,
  place = 'field',
  placeholder,
}: SelectProps<Value>) {
  return (
    <Base.Root items={options} value={value} onValueChange={(next) => onChange(next as Value)}>
      <Base.Trigger
        aria-label={label}
        className={cx(
          'flex items-center justify-between gap-2 rounded-box border bg-panel text-left hover:bg-soft data-popup-open:bg-soft',
          place === 'field'
            ? 'h-9 w-full border-edge px-2.5 data-invalid:border-broken'
            : 'h-8 border-edge/60 px-2.5 text-note pointer-coarse:min-h-10',
        )}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-muted" />
        <Base.Icon>
          <Icon name="chevron" className="size-3.5 text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup
            className={cx(popupClass, 'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto py-1')}
          >
            {options.map((option) => (
              <Base.Item key={String(option.value)} value={option.value} className={itemClass}>
                <span className="w-4">
                  <Base.ItemIndicator>
                    <Icon name="check" className="size-3.5" />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
