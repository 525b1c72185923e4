/** What there is of one ticket, on one line: however often somebody wrote. */
import { Link } from '@tanstack/react-router'
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { readInstant, sayLength, sayMoment } from '../../shared/time.ts'
import { cx } from '../../shared/ui/cx.ts'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { sayWhat } from '../../shared/alerts/words.ts'

const grid = [
  'grid grid-cols-[8px_34px_minmax(0,1fr)_auto] items-baseline gap-x-2.5 gap-y-0.5 px-4 py-2.5',
  'md:px-5 xl:grid-cols-[8px_34px_minmax(0,1.2fr)_minmax(0,1fr)_70px_minmax(110px,150px)_64px] xl:py-[9px]',
].join(' ')

interface RowProps {
  readonly alerts: AlertsView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

export function AlertRow({ alerts, isSelected, onSelect }: RowProps) {
  const { ticket, unread } = alerts
  const now = useNow(30_000)
  const at = readInstant(alerts.at)
  const what = sayWhat(alerts)
  return (
    <li className="row-in-view">
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        data-row={ticket.id}
        onFocus={() => onSelect(ticket.id)}
        className={cx(
          grid,
          'outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)]',
          isSelected && 'bg-soft shadow-[inset_3px_0_0_var(--color-accent)]',
        )}
      >
        <span className={cx('size-[7px] self-center rounded-full', unread > 0 && 'bg-accent')}>
          <span className="sr-only">{unread > 0 ? 'Unread.' : ''}</span>
        </span>
        <SeverityTag severity={ticket.severity} />
        <span className={cx('line-clamp-2 xl:line-clamp-1', unread > 0 && 'font-semibold')} title={what}>
          {what}
        </span>
        <span className="col-span-2 col-start-3 line-clamp-1 text-note text-muted xl:col-span-1 xl:col-start-4 xl:text-base xl:text-ink">
          <span className="num xl:hidden">{ticket.number} · </span>
          <bdi>{ticket.subject}</bdi>
        </span>
        <span className="num text-note text-muted max-xl:hidden">{ticket.number}</span>
        <span className="truncate text-note text-muted max-xl:hidden">{ticket.partner?.name ?? 'no partner yet'}</span>
        <time
          dateTime={alerts.at}
          title={sayMoment(at, now)}
          className="num col-start-4 row-start-1 text-right text-note whitespace-nowrap text-muted xl:col-start-7"
        >
          {sayLength(Math.max(0, now - at))}
        </time>
      </Link>
    </li>
  )
}
