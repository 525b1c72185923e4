/** The rows in their groups, or in one list where the server's order has no groups. */
import type { PolicyView } from '../../shared/views.ts'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { sayCount } from '../../shared/words.ts'
import { groupHints, groupNames, type Group } from './groups.ts'
import { Row } from './row.tsx'

interface RowsProps {
  readonly groups: readonly Group[]
  /** Without headings: one list, in the order in which it came. */
  readonly plain: boolean
  /** There are more to come: counts of what is loaded would be too small. */
  readonly more: boolean
  readonly policy: PolicyView | undefined
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  readonly marked: ReadonlySet<string>
  readonly isPicking: boolean
  readonly onMark: (id: string, isRange: boolean) => void
}

export function Rows({ groups, plain, more, selected, marked, ...rest }: RowsProps) {
  return groups.map((group, at) => (
    <section key={group.id} aria-label={plain ? 'Tickets' : groupNames[group.id]}>
      {plain ? null : (
        <h2 className="flex items-baseline gap-2 px-4 pt-4 pb-1 text-small text-muted md:px-5">
          <span className="font-semibold text-ink">{groupNames[group.id]}</span>
          {more && at === groups.length - 1 ? null : (
            <span className="num">{sayCount(group.tickets.length, 'ticket')}</span>
          )}
          {groupHints[group.id] === undefined ? null : <span>{groupHints[group.id]}</span>}
        </h2>
      )}
      <ul>
        {group.tickets.map((ticket) => (
          <Row
            key={ticket.id}
            ticket={ticket}
            isSelected={ticket.id === selected}
            isMarked={marked.has(ticket.id)}
            {...rest}
          />
        ))}
      </ul>
    </section>
  ))
}

/** `boxes`: of a list in which rows are selected. */
export const RowsSkeleton = ({ rows = 12, boxes = false }: { rows?: number; boxes?: boolean }) => (
  <Loading what="tickets">
    <div className="px-4 pt-4 pb-1 md:px-5">
      <Skeleton className="h-4 w-32" />
    </div>
    {Array.from({ length: rows }, (_, at) => (
      <div key={at} className={cx('flex flex-wrap items-center gap-3 px-4 py-[9px] md:px-5', boxes && 'md:pl-[46px]')}>
        <Skeleton className="h-5 w-full lg:w-[252px]" />
        <Skeleton className="h-5 w-[34px]" />
        <Skeleton className="h-5 min-w-0 flex-1" />
        <Skeleton className="hidden h-5 w-[200px] lg:block" />
        <Skeleton className="hidden h-5 w-[104px] lg:block" />
        <Skeleton className="size-6 rounded-full" />
      </div>
    ))}
  </Loading>
)
