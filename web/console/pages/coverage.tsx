/** F1, F8: whom every level of both ladders reaches on a day, where nobody is named, and who stands in for whom. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Failure } from '../../shared/failure.tsx'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Gaps } from '../coverage/gaps.tsx'
import { Levels } from '../coverage/levels.tsx'
import { StandIns } from '../coverage/stand-ins.tsx'

export function CoveragePage() {
  useTitle('Coverage')
  const me = useMe()
  const { on } = useSearch({ from: '/app/coverage' })
  const navigate = useNavigate()
  const found = useQuery(queries.coverage(on))
  const now = useNow(60_000)
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  const coverage = found.data
  const because = ['lead', 'manager', 'admin'].includes(me.role) ? null : 'A lead or a manager keeps these.'
  return (
    <>
      <header className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b border-line px-4 py-3 md:px-5">
        <div className="min-w-0 flex-1 basis-64">
          <PageHeading focus={false}>Coverage</PageHeading>
          <p className="text-note text-muted">
            Whom every level reaches, in every country, on{' '}
            {coverage === undefined ? 'a day' : sayDate(coverage.on, now)}.
          </p>
        </div>
        <TextField
          label="On"
          type="date"
          value={on ?? coverage?.on ?? ''}
          onChange={(event) =>
            void navigate({
              to: pages.coverage,
              search: event.target.value === '' ? {} : { on: event.target.value },
              replace: true,
            })
          }
        />
      </header>
      {coverage === undefined ? (
        <Loading what="the coverage">
          <div className="flex flex-col gap-3 px-4 py-5 md:px-5">
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <Skeleton key={row} className="h-6 w-full max-w-3xl" />
            ))}
          </div>
        </Loading>
      ) : (
        <div className="flex max-w-[1000px] flex-col gap-8 px-4 py-5 md:px-5">
          <StandIns people={coverage.people} because={because} />
          <section aria-labelledby="levels" className="flex flex-col gap-3">
            <h2 id="levels" className="font-semibold">
              Levels
            </h2>
            <Levels summary={coverage.summary} />
          </section>
          <Gaps coverage={coverage} />
        </div>
      )}
    </>
  )
}
