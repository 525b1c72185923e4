/** F4: the room of an escalation. The partner and the vendor read the same: level, owner, why, what is due next, the log. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { EscalationView } from '../../../src/http/wire-escalation.ts'
import { useNow } from '../now.ts'
import { queries } from '../queries.ts'
import { readInstant, sayBriefly, sayMoment } from '../time.ts'
import { Fact, Facts } from '../ticket/side-section.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { meaningText } from '../promise-bar/promise-bar.tsx'
import { Ladder, LevelTag } from './ladder.tsx'
import { nextDue, sayPeople, sayThrough, sayWhen } from './words.ts'

interface RoomProps {
  readonly ticket: TicketView
  readonly escalation: EscalationView
  readonly reader: 'staff' | 'partner'
  /** What this reader may do here. */
  readonly children: React.ReactNode
}

export function EscalationRoom({ ticket, escalation, reader, children }: RoomProps) {
  const now = useNow()
  const [open, setOpen] = useState(false)
  const due = nextDue(escalation, now)
  return (
    <section aria-label="Escalation" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <LevelTag level={escalation.level} filled />
        <h2 className="min-w-0 flex-1 basis-52 font-semibold">
          Escalated: {escalation.title}
          <span className="block text-note font-normal text-muted">
            {sayPeople(escalation.owner.people)} {escalation.owner.people.length > 1 ? 'have' : 'has'} it since{' '}
            {sayBriefly(readInstant(escalation.levelSince), now)}
          </span>
        </h2>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
      <p role="status" className={cx('num text-note font-semibold', meaningText[due.meaning])}>
        {due.what === 'answer'
          ? 'The level’s answer'
          : reader === 'partner'
            ? 'Your next status update'
            : 'Status update'}
        {now > due.at ? ' was due ' : ' is due '}
        {sayWhen(due.at, now)}
        {escalation.updateMissed ? '. The status update is missing.' : '.'}
      </p>
      <blockquote dir="auto" className="border-l-[3px] border-line pl-3 text-note whitespace-pre-wrap wrap-anywhere">
        <span className="font-semibold">{escalation.reason.name}.</span> {escalation.statement}
      </blockquote>
      <Button
        size="small"
        look="bare"
        className="-ml-2 self-start"
        aria-expanded={open}
        onClick={() => setOpen((was) => !was)}
      >
        {open ? 'Hide levels and log' : 'Levels, people and log'}
      </Button>
      {open ? (
        <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
          <Ladder ladder={escalation.ladder} reader={reader} />
          <div className="flex flex-col gap-4">
            <Standing escalation={escalation} reader={reader} now={now} />
            <Log ticket={ticket} now={now} />
          </div>
        </div>
      ) : null}
    </section>
  )
}

function Standing({ escalation, reader, now }: Pick<RoomProps, 'escalation' | 'reader'> & { now: number }) {
  const say = (at: string): string => sayMoment(readInstant(at), now)
  const through = sayThrough(escalation.owner, reader === 'partner')
  return (
    <Facts>
      <Fact name="Escalated">{say(escalation.openedAt)}</Fact>
      <Fact name="At this level">since {say(escalation.levelSince)}</Fact>
      <Fact name="Its answer">
        {escalation.informedAt !== null
          ? say(escalation.informedAt)
          : escalation.answerDueAt === null
            ? 'given'
            : `due ${say(escalation.answerDueAt)}`}
      </Fact>
      <Fact name="Next update">{say(escalation.updateDueAt)}</Fact>
      {through === null ? null : <Fact name="Owner">{through}</Fact>}
    </Facts>
  )
}

const steps: ReadonlySet<string> = new Set([
  'escalated',
  'escalation-raised',
  'escalation-ended',
  'status-update-missed',
  'severity-disputed',
  'dispute-decided',
])

/** What happened since it was escalated, the newest first; each public word of the vendor's is an update. */
function Log({ ticket, now }: { ticket: TicketView; now: number }) {
  const events = useQuery(queries.events(ticket.id)).data ?? []
  const since = ticket.escalation === null ? 0 : readInstant(ticket.escalation.openedAt)
  const shown = events
    .filter(({ kind, at }) => steps.has(kind) || (kind === 'agent-replied' && readInstant(at) >= since))
    .toReversed()
  return (
    <ol aria-label="What happened" className="flex flex-col gap-1.5 text-note">
      {shown.map((event) => (
        <li key={event.seq}>
          <time dateTime={event.at} className="num text-muted">
            {sayBriefly(readInstant(event.at), now)}
          </time>{' '}
          {event.kind === 'agent-replied' ? 'Status update.' : event.words}
          {event.by.person === null ? '' : ` · ${event.by.person.name}`}
        </li>
      ))}
    </ol>
  )
}
