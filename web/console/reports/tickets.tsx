/** The tickets behind a figure. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { Failure } from '../../shared/failure.tsx'
import { sayAtAGlance, readInstant } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { statusWords } from '../../shared/words.ts'
import { outcomes, outcomeWords, type Outcome } from './question.ts'
import { ShowMore } from '../../shared/ui/show-more.tsx'

interface Props {
  readonly name: string
  readonly query: Readonly<Record<string, string | undefined>>
  readonly outcome: Outcome
  readonly now: number
  readonly onOutcome: (outcome: Outcome) => void
  readonly onClose: () => void
}

export function FigureTickets({ name, query, outcome, now, onOutcome, onClose }: Props) {
  const found = useInfiniteQuery(queries.reportTickets({ ...query, outcome }))
  const tickets = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={`Tickets of ${name}`} className="border-t border-line">
      <header className="flex flex-wrap items-center gap-3 px-4 py-3 md:px-5">
        <h2 className="font-semibold">{name}</h2>
        <Select
          label="What came of them"
          place="bar"
          value={outcome}
          onChange={onOutcome}
          options={outcomes.map((value) => ({ value, label: outcomeWords[value] }))}
        />
        <span className="flex-1" />
        <Button look="bare" onClick={onClose}>
          Close
        </Button>
      </header>
      {found.error !== null && found.data === undefined ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : null}
      {found.isPending ? (
        <Loading what="the tickets">
          <div className="flex flex-col gap-3 px-4 pb-4 md:px-5">
            <Skeleton /> <Skeleton /> <Skeleton />
          </div>
        </Loading>
      ) : tickets.length === 0 && found.error === null ? (
        <p className="px-4 pb-6 text-muted md:px-5">No ticket of these came out so.</p>
      ) : (
        <ul className="pb-4">
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <Link
                to={pages.ticket}
                params={{ ticket: ticket.id }}
                className="grid grid-cols-[34px_minmax(0,1fr)] items-center gap-x-3 px-4 py-2 hover:bg-soft sm:grid-cols-[34px_minmax(0,1fr)_140px_150px] md:px-5"
              >
                <SeverityTag severity={ticket.severity} />
                <span className="truncate">
                  <bdi>{ticket.subject}</bdi> <span className="text-muted">{ticket.number}</span>
                </span>
                <span className="hidden truncate text-note text-muted sm:block">{ticket.partner?.name ?? ''}</span>
                <span className="text-note text-muted max-sm:col-start-2">
                  {statusWords[ticket.status]}, {sayAtAGlance(readInstant(ticket.receivedAt), now)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ShowMore pages={found} place="px-4 pb-6 md:px-5" />
    </section>
  )
}
