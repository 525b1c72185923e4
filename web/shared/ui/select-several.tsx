/** Any of a short list. It stays open while one ticks; what is chosen stands beside it, not in it. */
import { Select as Base } from '@base-ui/react/select'
import { cx } from './cx.ts'
import { Icon } from './icons.tsx'
import { itemClass, popupClass, type Option } from './select.tsx'

interface SelectSeveralProps {
  readonly label: string
  readonly options: readonly Option<string>[]
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  /** One at most: to press it again takes it out. */
  readonly isSingle?: boolean
}

export function SelectSeveral({ label, options, values, onChange, isSingle = false }: SelectSeveralProps) {
  return (
    <Base.Root
      multiple
      items={options}
      value={[...values]}
      onValueChange={(next) => onChange(isSingle ? next.filter((value) => !values.includes(value)) : next)}
    >
      <Base.Trigger
        aria-label={label}
        aria-description={values.length === 0 ? undefined : `${values.length} chosen`}
        className="flex h-8 items-center justify-between gap-1.5 rounded-box border border-edge/60 bg-panel px-2.5 text-left text-note hover:bg-soft data-popup-open:bg-soft pointer-coarse:min-h-10"
      >
        <span className="truncate">
          {label}
          {values.length === 0 ? null : <span className="num ml-1.5 font-semibold">{values.length}</span>}
        </span>
        <Icon name="chevron" className="size-3.5 shrink-0 text-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup
            className={cx(
              popupClass,
              'max-h-[min(380px,var(--available-height))] min-w-(--anchor-width) overflow-y-auto py-1',
            )}
          >
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={itemClass}>
                <span
                  aria-hidden="true"
                  className={cx(
                    'grid size-4 shrink-0 place-items-center rounded-tag border text-bg',
                    values.includes(option.value) ? 'border-ink bg-ink' : 'border-edge bg-panel',
                  )}
                >
                  <Base.ItemIndicator>
                    <Icon name="check" className="size-3" />
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
