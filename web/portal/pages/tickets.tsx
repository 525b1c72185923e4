/** A partner's own tickets: what was promised, who moves next, how each stands. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { readPortalFilter, type PortalFilter, type PortalShow } from '../../shared/filter.ts'
import { Failure } from '../../shared/failure.tsx'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { queries, type TicketFilter } from '../../shared/queries.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { PortalRow } from '../row.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

const shows: readonly { readonly value: PortalShow; readonly label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'solved', label: 'Solved' },
  { value: 'all', label: 'All' },
]

const asked: Readonly<Record<PortalShow, Pick<TicketFilter, 'view' | 'status'>>> = {
  open: { view: 'queue' },
  solved: { view: 'all', status: 'solved' },
  all: { view: 'all' },
}

export function TicketsPage() {
  useTitle('My tickets')
  const filter: PortalFilter = useSearch({ from: '/app/tickets' })
  const navigate = useNavigate()
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const show = filter.show ?? 'open'
  const found = useInfiniteQuery(
    queries.tickets({ ...asked[show], ...(filter.q === undefined ? {} : { q: filter.q }) }),
  )
  const tickets = found.data?.pages.flatMap((page) => page.items) ?? []
  useKeys({ '/': () => find.current?.focus() })
  const set = (change: { readonly show?: PortalShow; readonly q?: string | null }): void => {
    const search = readPortalFilter({ show, q: filter.q, ...change })
    void navigate({ to: pages.tickets, search, replace: true })
  }

  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="mx-auto max-w-[1100px] pt-6 pb-12 md:px-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-3">
        <PageHeading className="flex-1 text-title">My tickets</PageHeading>
        <FindField
          value={filter.q ?? ''}
          onChange={(q) => set({ q })}
          inputRef={find}
          onDown={() => list.current?.querySelector<HTMLElement>('a')?.focus()}
        />
      </div>
      <Tabs label="Show" value={show} onChange={(next) => set({ show: next })} tabs={shows} className="px-4">
        <div className="-mx-4 pt-1">
          {found.isPending ? (
            <TicketsSkeleton />
          ) : tickets.length === 0 ? (
            <NothingHere show={show} q={filter.q} onAll={() => set({ show: 'all', q: null })} />
          ) : (
            <ul ref={list} className="divide-y divide-line">
              {tickets.map((ticket) => (
                <PortalRow key={ticket.id} ticket={ticket} />
              ))}
            </ul>
          )}
          <ShowMore pages={found} place="flex justify-center pt-4" />
        </div>
      </Tabs>
    </div>
  )
}

function NothingHere({ show, q, onAll }: { show: PortalShow; q: string | undefined; onAll: () => void }) {
  if (q !== undefined)
    return (
      <Empty title={`Nothing matches ‘${q}’`} action={<Button onClick={onAll}>Show all tickets</Button>}>
        Words are looked for in subjects, numbers and messages of your company’s tickets.
      </Empty>
    )
  return (
    <Empty
      title={show === 'solved' ? 'Nothing solved lately' : show === 'open' ? 'Nothing is open' : 'No tickets yet'}
      action={
        <Link to={pages.newTicket} className={buttonClass({ look: 'go' })}>
          New ticket
        </Link>
      }
    >
      {show === 'solved'
        ? 'Tickets come here once they are solved, and can be reopened from here for some days.'
        : 'When you send a request it shows here with what is promised for it. Colleagues’ requests show here too.'}
    </Empty>
  )
}

const TicketsSkeleton = () => (
  <Loading what="your tickets">
    {Array.from({ length: 6 }, (_, at) => (
      <div key={at} className="flex flex-col gap-2 border-b border-line px-4 py-3">
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-4 w-1/2" />
      </div>
    ))}
  </Loading>
)
