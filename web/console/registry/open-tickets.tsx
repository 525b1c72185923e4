/** A partner's open tickets, what must happen next first. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { pages } from '../../shared/pages.ts'
import { leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../../shared/promise-bar/promise-bar.tsx'
import { queries } from '../../shared/queries.ts'
import { Part } from '../../shared/registry/list.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { isExempt, sayNumber, statusWords } from '../../shared/words.ts'
import { RowsSkeleton } from '../queue/rows.tsx'

const shown = 6

export function OpenTickets({ partner }: { partner: PartnerPageView }) {
  const found = useInfiniteQuery(queries.tickets({ view: 'queue', partner: partner.id }))
  const tickets = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Part
      title="Open tickets"
      count={sayNumber(partner.openTickets)}
      action={
        tickets.length > shown ? (
          <Link to={pages.queue} search={{ partner: partner.id }} className={buttonClass({ size: 'small' })}>
            All in the queue
          </Link>
        ) : undefined
      }
    >
      {found.isPending ? (
        <RowsSkeleton rows={2} />
      ) : tickets.length === 0 ? (
        <p className="text-note text-muted">Nothing is open.</p>
      ) : (
        <ul className="divide-y divide-line">
          {tickets.slice(0, shown).map((ticket) => (
            <OpenTicket key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
    </Part>
  )
}

/** Whose it is need not be said here: the promise, what it is, and how it stands. */
function OpenTicket({ ticket }: { ticket: TicketView }) {
  const clock = leadingClock(ticket.clocks.map(readClock))
  return (
    <li>
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        className="grid grid-cols-[34px_minmax(0,1fr)] gap-x-3 gap-y-0.5 py-2 hover:bg-soft focus-visible:-outline-offset-2 sm:grid-cols-[252px_34px_minmax(0,1fr)] sm:items-center"
      >
        <span className="col-span-2 sm:col-span-1">
          {clock === null ? (
            <NoPromise>{isExempt(ticket.kind) ? 'exempt' : 'no clock'}</NoPromise>
          ) : (
            <PromiseBar clock={clock} />
          )}
        </span>
        <SeverityTag severity={ticket.severity} />
        <span className="min-w-0">
          <span dir="auto" className="block truncate text-left">
            {ticket.subject}
          </span>
          <span className="num block truncate text-note text-muted">
            {[
              ticket.number,
              statusWords[ticket.status],
              ticket.keyAccount ? 'key account' : null,
              ticket.escalation === null ? null : `escalated, level ${ticket.escalation.level}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </Link>
    </li>
  )
}
