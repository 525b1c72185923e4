/** On a ticket: the one that stands for its cause, or those that it has caused, with what can be done to all of them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { LinksView } from '../../../src/http/wire-causes.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { sayDate } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { statusWords } from '../../shared/words.ts'
import { offer } from '../palette-commands.ts'
import { Caused } from './caused.tsx'
import { causes, detachFrom } from './queries.ts'

export function Causes({ ticket }: { ticket: TicketView }) {
  const links = useQuery(causes.links(ticket.id)).data
  if (links === undefined) return null
  if (links.cause !== null) return <CausedBy ticket={ticket} cause={links.cause} />
  return links.caused.count === 0 ? null : <Caused ticket={ticket} sum={links.caused} />
}

interface CausedByProps {
  readonly ticket: TicketView
  readonly cause: NonNullable<LinksView['cause']>
}

function CausedBy({ ticket, cause }: CausedByProps) {
  const now = useNow(60_000)
  const lead = cause.ticket
  const { id, number } = ticket
  const { id: leadId, number: leadNumber } = lead
  useEffect(
    () =>
      offer([
        {
          id: 'causes/detach',
          label: `Take off ${leadNumber}, its cause`,
          hint: number,
          because: () => null,
          run: () => void detachFrom({ id, number }, { id: leadId, number: leadNumber }),
        },
      ]),
    [id, number, leadId, leadNumber],
  )
  return (
    <section
      aria-label="Cause"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 text-note md:px-6"
    >
      <p className="min-w-0 flex-1 basis-64">
        Caused by{' '}
        <Link to={pages.ticket} params={{ ticket: lead.id }} className="text-accent underline underline-offset-2">
          <span className="num">{lead.number}</span> {lead.subject}
        </Link>
        <span className="text-muted">
          {' '}
          · {lead.partner?.name ?? 'no partner yet'} · {statusWords[lead.status].toLowerCase()}
          {sayWaiting(lead, now)}
        </span>
      </p>
      <Button size="small" look="bare" onClick={() => void detachFrom(ticket, lead)}>
        Take off
      </Button>
    </section>
  )
}

/** C6: ' · waits on Deluge, reference ZD-77, expected Tue 24 Nov'. */
function sayWaiting({ waitingOn }: TicketView, now: number): string {
  if (waitingOn === null) return ''
  const { team, reference, expectedOn } = waitingOn
  return [
    ` · waits on ${team}`,
    reference === null ? '' : `, reference ${reference}`,
    expectedOn === null ? '' : `, expected ${sayDate(expectedOn, now)}`,
  ].join('')
}
