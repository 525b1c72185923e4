/** Every clock that ran on a ticket, the newest first: nothing that was promised goes out of sight. */
import { isRunning, type PromiseClock } from '../promise-bar/clock.ts'
import { meaningText, useClockNow } from '../promise-bar/promise-bar.tsx'
import { kindWords, standingOf } from '../promise-bar/standing.ts'
import { sayBriefly, sayLength } from '../time.ts'
import { SideSection } from './side-section.tsx'

interface ClockHistoryProps {
  readonly clocks: readonly PromiseClock[]
  /** Below them: what can be kept of it. */
  readonly children: React.ReactNode
}

export const ClockHistory = ({ clocks, children }: ClockHistoryProps) => (
  <SideSection title="Promises">
    {clocks.length === 0 ? (
      <p className="text-note text-muted">Nothing is promised for this kind of request.</p>
    ) : (
      <ul className="flex flex-col gap-2 text-note">
        {clocks
          .toSorted((a, b) => b.startedAt - a.startedAt || b.limitAt - a.limitAt)
          .map((clock) => (
            <ClockLine key={clock.id} clock={clock} />
          ))}
      </ul>
    )}
    {children}
  </SideSection>
)

function ClockLine({ clock }: { clock: PromiseClock }) {
  const now = useClockNow(clock)
  const standing = standingOf(clock, now)
  return (
    <li className="num">
      <span className="flex justify-between gap-3">
        <span>{kindWords[clock.kind]}</span>
        <span className={`text-right ${meaningText[standing.meaning]}`}>
          {isRunning(clock) && standing.left >= 0 ? `${sayLength(standing.left)} left` : standing.fully}
        </span>
      </span>
      <span className="block text-small text-muted">
        from {sayBriefly(clock.startedAt, now)}, limit {sayBriefly(clock.limitAt, now)}
      </span>
    </li>
  )
}
