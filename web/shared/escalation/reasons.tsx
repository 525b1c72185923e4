/** F2, F3: the reasons of a desk. One that does not allow it yet says why, and since when it will. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import type { EscalationOptionsView } from '../../../src/http/wire-escalation.ts'
import { readInstant } from '../time.ts'
import { cx } from '../ui/cx.ts'
import { sayWhen } from './words.ts'

type Reason = EscalationOptionsView['reasons'][number]

interface ReasonsProps {
  readonly reasons: readonly Reason[]
  readonly value: string | null
  readonly onChange: (id: string) => void
  readonly error: string | undefined
  readonly now: number
}

export function Reasons({ reasons, value, onChange, error, now }: ReasonsProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5" data-invalid={error === undefined ? undefined : ''}>
      <span id={id} className="font-semibold">
        Reason
      </span>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        value={value ?? undefined}
        onValueChange={(next) => onChange(next as string)}
        className="flex flex-col gap-2"
      >
        {reasons.map((reason) => (
          <Radio.Root
            key={reason.id}
            value={reason.id}
            disabled={!reason.allowed}
            aria-describedby={`${id}-${reason.id}`}
            className={cx(
              'rounded-box border px-3 py-2 text-left data-checked:border-ink data-checked:shadow-[inset_0_0_0_1px_var(--color-ink)]',
              reason.allowed ? 'border-edge/60 bg-panel hover:bg-soft' : 'border-line bg-soft text-muted',
            )}
          >
            <span className={cx('block', value === reason.id && 'font-semibold')}>{reason.name}</span>
            <span id={`${id}-${reason.id}`} className="block text-note text-muted">
              {reason.description}{' '}
              {reason.allowed ? null : (
                <span className="font-semibold text-soon">
                  {reason.fromAt === null ? 'Not now' : 'Not yet'}: {reason.because}
                  {reason.fromAt === null ? '' : ` Possible from ${sayWhen(readInstant(reason.fromAt), now)}.`}
                </span>
              )}
            </span>
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
