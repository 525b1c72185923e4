/** Reminders that are to come, the next first: a list of its own under 'For you'. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ReminderView } from '../../../src/http/wire-reminders.ts'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Empty } from '../../shared/ui/empty.tsx'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { statusWords } from '../../shared/words.ts'
import { rememberList } from '../last-list.ts'
import { RowsSkeleton } from '../queue/rows.tsx'
import { useSelection } from '../queue/use-selection.ts'
import { RemindDialog } from './dialog.tsx'
import { reminders, remove } from './queries.ts'

export function RemindersToCome() {
  const found = useQuery(reminders.toCome())
  const [moving, setMoving] = useState<ReminderView | null>(null)
  const items = found.data?.items ?? []
  const { selected, select, move } = useSelection(
    'reminders',
    items.map(({ id }) => id),
  )
  useEffect(() =>
    rememberList({ view: 'forYou', filter: {}, tickets: [...new Set(items.map(({ ticket }) => ticket.id))] }),
  )
  useKeys({ j: () => move(1), k: () => move(-1) })
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  if (found.isPending) return <RowsSkeleton rows={3} />
  if (items.length === 0)
    return (
      <Empty title="Nothing is to come">
        On a ticket, ‘Remind me’ (b) brings it back to you tomorrow, on Monday or when you say. At its time it stands
        under ‘All’; until then it stands here.
      </Empty>
    )
  return (
    <>
      <ul aria-label="Reminders to come" className="pt-1">
        {items.map((reminder) => (
          <Row
            key={reminder.id}
            reminder={reminder}
            isSelected={selected === reminder.id}
            onSelect={select}
            onMove={setMoving}
          />
        ))}
      </ul>
      {moving === null ? null : (
        <RemindDialog ticket={moving.ticket} reminder={moving} onClose={() => setMoving(null)} />
      )}
    </>
  )
}

interface RowProps {
  readonly reminder: ReminderView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
  readonly onMove: (reminder: ReminderView) => void
}

function Row({ reminder, isSelected, onSelect, onMove }: RowProps) {
  const { id, ticket, at, note } = reminder
  const now = useNow(30_000)
  const moment = sayMoment(readInstant(at), now)
  return (
    <li
      className={cx(
        'flex flex-wrap items-center gap-x-2 pr-4 md:pr-5',
        isSelected && 'bg-soft shadow-[inset_3px_0_0_var(--color-accent)]',
      )}
    >
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        data-row={id}
        onFocus={() => onSelect(id)}
        className="grid min-w-0 flex-1 basis-72 grid-cols-[minmax(104px,max-content)_34px_minmax(0,1fr)] items-baseline gap-x-2.5 gap-y-0.5 py-2 pl-4 outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)] md:pl-5"
      >
        <time dateTime={at} className="num text-note font-semibold">
          {moment}
        </time>
        <SeverityTag severity={ticket.severity} />
        <span className="line-clamp-2 wrap-anywhere">{note === '' ? ticket.subject : note}</span>
        <span className="col-start-3 line-clamp-1 text-note text-muted">
          <span className="num">{ticket.number}</span>
          {note === '' ? '' : ` · ${ticket.subject}`} · {ticket.partner?.name ?? 'no partner yet'} ·{' '}
          {statusWords[ticket.status]}
        </span>
      </Link>
      <span className="flex max-md:pb-1.5 max-md:pl-2">
        <Button size="small" look="bare" onClick={() => onMove(reminder)}>
          Change<span className="sr-only"> the reminder of {ticket.number}</span>
        </Button>
        <Button size="small" look="bare" onClick={() => void remove(reminder)}>
          Remove<span className="sr-only"> the reminder of {ticket.number}</span>
        </Button>
      </span>
    </li>
  )
}
