/** The saved views of a list, in one line above it: the list itself first. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { SavedViewView } from '../../../src/http/wire-saved-views.ts'
import type { ListFilter } from '../../shared/filter.ts'
import { pages } from '../../shared/pages.ts'
import { usePolicy } from '../../shared/session.ts'
import { cx } from '../../shared/ui/cx.ts'
import { viewQueries } from './queries.ts'
import { sayCounted, sayWhose, type SavedList } from './words.ts'

interface ViewTabsProps {
  readonly list: SavedList
  readonly views: readonly SavedViewView[]
  readonly current: SavedViewView | null
  /** Nothing is set: one is at the list itself. */
  readonly isPlain: boolean
}

export function ViewTabs({ list, views, current, isPlain }: ViewTabsProps) {
  const policy = usePolicy()
  const counts = useQuery({ ...viewQueries.counts(), enabled: views.length > 0 }).data
  const line = useRef<HTMLUListElement>(null)
  // Which one it is stands in sight, also where there are more than the line holds.
  useEffect(() => {
    const here = line.current?.querySelector<HTMLElement>('[aria-current]')
    const all = line.current
    if (here == null || all === null) return
    const [tab, frame] = [here.getBoundingClientRect(), all.getBoundingClientRect()]
    if (tab.left < frame.left || tab.right > frame.right) all.scrollLeft += tab.left - frame.left - 24
  }, [current?.id])
  if (views.length === 0) return null
  return (
    <nav aria-label="Saved views" className="-mb-2.5 min-w-0 basis-full">
      <ul ref={line} className="-ml-2.5 flex overflow-x-auto text-note">
        <Tab to={list} search={{}} here={isPlain}>
          Everything
        </Tab>
        {views.map((view) => (
          <Tab
            key={view.id}
            to={list}
            search={{ ...view.question, saved: view.id }}
            here={view.id === current?.id}
            title={sayWhose(policy, view)}
          >
            <span className="max-w-56 truncate">{view.name}</span>
            <span className="num font-normal text-muted">{sayCounted(counts?.get(view.id))}</span>
          </Tab>
        ))}
      </ul>
    </nav>
  )
}

interface TabProps {
  readonly to: SavedList
  readonly search: ListFilter & { readonly saved?: string }
  readonly here: boolean
  readonly title?: string
  readonly children: React.ReactNode
}

const Tab = ({ to, search, here, title, children }: TabProps) => (
  <li className="shrink-0">
    <Link
      to={pages[to]}
      search={search}
      title={title}
      // The router's own word for where one is would stand at every tab: they are all of this page.
      activeProps={{}}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex gap-1.5 px-2.5 py-1.5 text-muted hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:min-h-10 pointer-coarse:items-center',
        here && 'font-semibold text-ink shadow-[inset_0_-2px_0_var(--color-ink)]',
      )}
    >
      {children}
    </Link>
  </li>
)
