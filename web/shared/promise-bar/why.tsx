/** C10: why a promise is what it is, in the words of the policy, and its instants in both zones. */
import { useState } from 'react'
import { holdKeysFor } from '../held-keys.ts'
import { useKeys } from '../keys.ts'
import { useNow } from '../now.ts'
import { cityOf, ownZone, sameTime, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { clocksToShow, type PromiseClock } from './clock.ts'
import { kindWords, sayDue, standingOf } from './standing.ts'

/** Whose time the second column is in. */
export interface Place {
  readonly zone: string
  /** 'Aurora' to an agent, null to the partner itself. */
  readonly name: string | null
}

/** One sentence under the strip, the rest one key away. */
export function WhyLine({ clocks, place }: { clocks: readonly PromiseClock[]; place: Place }) {
  const [open, setOpen] = useState(false)
  const ask = (): void => {
    holdKeysFor('dialog')
    setOpen(true)
  }
  const now = useNow(30_000)
  const leading = clocksToShow(clocks)[0]
  useKeys(leading === undefined ? {} : { w: ask })
  if (leading === undefined) return null
  return (
    <div className="flex items-start justify-between gap-3">
      <p className="line-clamp-2 max-w-[820px] print:line-clamp-none text-note text-muted">
        <span className="font-semibold text-ink">Why {sayMoment(leading.limitAt, now)}?</span>{' '}
        {leading.because.join(' ')}
      </p>
      <Button size="small" look="bare" shortcut="w" onClick={ask}>
        Why?
      </Button>
      {open ? <WhyDialog clocks={clocks} place={place} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

interface WhyDialogProps {
  readonly clocks: readonly PromiseClock[]
  readonly place: Place
  readonly onClose: () => void
}

export function WhyDialog({ clocks, place, onClose }: WhyDialogProps) {
  const shown = clocksToShow(clocks)
  const [id, setId] = useState(shown[0]?.id ?? '')
  const now = useNow(30_000)
  const clock = shown.find((each) => each.id === id) ?? shown[0]
  if (clock === undefined) return null
  return (
    <Dialog
      title={`Why ${sayMoment(clock.limitAt, now)}?`}
      description={`${kindWords[clock.kind]}: ${standingOf(clock, now).fully}`}
      onClose={onClose}
      width="wide"
    >
      {shown.length > 1 ? (
        <Tabs
          label="Promise"
          value={clock.id}
          onChange={setId}
          tabs={shown.map((each) => ({ value: each.id, label: kindWords[each.kind] }))}
        />
      ) : null}
      <ol className="flex list-decimal flex-col gap-1.5 pl-5 marker:text-muted">
        {clock.because.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ol>
      <Instants clock={clock} place={place} now={now} />
    </Dialog>
  )
}

function Instants({ clock, place, now }: { clock: PromiseClock; place: Place; now: number }) {
  const zone = ownZone()
  const both = place.name !== null && !sameTime(zone, place.zone, clock.limitAt)
  const rows: readonly (readonly [string, number | null])[] = [
    ['Counted from', clock.startedAt],
    ['Target', clock.targetAt],
    ['Limit', clock.limitAt],
    ['Limit passed', clock.breachedAt],
    [clock.stoppedBecause === 'kept' ? 'Answered' : 'Ended', clock.stoppedAt],
  ]
  return (
    <div className="flex flex-col gap-3">
      <table className="num w-full text-left text-note">
        <thead>
          <tr className="border-b border-line text-muted">
            <td />
            <th className="py-1.5 font-medium">Your time ({cityOf(zone)})</th>
            {both ? (
              <th className="py-1.5 font-medium">
                {place.name}’s time ({cityOf(place.zone)})
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, at]) =>
            at === null ? null : (
              <tr key={name} className="border-b border-line">
                <th className="py-1.5 pr-3 font-medium">{name}</th>
                <td className="py-1.5 pr-3">{sayMoment(at, now)}</td>
                {both ? <td className="py-1.5">{sayMoment(at, now, place.zone)}</td> : null}
              </tr>
            ),
          )}
        </tbody>
      </table>
      {clock.stoppedAt === null ? (
        <p className="text-note">The limit is {sayDue(clock.limitAt, now, clock.closed)}.</p>
      ) : null}
      {clock.roundTheClock ? (
        <p className="text-note text-muted">This clock runs round the clock: no closed time is taken out.</p>
      ) : clock.closed.length === 0 ? null : (
        <div className="text-note">
          <p className="text-muted">
            Closed time that does not count (hatched), in {place.name === null ? 'your' : `${place.name}’s`} time:
          </p>
          <ul className="num list-disc pl-5">
            {clock.closed.map((span) => (
              <li key={span.from}>
                {sayMoment(span.from, now, place.zone)} to {sayMoment(span.to, now, place.zone)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
