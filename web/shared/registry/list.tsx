/** A list of the registry: rows that are links, more on request, and words where there are none. */
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { NotRead } from '../failure.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import type { Page } from '../views.ts'
import { ShowMore } from '../ui/show-more.tsx'

interface ListProps<Item> {
  readonly found: UseInfiniteQueryResult<InfiniteData<Page<Item>>>
  readonly what: string
  readonly row: (item: Item) => React.ReactNode
  readonly empty: React.ReactNode
  readonly listRef?: React.RefObject<HTMLUListElement | null>
}

export function List<Item>({ found, what, row, empty, listRef }: ListProps<Item>) {
  if (found.isPending) return <ListSkeleton what={what} />
  if (found.data === undefined) return <NotRead error={found.error} retry={found.refetch} />
  const items = found.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return empty
  return (
    <>
      <ul ref={listRef} className="divide-y divide-line">
        {items.map(row)}
      </ul>
      <ShowMore pages={found} place="flex justify-center py-3" />
    </>
  )
}

const ListSkeleton = ({ what }: { what: string }) => (
  <Loading what={what}>
    {[0, 1, 2, 3].map((at) => (
      <div key={at} className="border-b border-line py-3">
        <Skeleton className="h-5 w-2/3" />
      </div>
    ))}
  </Loading>
)

/** Up and down from row to row, for `j`, `k` and the arrows; false where there is none further down. */
export const stepIn = (list: React.RefObject<HTMLUListElement | null>, by: 1 | -1, row = 'a'): boolean => {
  const rows = [...(list.current?.querySelectorAll<HTMLElement>(row) ?? [])]
  const to = rows.findIndex((each) => each.contains(document.activeElement)) + by
  rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus()
  return to < rows.length
}

/** A titled part of a page, with what can be done there. */
export const Part = ({
  title,
  count,
  action,
  children,
}: {
  title: string
  count?: string
  action?: React.ReactNode
  children: React.ReactNode
}) => (
  <section aria-label={title}>
    <div className="flex flex-wrap items-center justify-between gap-2 pb-1">
      <h2 className="font-semibold">
        {title}
        {count === undefined ? null : <span className="num ml-2 font-normal text-muted">{count}</span>}
      </h2>
      {action}
    </div>
    {children}
  </section>
)
