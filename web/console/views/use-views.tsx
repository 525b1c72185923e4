/** What a list has of saved views: which one is shown, its tabs, the keys between them, and saving what is set. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { isFiltered, type ListFilter, type ListSearch } from '../../shared/filter.ts'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { pages } from '../../shared/pages.ts'
import { Button } from '../../shared/ui/button.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import type { ListName } from '../last-list.ts'
import { changeView, viewQueries } from './queries.ts'
import { ViewTabs } from './tabs.tsx'
import { isSame, savedAs } from './words.ts'

const ViewDialog = lazy(() => import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })))

export function useViews(view: ListName, filter: ListFilter, saved: string | undefined) {
  const navigate = useNavigate()
  const [open, setOpen] = useState<'new' | 'change' | null>(null)
  const now = savedAs(view, filter)
  const all = useQuery(viewQueries.list()).data ?? []
  const views = view === 'keyAccounts' ? [] : all.filter(({ list }) => list === view)
  const current = views.find(({ id }) => id === saved) ?? null
  const differs = current !== null && !isSame(now.question, current.question)
  const go = (search: ListSearch, to = pages[view]): void => void navigate({ to, search })
  const openLater = (what: 'new' | 'change') => (): void => {
    holdKeysFor('dialog')
    setOpen(what)
  }
  /** To the next one, or the one before; the list itself is the first. */
  const step = (by: 1 | -1) => (): void => {
    const at = current === null ? 0 : views.indexOf(current) + 1
    const next = (at + by + views.length + 1) % (views.length + 1)
    const to = next === 0 ? undefined : views[next - 1]
    go(to === undefined ? {} : { ...to.question, saved: to.id })
  }
  const save = (): void => {
    if (current === null) return
    changeView(current.id, { question: now.question }).then(
      () => toast.done(`‘${current.name}’ shows what is set now.`),
      toast.failed,
    )
  }
  return {
    title: current?.name ?? null,
    keys: views.length === 0 ? {} : { '<': step(-1), '>': step(1) },
    tabs:
      views.length === 0 ? null : (
        <ViewTabs list={now.list} views={views} current={current} isPlain={current === null && !isFiltered(filter)} />
      ),
    /** Beside the filters that are set. */
    buttons: (
      <>
        {differs && current.mayChange ? (
          <Button size="small" onClick={save}>
            Save
          </Button>
        ) : null}
        {differs ? (
          <Button size="small" look="bare" onClick={() => go({ ...current.question, saved: current.id })}>
            Back to the view
          </Button>
        ) : null}
        {current === null || differs ? (
          <Button size="small" look="bare" onClick={openLater('new')}>
            Save as a view
          </Button>
        ) : null}
        {current !== null && current.mayChange ? (
          <Button size="small" look="bare" onClick={openLater('change')}>
            Change the view
          </Button>
        ) : null}
      </>
    ),
    dialog:
      open === null ? null : (
        <Suspense>
          <ViewDialog
            view={open === 'change' ? current : null}
            saved={now}
            onSaved={(kept) =>
              open === 'new' ? go({ ...kept.question, saved: kept.id }, pages[kept.list]) : undefined
            }
            onRemoved={() => go({})}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      ),
  }
}
