/** A call in a list: when, with whom, what about; what can be done with it; what came of it. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallView } from '../../../src/http/wire-calls.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { cityOf, readInstant, sayClock, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CancelDialog, MoveDialog } from './change-dialogs.tsx'
import { elsewhere } from './days.ts'

interface CallRowProps {
  readonly call: CallView
  readonly reader: 'staff' | 'partner'
  /** Under a day's name the day is not said again. */
  readonly underDay?: boolean
  /** On the partner's own page its name is not said again. */
  readonly ofPartner?: boolean
  readonly onNotes?: (call: CallView) => void
}

export function CallRow({ call, reader, underDay = false, ofPartner = false, onNotes }: CallRowProps) {
  const now = useNow(60_000)
  const [dialog, setDialog] = useState<'move' | 'cancel' | null>(null)
  const at = readInstant(call.startsAt)
  const isAhead = call.state === 'booked' && at > now
  // Staff lives in its own zone, a partner in its own.
  const other = reader === 'staff' ? sayOther(at, call.zone) : elsewhere(at, call.zone)
  const said = reader === 'staff' ? sayMoment(at, now) : sayMoment(at, now, call.zone)
  const clock = reader === 'staff' ? sayClock(at) : sayClock(at, call.zone)
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2.5">
      <span className="num w-40 shrink-0">
        <time dateTime={call.startsAt} className={call.state === 'cancelled' ? 'line-through' : 'font-medium'}>
          {underDay ? clock : said}
        </time>
        {other === null ? null : <span className="block text-small text-muted">{other}</span>}
      </span>
      <span className="min-w-0 flex-1 basis-60">
        <span className="wrap-anywhere">{call.topic}</span>
        <span className="block text-note text-muted">
          {reader === 'partner' ? (
            `with ${call.host?.name ?? 'your point of contact'}${call.contact === null ? '' : `, for ${call.contact.name}`}`
          ) : (
            <>
              {call.host?.name ?? 'Somebody'} with {call.contact?.name ?? 'a contact'}
              {ofPartner ? null : (
                <>
                  {' of '}
                  <Link
                    to={pages.partner}
                    params={{ partner: call.partner.id }}
                    className="text-accent underline underline-offset-2"
                  >
                    {call.partner.name}
                  </Link>
                </>
              )}
            </>
          )}
        </span>
        <LastWord call={call} />
        {call.notes === null ? null : (
          <span className="mt-1 block border-l-[3px] border-line pl-2.5 text-note whitespace-pre-wrap wrap-anywhere">
            <span dir="auto" className="block">
              {call.notes.text}
            </span>
            <span className="block text-small text-muted">noted by {call.notes.by?.name ?? 'somebody'}</span>
          </span>
        )}
      </span>
      <span className="flex gap-1.5">
        {isAhead ? (
          <>
            <Button size="small" onClick={() => setDialog('move')}>
              Move<span className="sr-only"> {call.topic}</span>
            </Button>
            <Button size="small" look="bare" onClick={() => setDialog('cancel')}>
              Cancel<span className="sr-only"> {call.topic}</span>
            </Button>
          </>
        ) : call.state !== 'cancelled' && onNotes !== undefined ? (
          <Button size="small" onClick={() => onNotes(call)}>
            {call.notes === null ? 'Note what came of it' : 'Change the note'}
            <span className="sr-only"> {call.topic}</span>
          </Button>
        ) : null}
      </span>
      {dialog === 'move' ? (
        <MoveDialog call={call} asStaff={reader === 'staff'} onClose={() => setDialog(null)} />
      ) : dialog === 'cancel' ? (
        <CancelDialog call={call} onClose={() => setDialog(null)} />
      ) : null}
    </li>
  )
}

const sayOther = (at: number, zone: string): string | null =>
  elsewhere(at, zone) === null ? null : `${sayClock(at, zone)} in ${cityOf(zone)}`

/** Why it was moved or cancelled, where somebody said it. */
function LastWord({ call }: { call: CallView }) {
  const last = call.changes.at(-1)
  if (last === undefined || last.what === 'booked') return null
  const by = last.by?.name ?? 'somebody'
  return (
    <span className="block text-note text-muted">
      {last.what === 'moved' ? `moved by ${by}` : `cancelled by ${by}`}
      {last.reason === null ? '' : `: ${last.reason}`}
    </span>
  )
}
