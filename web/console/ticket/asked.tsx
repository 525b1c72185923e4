/** B2, B3: what the request lacked, when it was asked and given, and how deep the partner's troubleshooting went. */
import { useQuery } from '@tanstack/react-query'
import type { AskingView } from '../../../src/http/wire-asking.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { askingOf } from '../../shared/asking/queries.ts'
import { SideSection } from '../../shared/ticket/side-section.tsx'
import { readInstant, sayMoment } from '../../shared/time.ts'

export function Asked({ ticket, now }: { ticket: TicketView; now: number }) {
  const asking = useQuery(askingOf(ticket.id)).data
  if (asking === undefined || (asking.asked.length === 0 && asking.depth === null)) return null
  return (
    <SideSection title="What we were given">
      <div className="flex flex-col gap-3">
        {asking.depth === null ? null : <Depth depth={asking.depth} />}
        {asking.asked.length === 0 ? null : <Asks asking={asking} now={now} />}
      </div>
    </SideSection>
  )
}

function Depth({ depth }: { depth: NonNullable<AskingView['depth']> }) {
  return (
    <div className="text-note">
      <div className="flex items-center gap-2">
        <span>Troubleshooting</span>
        <span
          role="img"
          aria-label={`Depth of troubleshooting: ${depth.score} of 100`}
          className="h-1.5 min-w-0 flex-1 rounded-full bg-line"
        >
          <span className="block h-full rounded-full bg-ink" style={{ width: `${depth.score}%` }} />
        </span>
        <span className="num" aria-hidden="true">
          {depth.score} of 100
        </span>
      </div>
      {depth.atFirst === depth.score ? null : <p className="text-muted">It came with {depth.atFirst}.</p>}
      {depth.given.length === 0 ? null : <p className="mt-1 text-muted">Given: {depth.given.join(', ')}</p>}
      {depth.missing.length === 0 ? null : <p className="text-muted">Not given: {depth.missing.join(', ')}</p>}
    </div>
  )
}

function Asks({ asking, now }: { asking: AskingView; now: number }) {
  const open = asking.asked.filter(({ suppliedAt }) => suppliedAt === null)
  return (
    <div className="text-note">
      <p className="text-muted">
        {asking.askedAt === null ? 'Nobody was asked.' : `Asked ${sayMoment(readInstant(asking.askedAt), now)}, once.`}
      </p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {asking.asked.map(({ name, suppliedAt }) => (
          <li key={name} className="flex justify-between gap-3">
            <span>{name}</span>
            <span className={suppliedAt === null ? 'text-soon' : 'num text-muted'}>
              {suppliedAt === null ? 'missing' : sayMoment(readInstant(suppliedAt), now)}
            </span>
          </li>
        ))}
      </ul>
      {open.length > 0 && asking.supplied.length === 0 ? (
        <p className="mt-1 text-muted">The receipt has a link to a form for it.</p>
      ) : null}
    </div>
  )
}
