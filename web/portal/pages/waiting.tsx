/** What waits for the partner: answers that a workflow asks for, the nearest deadline first, and tickets whose turn is its own. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Failure } from '../../shared/failure.tsx'
import { queries } from '../../shared/queries.ts'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { workflowQueries } from '../../shared/workflow/queries.ts'
import { RunRow } from '../../shared/workflow/row.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'
import { PortalRow } from '../row.tsx'

export function WaitingPage() {
  useTitle('Waiting for me')
  const asked = useInfiniteQuery(workflowQueries.runs({ waitsFor: 'partner' }))
  const going = useInfiniteQuery(workflowQueries.runs({}))
  const answered = useInfiniteQuery(queries.tickets({ view: 'queue', status: 'waiting-on-partner' }))
  const all = [asked, going, answered]
  const failed = all.find(({ error, data }) => error !== null && data === undefined)
  if (failed !== undefined)
    return <Failure error={failed.error} retry={() => void Promise.all(all.map((each) => each.refetch()))} />
  const runs = asked.data?.pages.flatMap(({ items }) => items) ?? []
  // What a workflow goes on with waits for whom the workflow says.
  const withRun = new Set(
    [...runs, ...(going.data?.pages.flatMap(({ items }) => items) ?? [])].map(({ ticket }) => ticket.id),
  )
  const tickets = answered.data?.pages.flatMap(({ items }) => items.filter(({ id }) => !withRun.has(id))) ?? []
  return (
    <div className="mx-auto max-w-[1100px] pt-5 pb-12">
      <header className="px-4 pb-4 md:px-6">
        <PageHeading className="text-title">Waiting for me</PageHeading>
        <p className="text-note text-muted">What goes on once you have answered.</p>
      </header>
      {all.some(({ isPending }) => isPending) ? (
        <div className="px-4 md:px-6">
          <Loading what="what waits for you">
            <Skeleton className="h-24 w-full" />
          </Loading>
        </div>
      ) : runs.length + tickets.length === 0 ? (
        <Empty title="Nothing waits for you">
          When we have asked you something, or a customer wants to leave, it stands here, with its deadline where there
          is one, and a mail tells you.
        </Empty>
      ) : (
        <div className="flex flex-col gap-8">
          {runs.length === 0 ? null : (
            <section aria-labelledby="asked">
              <h2 id="asked" className="px-4 pb-1 font-semibold md:px-6">
                Answers that are needed of you, and until when
              </h2>
              <ul aria-label="Waiting for me" className="divide-y divide-line border-y border-line">
                {runs.map((run) => (
                  <RunRow key={run.id} run={run} reader="partner" />
                ))}
              </ul>
              <ShowMore pages={asked} />
            </section>
          )}
          {tickets.length === 0 ? null : (
            <section aria-labelledby="answered">
              <h2 id="answered" className="px-4 pb-1 font-semibold md:px-6">
                Answered by us: your turn
              </h2>
              <ul aria-labelledby="answered" className="divide-y divide-line border-y border-line">
                {tickets.map((ticket) => (
                  <PortalRow key={ticket.id} ticket={ticket} />
                ))}
              </ul>
              <ShowMore pages={answered} />
            </section>
          )}
        </div>
      )}
    </div>
  )
}
