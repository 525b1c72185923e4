/** The queue, by what must happen next; also the lists 'mine' and 'all'. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isFiltered, type FilterName, type ListFilter, type ListSearch } from '../../shared/filter.ts'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { Failure } from '../../shared/failure.tsx'
import { pages } from '../../shared/pages.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { WhyDialog } from '../../shared/promise-bar/why.tsx'
import { queries } from '../../shared/queries.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { deskName } from '../../shared/words.ts'
import { FilterChips, Filters, useFilterFields } from '../queue/filters.tsx'
import { groupsOf, type Group } from '../queue/groups.ts'
import { NothingHere } from '../queue/nothing.tsx'
import { Rows, RowsSkeleton } from '../queue/rows.tsx'
import { useSelection } from '../queue/use-selection.ts'
import { useSteadyRows } from '../queue/use-steady.ts'
import { MarkBox } from '../several/box.tsx'
import { useSeveral } from '../several/use-several.tsx'
import { listAsks, listNames, nameOfList, rememberList, type ListName } from '../last-list.ts'
import { useViews } from '../views/use-views.tsx'
import { useCommands } from '../use-commands.tsx'

export function QueuePage({ view }: { view: ListName }) {
  const { saved, ...filter }: ListSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const me = useMe()
  const policy = usePolicy()
  const now = useNow(30_000)
  const list = nameOfList({ view, filter })
  const found = useInfiniteQuery(queries.tickets({ ...filter, ...listAsks[view] }))
  const tickets = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data])
  const byId = useMemo(() => new Map(tickets.map((ticket) => [ticket.id, ticket])), [tickets])
  const plain = view === 'all'
  const fresh = useMemo(
    (): readonly Group[] => (plain ? oneGroup(tickets) : groupsOf(tickets, now)),
    [plain, tickets, now],
  )
  const rows = useSteadyRows(fresh, (id) => byId.get(id), `${list}:${found.data?.pages.length ?? 0}`)
  const shown = rows.groups.flatMap((group) => group.tickets)
  const ids = shown.map((ticket) => ticket.id)
  const { selected, select, move } = useSelection(list, ids)
  const chosen = selected === null ? null : (byId.get(selected) ?? null)
  const several = useSeveral(list, found.data === undefined ? null : shown, chosen?.id ?? null)
  // While several are selected, keys and palette are about those.
  const commands = useCommands(several.count > 0 ? null : chosen)
  const [isAsked, setAsked] = useState(false)
  const why = (): void => {
    holdKeysFor('dialog')
    setAsked(true)
  }
  const find = useRef<HTMLInputElement>(null)
  const filters = useRef<HTMLDivElement>(null)
  const moreFilters = useRef<HTMLButtonElement>(null)
  const fields = useFilterFields(setBy[view])
  const views = useViews(view, filter, saved)

  useTitle(
    views.title ??
      (filter.desk === undefined ? listNames[view] : `${listNames[view]}, ${deskName(policy, filter.desk)}`),
  )
  useEffect(() => rememberList({ view, filter: saved === undefined ? filter : { ...filter, saved }, tickets: ids }))
  const step = (by: 1 | -1) => (): void => {
    rows.onKeyMove()
    move(by)
  }
  useKeys({
    ...commands.keys,
    j: step(1),
    k: step(-1),
    '/': () => find.current?.focus(),
    f: () => filters.current?.querySelector<HTMLElement>('button')?.focus(),
    F: () => moreFilters.current?.click(),
    '.': rows.release,
    ...(chosen === null || chosen.clocks.length === 0 ? {} : { w: why }),
    ...views.keys,
    ...several.keys,
  })
  // Without any filter it is the list itself, and no view.
  const setFilter = (next: ListFilter): void =>
    void navigate({
      to: pages[view],
      search: saved === undefined || !isFiltered(next) ? next : { ...next, saved },
      replace: true,
    })

  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:pr-5 md:pl-[46px]">
        {ids.length === 0 ? null : (
          <MarkBox
            label="Select all that are shown"
            checked={several.isAll}
            mixed={several.count > 0 && !several.isAll}
            shown
            onMark={several.markAll}
            // Beside the name of the list, also where the filters take further lines.
            className="bottom-auto h-[47px] max-md:hidden"
          />
        )}
        <PageHeading focus={false}>{listNames[view]}</PageHeading>
        {view !== 'all' && me.desks.length > 0 && me.desks.length < (policy?.desks.length ?? 0) ? (
          <span className="text-note text-muted">{me.desks.map((desk) => deskName(policy, desk)).join(', ')}</span>
        ) : null}
        <span className="flex-1" />
        {ids.length === 0 ? null : (
          <Button className="md:hidden" aria-pressed={several.isPicking} onClick={several.pick}>
            {several.isPicking ? 'Done' : 'Select'}
          </Button>
        )}
        <Filters
          filter={filter}
          onChange={setFilter}
          set={setBy[view]}
          findRef={find}
          filterRef={filters}
          moreRef={moreFilters}
          onDown={step(1)}
        />
        <FilterChips filter={filter} fields={fields} onChange={setFilter}>
          {views.buttons}
        </FilterChips>
        {views.tabs}
      </header>
      <div
        className={cx('group/list relative', several.count > 0 || several.isPicking ? 'pb-28' : 'pb-6')}
        data-marking={several.count > 0 || undefined}
        onPointerMove={rows.onPointerMove}
        onPointerLeave={rows.onPointerLeave}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          step(event.key === 'ArrowDown' ? 1 : -1)()
        }}
      >
        {/* It stands there before it has something to say: only then it is read out. */}
        <div role="status" className="pointer-events-none sticky top-16 z-10 flex h-0 justify-center">
          {rows.waiting === 0 ? null : (
            <Button
              size="small"
              className="pointer-events-auto mt-1.5 shadow-float"
              shortcut="."
              onClick={rows.release}
            >
              {rows.waiting === 1 ? 'One ticket has moved' : `${rows.waiting} tickets have moved`}: show
            </Button>
          )}
        </div>
        {found.error !== null && found.data === undefined ? (
          // What is set can still be taken out: it may be that what is wrong.
          <Failure error={found.error} retry={() => void found.refetch()} />
        ) : found.isPending ? (
          <RowsSkeleton boxes />
        ) : ids.length === 0 && found.hasNextPage ? null : ids.length === 0 ? (
          <NothingHere view={view} filtered={isFiltered(filter)} onClear={() => setFilter({})} />
        ) : (
          <Rows
            groups={rows.groups}
            plain={plain}
            more={found.hasNextPage}
            policy={policy}
            selected={selected}
            onSelect={select}
            marked={several.ids}
            isPicking={several.isPicking}
            onMark={several.mark}
          />
        )}
        {found.hasNextPage ? (
          <More onMore={() => (found.isFetchingNextPage ? undefined : void found.fetchNextPage())} />
        ) : null}
      </div>
      {several.bar}
      {several.dialog}
      {views.dialog}
      {commands.dialog}
      {isAsked && chosen !== null ? (
        <WhyDialog
          clocks={chosen.clocks.map(readClock)}
          place={{ zone: chosen.zone, name: chosen.partner?.name ?? 'the sender' }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  )
}

/** What each list has set by itself: no filter of it. */
const setBy: Readonly<Record<ListName, readonly FilterName[]>> = {
  queue: [],
  mine: ['assignee'],
  keyAccounts: ['keyAccount'],
  all: [],
}

/** Without groups: one list in the server's order. */
const oneGroup = (tickets: Group['tickets']): readonly Group[] =>
  tickets.length === 0 ? [] : [{ id: 'today', tickets }]

/** Loads the next rows when it comes near the view. */
function More({ onMore }: { onMore: () => void }) {
  const ref = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  useEffect(() => {
    latest.current = onMore
  })
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? latest.current() : undefined), {
      rootMargin: '900px',
    })
    if (ref.current !== null) observer.observe(ref.current)
    return () => observer.disconnect()
  })
  return (
    <div ref={ref}>
      <RowsSkeleton rows={3} boxes />
    </div>
  )
}
