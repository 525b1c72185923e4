/** A few things of which one is chosen, all in sight. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { cx } from './cx.ts'

export interface Choice<Value> {
  readonly value: Value
  readonly label: string
  readonly hint?: string
}

interface ChoicesProps<Value> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly aside?: React.ReactNode
  readonly options: readonly Choice<Value>[]
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  readonly error?: string | undefined
  /** 'row' for short words, 'list' where each needs its sentence. */
  readonly layout?: 'row' | 'list' | 'grid'
}

export function Choices<Value extends string | number | boolean>(props: ChoicesProps<Value>) {
  const { label, hideLabel = false, aside, options, value, onChange, error, layout = 'row' } = props
  const id = useId()
  /** The first letter or digit of one chooses it, as in every list of the system; of several the next. */
  const onLetter = (event: React.KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[\p{L}\p{N}]$/u.test(event.key)) return
    const at = options.findIndex((option) => option.value === value)
    const next = [...options.slice(at + 1), ...options.slice(0, at + 1)].find(({ label }) =>
      label.toLowerCase().startsWith(event.key.toLowerCase()),
    )
    if (next === undefined) return
    event.preventDefault()
    onChange(next.value)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')[options.indexOf(next)]?.focus()
  }
  return (
    <div className="flex flex-col gap-1.5" data-invalid={error === undefined ? undefined : ''}>
      <div className={hideLabel ? 'sr-only' : 'flex items-baseline gap-2'}>
        <span id={id} className="font-semibold">
          {label}
        </span>
        {aside === undefined ? null : <span className="text-small text-muted">{aside}</span>}
      </div>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        value={value ?? undefined}
        onValueChange={(next) => onChange(next as Value)}
        onKeyDown={onLetter}
        className={layouts[layout]}
      >
        {options.map((option) => (
          <Radio.Root
            key={String(option.value)}
            value={option.value}
            className={cx(
              'rounded-box border border-edge/60 bg-panel text-left hover:bg-soft data-checked:border-ink data-checked:shadow-[inset_0_0_0_1px_var(--color-ink)]',
              layout === 'row' ? 'px-3 py-1.5 text-note' : 'px-3 py-2',
            )}
          >
            <span className={cx('block', value === option.value && 'font-semibold')}>{option.label}</span>
            {option.hint === undefined ? null : <span className="block text-note text-muted">{option.hint}</span>}
          </Radio.Root>
        ))}
      </RadioGroup>
      {error === undefined ? null : (
        <p id={`${id}-error`} className="text-note text-broken">
          {error}
        </p>
      )}
    </div>
  )
}

const layouts = {
  row: 'flex flex-wrap gap-2',
  list: 'flex flex-col gap-2',
  grid: 'grid grid-cols-2 gap-2 sm:grid-cols-3',
} as const
