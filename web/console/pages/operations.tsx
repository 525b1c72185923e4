/** The operations desk: every run by workflow and state, what is left by itself next before the others. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/paths.ts'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { workflowQueries, type RunFilter } from '../../shared/workflow/queries.ts'
import { RunRow } from '../../shared/workflow/row.tsx'
import { roleWords } from '../../shared/workflow/words.ts'
import { sayNumber } from '../../shared/words.ts'
import type { OperationsFilter } from '../operations/filter.ts'
import { RowsSkeleton } from '../queue/rows.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

const shows = ['open', 'trouble', 'over'] as const

export function OperationsPage() {
  useTitle('Operations')
  const filter = useSearch({ from: '/app/operations' })
  const { show = 'open', workflow, state } = filter
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
        <nav aria-label="Workflows and states" className="border-line px-2 py-3 max-xl:border-b xl:border-r">
          <Entry isOn={workflow === undefined} count={sum('open')} onClick={() => go({ show })}>
            Every workflow
          </Entry>
          {counts.map((each) => {
            const open = each.states.reduce((all, one) => all + one.open, 0)
            const isOn = workflow === each.workflow
            return (
              <div key={each.workflow}>
                <Entry
                  isOn={isOn && state === undefined}
                  count={open}
                  onClick={() => go({ show, workflow: each.workflow })}
                >
                  {each.name}
                </Entry>
                {isOn
                  ? each.states.map((one) => (
                      <Entry
                        key={one.id}
                        isOn={state === one.id}
                        count={one.open}
                        deep
                        onClick={() => go({ show, workflow: each.workflow, state: one.id })}
                      >
                        {one.name}
                        {one.waitsFor === null ? null : (
                          <span className="block text-small text-muted">{roleWords[one.waitsFor]}</span>
                        )}
                      </Entry>
                    ))
                  : null}
              </div>
            )
          })}
        </nav>
        <Tabs
          label="Show"
          value={show}
          onChange={(next) =>
            go({
              ...(workflow === undefined ? {} : { workflow }),
              ...(state === undefined ? {} : { state }),
              show: next,
            })
          }
          tabs={shows.map((value) => ({
            value,
            label: { open: 'Open', trouble: 'Needs a look', over: 'Over' }[value],
            ...(value === 'over' ? {} : { count: sayNumber(sum(value)) }),
          }))}
          className="min-w-0 pt-1"
        >
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

const askedBy = ({ show = 'open', workflow, state }: OperationsFilter): RunFilter => ({
  ...(workflow === undefined ? {} : { workflow }),
  ...(state === undefined || show === 'over' ? {} : { state }),
  ...(show === 'trouble' ? { trouble: 'true' as const } : {}),
  ...(show === 'over' ? { over: 'true' as const } : {}),
})

interface EntryProps {
  readonly isOn: boolean
  readonly count: number
  readonly deep?: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

const Entry = ({ isOn, count, deep = false, onClick, children }: EntryProps) => (
  <button
    type="button"
    aria-pressed={isOn}
    onClick={onClick}
    className={`flex w-full items-baseline gap-2 rounded-box px-2.5 py-1.5 text-left text-note hover:bg-soft aria-pressed:bg-soft aria-pressed:font-semibold pointer-coarse:min-h-10 ${deep ? 'pl-6' : ''}`}
  >
    <span className="min-w-0 flex-1">{children}</span>
    <span className={`num text-small font-normal ${count === 0 ? 'text-muted/60' : 'text-muted'}`}>
      {sayNumber(count)}
    </span>
  </button>
)
