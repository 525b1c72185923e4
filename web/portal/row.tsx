/** One ticket as its partner sees it: what it is, how the promise stands, who moves next. */
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../src/http/wire.ts'
import { useNow } from '../shared/now.ts'
import { pages } from '../shared/pages.ts'
import { leadingClock, readClock } from '../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../shared/promise-bar/promise-bar.tsx'
import { readInstant, sayMoment } from '../shared/time.ts'
import { cx } from '../shared/ui/cx.ts'
import { SeverityTag } from '../shared/ui/severity-tag.tsx'
import { isExempt } from '../shared/words.ts'
import { useStandingInList } from './standing.ts'

export function PortalRow({ ticket }: { ticket: TicketView }) {
  const now = useNow(60_000)
  const clock = leadingClock(ticket.clocks.map(readClock))
  const { words, isYours } = useStandingInList(ticket)
  return (
    // Drawn whole though out of sight: with a guessed height, coming back would lead elsewhere.
    <li>
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        className="grid grid-cols-[34px_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 hover:bg-soft focus-visible:-outline-offset-2 md:grid-cols-[34px_minmax(0,1fr)_250px_150px] md:items-center"
      >
        <SeverityTag severity={ticket.severity} />
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-2 text-left font-medium md:line-clamp-1">
            {ticket.subject}
          </span>
          <span className="block text-note text-muted">
            {ticket.number} · {ticket.contact === null ? '' : `${ticket.contact.name}, `}
            {sayMoment(readInstant(ticket.receivedAt), now)}
            {ticket.escalation === null ? '' : ` · escalated, level ${ticket.escalation.level}`}
          </span>
        </span>
        <span className="col-start-2 md:col-start-auto">
          {clock === null ? (
            <NoPromise>{isExempt(ticket.kind) ? 'exempt' : 'no clock'}</NoPromise>
          ) : (
            <PromiseBar clock={clock} />
          )}
        </span>
        <span className={cx('col-start-2 text-note md:col-start-auto', isYours ? 'font-semibold' : 'text-muted')}>
          {words}
        </span>
      </Link>
    </li>
  )
}
