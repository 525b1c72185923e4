/** Free times, day by day, in the partner's own zone; beside them what another clock shows then. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import type { SlotsView } from '../../../src/http/wire-calls.ts'
import { useNow } from '../now.ts'
import { cityOf, ownZone, readInstant, sayClock } from '../time.ts'
import { Notice } from '../ui/notice.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { byDay, elsewhere } from './days.ts'

interface SlotPickerProps {
  readonly slots: SlotsView | undefined
  readonly value: string | null
  readonly onChange: (startsAt: string) => void
  readonly error?: string | undefined
}

export function SlotPicker({ slots, value, onChange, error }: SlotPickerProps) {
  const id = useId()
  const now = useNow(60_000)
  if (slots === undefined)
    return (
      <Loading what="free times">
        <Skeleton className="h-24 w-full" />
      </Loading>
    )
  const { zone, items, because } = slots
  if (items.length === 0) return <Notice title="No time is free">{because}</Notice>
  const own = ownZone()
  const first = readInstant(items[0]?.startsAt ?? '')
  const isElsewhere = elsewhere(first, zone) !== null
  return (
    <div data-invalid={error === undefined ? undefined : ''}>
      <p id={`${id}-name`} className="font-semibold">
        When?{' '}
        <span className="text-small font-normal text-muted">
          {slots.minutes} minutes, time in {cityOf(zone)}
        </span>
      </p>
      {isElsewhere ? <p className="text-note text-muted">In small figures: your own clock, in {cityOf(own)}.</p> : null}
      <RadioGroup
        aria-labelledby={`${id}-name`}
        value={value ?? ''}
        onValueChange={(next) => onChange(next as string)}
        className="mt-1 flex max-h-[38vh] flex-col gap-2.5 overflow-y-auto overscroll-contain rounded-box border border-line p-2.5"
      >
        {byDay(items, now, zone).map((day) => (
          <div
            key={day.name}
            role="group"
            aria-label={day.name}
            className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-3"
          >
            <span className="pt-1 text-note font-medium first-letter:uppercase">{day.name}</span>
            <div className="flex flex-wrap gap-1.5">
              {day.items.map(({ startsAt }) => {
                const at = readInstant(startsAt)
                const other = elsewhere(at, zone)
                return (
                  <Radio.Root
                    key={startsAt}
                    value={startsAt}
                    aria-label={`${day.name} ${sayClock(at, zone)}${other === null ? '' : `, ${other}`}`}
                    className="num flex h-7 items-center gap-1.5 rounded-box border border-edge/60 px-2 text-note hover:bg-soft data-checked:border-ink data-checked:bg-ink data-checked:text-bg pointer-coarse:min-h-10"
                  >
                    {sayClock(at, zone)}
                    {other === null ? null : <span className="text-small opacity-75">{sayClock(at)}</span>}
                  </Radio.Root>
                )
              })}
            </div>
          </div>
        ))}
      </RadioGroup>
      {error === undefined ? null : (
        <p role="alert" className="mt-1 text-note text-broken">
          {error}
        </p>
      )}
    </div>
  )
}
