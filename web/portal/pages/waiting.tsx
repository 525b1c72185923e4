/** What waits for an answer of the partner's, the nearest deadline first. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Failure } from '../../shared/failure.tsx'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { workflowQueries } from '../../shared/workflow/queries.ts'
import { RunRow } from '../../shared/workflow/row.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

export function WaitingPage() {
  useTitle('Waiting for me')
  const found = useInfiniteQuery(workflowQueries.runs({ waitsFor: 'partner' }))
  const runs = found.data?.pages.flatMap(({ items }) => items) ?? []
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="mx-auto max-w-[1100px] pt-5 pb-12">
      <header className="px-4 pb-4 md:px-6">
        <PageHeading className="text-title">Waiting for me</PageHeading>
        <p className="text-note text-muted">Answers that are needed of you, and until when.</p>
      </header>
      {found.isPending ? (
        <div className="px-4 md:px-6">
          <Loading what="what waits for you">
            <Skeleton className="h-24 w-full" />
          </Loading>
        </div>
      ) : runs.length === 0 ? (
        <Empty title="Nothing waits for you">
          When a customer wants to leave, or something else needs your word, it stands here with its deadline, and a
          mail tells you.
        </Empty>
      ) : (
        <ul aria-label="Waiting for me" className="border-t border-line">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} reader="partner" />
          ))}
        </ul>
      )}
      <ShowMore pages={found} />
    </div>
  )
}
