/** An escalation, or a disputed severity, on one line: what falls due, at which level, who has it. */
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../../src/http/wire.ts'
import { LevelTag } from '../../shared/escalation/ladder.tsx'
import { nextDue, sayLeft, sayPeople } from '../../shared/escalation/words.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { meaningText } from '../../shared/promise-bar/promise-bar.tsx'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'

/** On a phone what is due lies above, on a desktop all is one line. */
const grid = [
  'grid grid-cols-[28px_34px_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5',
  'md:px-5 xl:grid-cols-[170px_28px_34px_minmax(0,1fr)_180px_minmax(120px,200px)]',
].join(' ')

export function EscalationRow({ ticket }: { ticket: TicketView }) {
  return (
    <li className="row-in-view">
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        data-row={ticket.id}
        className={`${grid} outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)]`}
      >
        <Due ticket={ticket} />
        <span className="self-start">
          {ticket.escalation === null ? null : <LevelTag level={ticket.escalation.level} filled />}
        </span>
        <span className="self-start">
          <SeverityTag severity={ticket.severity} />
        </span>
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-2 text-left xl:line-clamp-1">
            {ticket.subject}
          </span>
          <span className="block text-note text-muted xl:inline">
            <span className="num">{ticket.number}</span> · {ticket.partner?.name ?? 'no partner yet'}
          </span>
        </span>
        <span className="col-start-3 min-w-0 text-note xl:col-start-auto">
          {ticket.escalation?.reason.name ?? `wants severity ${ticket.dispute?.wanted ?? ''}`}
        </span>
        <span className="col-start-3 min-w-0 text-note text-muted xl:col-start-auto">
          {ticket.escalation === null ? 'a lead decides' : sayPeople(ticket.escalation.owner.people)}
        </span>
      </Link>
    </li>
  )
}

function Due({ ticket: { escalation, dispute } }: { ticket: TicketView }) {
  const now = useNow()
  const place = 'num col-span-3 text-note font-semibold xl:col-span-1'
  if (escalation === null)
    return (
      <span className={`${place} text-soon`}>
        {dispute === null ? '' : `since ${sayBriefly(readInstant(dispute.since), now)}`}
      </span>
    )
  const due = nextDue(escalation, now)
  return (
    <span className={`${place} ${meaningText[due.meaning]}`}>
      {due.what === 'answer' ? 'Answer' : 'Update'} {sayLeft(due.at, now)}
      {escalation.updateMissed ? <span className="block text-small">update missing</span> : null}
    </span>
  )
}
