/** What was said and what happened, oldest first, in one column. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { EventView, TicketView } from '../../../src/http/wire.ts'
import { sayProblem } from '../api.ts'
import { useNow } from '../now.ts'
import { queries } from '../queries.ts'
import { readInstant, sayBriefly } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import type { PersonView } from '../views.ts'
import { Message } from './message.tsx'
import { folded, timelineOf, type Moment } from './timeline.ts'

interface ConversationProps {
  readonly ticket: TicketView
  readonly reader: 'staff' | 'partner'
  /** For whoever may take something out of a message. */
  readonly onRedact?: ((message: string, file?: string) => void) | null
}

export function Conversation({ ticket, reader, onRedact = null }: ConversationProps) {
  const messages = useQuery(queries.messages(ticket.id))
  const events = useQuery(queries.events(ticket.id))
  const staff = useQuery({ ...queries.staff(), enabled: reader === 'staff' }).data ?? []
  const [unfolded, setUnfolded] = useState(false)
  // On paper nothing can be unfolded.
  useEffect(() => {
    const unfold = (): void => flushSync(() => setUnfolded(true))
    addEventListener('beforeprint', unfold)
    return () => removeEventListener('beforeprint', unfold)
  }, [])
  const now = useNow(30_000)

  if (messages.isPending || events.isPending) return <ConversationSkeleton />
  const failed = messages.error ?? events.error
  if (messages.data === undefined || events.data === undefined)
    return (
      <Notice tone="broken" title="The conversation could not be read">
        {sayProblem(failed)}{' '}
        <Button size="small" onClick={() => void Promise.all([messages.refetch(), events.refetch()])}>
          Try again
        </Button>
      </Notice>
    )

  const moments = timelineOf(messages.data, events.data)
  const { head, hidden, tail } = unfolded ? { head: moments, hidden: 0, tail: [] } : folded(moments)
  const firstAnswer = messages.data.find((message) => message.side === 'agent' && message.visibility === 'public')?.id
  const draw = (moment: Moment) =>
    moment.kind === 'event' ? (
      <EventLine key={moment.event.seq} event={moment.event} now={now} staff={staff} />
    ) : (
      <Message
        key={moment.message.id}
        message={moment.message}
        now={now}
        reader={reader}
        partner={ticket.partner?.name ?? null}
        acknowledges={moment.message.id === firstAnswer}
        onRedact={onRedact}
      />
    )
  return (
    <section aria-label="Conversation" className="flex flex-col gap-5">
      {head.map(draw)}
      {hidden === 0 ? null : (
        <div className="flex items-center gap-3 text-note text-muted before:flex-1 before:border-t before:border-line after:flex-1 after:border-t after:border-line">
          <Button look="bare" size="small" onClick={() => setUnfolded(true)}>
            Show {hidden} in between
          </Button>
        </div>
      )}
      {tail.map(draw)}
    </section>
  )
}

function EventLine({ event, now, staff }: { event: EventView; now: number; staff: readonly PersonView[] }) {
  return (
    <p className="-my-2 pl-9 text-small text-muted">
      <time dateTime={event.at} className="num">
        {sayBriefly(readInstant(event.at), now)}
      </time>{' '}
      · {sayEvent(event, staff)}
    </p>
  )
}

/** The server leaves people's names to the reader. */
function sayEvent(event: EventView, staff: readonly PersonView[]): string {
  const by = event.by.person
  if (event.kind === 'assigned' && typeof event.data.to === 'string') {
    const to = staff.find((person) => person.id === event.data.to)
    if (to !== undefined)
      return to.id === by?.id ? `${to.name} took it.` : `Assigned to ${to.name}${by === null ? '' : ` by ${by.name}`}.`
  }
  // The first message stands beside it, with its author.
  return by === null || event.kind === 'opened' ? event.words : `${event.words} · ${by.name}`
}

const ConversationSkeleton = () => (
  <Loading what="the conversation">
    <div className="flex flex-col gap-6">
      {[3, 2, 3].map((lines, index) => (
        <div key={index} className="grid grid-cols-[24px_minmax(0,1fr)] gap-3">
          <Skeleton className="size-6 rounded-full" />
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-48" />
            {Array.from({ length: lines }, (_, at) => (
              <Skeleton key={at} className={`h-4 ${at === lines - 1 ? 'w-2/3' : 'w-full'}`} />
            ))}
          </div>
        </div>
      ))}
    </div>
  </Loading>
)
