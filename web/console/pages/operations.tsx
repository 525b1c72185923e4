/** The operations desk: every run by workflow and state, what is left by itself next before the others. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { workflowQueries, type RunFilter } from '../../shared/workflow/queries.ts'
import { RunRow } from '../../shared/workflow/row.tsx'
import { sayNumber } from '../../shared/words.ts'
import { TurnChoice, WorkflowChoice } from '../operations/choice.tsx'
import type { OperationsFilter } from '../operations/filter.ts'
import { RowsSkeleton } from '../queue/rows.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

const shows = ['open', 'trouble', 'over'] as const

export function OperationsPage() {
  useTitle('Operations')
  const filter = useSearch({ from: '/app/operations' })
  const { show = 'open' } = filter
  const navigate = useNavigate()
  const go = (next: OperationsFilter): void => void navigate({ to: pages.operations, search: next, replace: true })
  const counts = useQuery(workflowQueries.counts()).data?.items ?? []
  const found = useInfiniteQuery(workflowQueries.runs(askedBy(filter)))
  const runs = found.data?.pages.flatMap((page) => page.items) ?? []
  const list = useRef<HTMLUListElement>(null)
  const step = (by: 1 | -1) => (): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
  }
  useKeys({ j: step(1), k: step(-1) })
  const states = counts.flatMap(({ states: own }) => own)
  const sum = (of: 'open' | 'trouble'): number => states.reduce((all, each) => all + each[of], 0)

  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line px-4 py-3.5 md:px-5">
        <PageHeading focus={false}>Operations</PageHeading>
        <Link to={pages.workflows} className="text-note text-accent underline underline-offset-2">
          How each workflow goes
        </Link>
      </header>
      <div className="xl:grid xl:grid-cols-[280px_minmax(0,1fr)]">
        <WorkflowChoice counts={counts} filter={filter} onChange={go} />
        <Tabs
          label="Show"
          value={show}
          onChange={(next) => go({ ...filter, show: next })}
          tabs={shows.map((value) => ({
            value,
            label: { open: 'Open', trouble: 'Needs a look', over: 'Over' }[value],
            ...(value === 'over' ? {} : { count: sayNumber(sum(value)) }),
          }))}
          className="min-w-0 pt-1"
        >
          {show === 'over' ? null : <TurnChoice counts={counts} filter={filter} onChange={go} />}
          {found.isPending ? (
            <RowsSkeleton rows={5} />
          ) : runs.length === 0 ? (
            <Empty
              title={{ open: 'Nothing runs here', trouble: 'Nothing needs a look', over: 'Nothing is over yet' }[show]}
            >
              {
                {
                  open: 'A workflow begins on its ticket: by the partner, or by an agent under the promises.',
                  trouble: 'Where time comes to do something that cannot be done, it stands here for a person.',
                  over: 'What is done, refused, lapsed or taken back stands here, the last first.',
                }[show]
              }
            </Empty>
          ) : (
            <ul ref={list} aria-label="Runs" className="pt-1">
              {runs.map((run) => (
                <RunRow key={run.id} run={run} reader="staff" />
              ))}
            </ul>
          )}
          <ShowMore pages={found} />
        </Tabs>
      </div>
    </>
  )
}

const askedBy = ({ show = 'open', workflow, state, waitsFor }: OperationsFilter): RunFilter => ({
  ...(workflow === undefined ? {} : { workflow }),
  ...(state === undefined || show === 'over' ? {} : { state }),
  ...(waitsFor === undefined || show === 'over' ? {} : { waitsFor }),
  ...(show === 'trouble' ? { trouble: 'true' as const } : {}),
  ...(show === 'over' ? { over: 'true' as const } : {}),
})
