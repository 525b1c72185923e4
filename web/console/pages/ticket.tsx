/** A ticket to an agent: the promise, the conversation, three ways to answer, and everything known around it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { LiveLine } from '../../shared/chat/live-line.tsx'
import { Conversation } from '../../shared/conversation/conversation.tsx'
import { Found } from '../../shared/found.tsx'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { PromiseStrip } from '../../shared/promise-bar/promise-strip.tsx'
import { WhyLine } from '../../shared/promise-bar/why.tsx'
import { usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Exempt } from '../../shared/ticket/exempt.tsx'
import { ticketShown } from '../../shared/ticket/queries.ts'
import { TicketSkeleton } from '../../shared/ticket/ticket-skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { RunPanel } from '../../shared/workflow/run-panel.tsx'
import { Causes } from '../causes/causes.tsx'
import { lastList, listNames, nameOfList, placeInList } from '../last-list.ts'
import { rememberRow } from '../queue/use-selection.ts'
import { useReadOf } from '../alerts/queries.ts'
import { Attention } from '../ticket/attention.tsx'
import { Composer, useFocusOn } from '../ticket/composer.tsx'
import { TicketHeader } from '../ticket/header.tsx'
import type { Mode } from '../ticket/modes.ts'
import { Proposed } from '../ticket/proposed.tsx'
import { Side } from '../ticket/side.tsx'
import { useCommands } from '../use-commands.tsx'

export function TicketPage() {
  const { ticket: id } = useParams({ from: '/app/tickets/$ticket' })
  const found = useQuery(ticketShown(id))
  return (
    <Found query={found} what="ticket" meanwhile={<TicketSkeleton />}>
      {(ticket) => <ShownTicket key={id} ticket={ticket} />}
    </Found>
  )
}

function ShownTicket({ ticket }: { ticket: TicketView }) {
  useTitle(`${ticket.number} ${ticket.subject}`)
  useReadOf(ticket.id)
  const policy = usePolicy()
  const navigate = useNavigate()
  const { reply } = useSearch({ from: '/app/tickets/$ticket' })
  const [mode, setMode] = useState<Mode>('partner')
  const [wanted, setWanted] = useState(reply === true ? 1 : 0)
  const area = useRef<HTMLTextAreaElement>(null)
  useFocusOn(area, wanted)
  const write = (next: Mode): void => {
    holdKeysFor('field')
    setMode(next)
    setWanted((count) => count + 1)
  }
  const commands = useCommands(ticket, () => write(mode === 'note' ? 'partner' : mode))
  const list = lastList()
  const back = (): void => void navigate({ to: pages[list.view], search: list.filter })
  const place = placeInList(ticket.id)
  const step = (to: string | null) => (): void => {
    if (to === null)
      return toast.done(place === null ? 'It is in no list: u leads to one.' : 'There is none beyond it in the list.')
    rememberRow(nameOfList(list), to)
    void navigate({ to: pages.ticket, params: { ticket: to } })
  }
  useKeys({
    ...commands.keys,
    i: () => write('note'),
    u: back,
    j: step(place?.after ?? null),
    k: step(place?.before ?? null),
  })
  const clocks = ticket.clocks.map(readClock)

  return (
    <div className="xl:grid xl:min-h-dvh xl:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col">
        <TicketHeader
          ticket={ticket}
          commands={commands}
          place={place}
          onStep={(to) => step(to)()}
          back={{ to: pages[list.view], search: list.filter, name: listNames[list.view] }}
        />
        {ticket.mergedInto === null ? null : (
          <p className="border-b border-line bg-soft px-4 py-2.5 text-note md:px-6">
            Merged: it goes on as{' '}
            <Link
              to={pages.ticket}
              params={{ ticket: ticket.mergedInto }}
              className="text-accent underline underline-offset-2"
            >
              the ticket that survived
            </Link>
            .
          </p>
        )}
        <div className="border-b border-line px-4 py-4 md:px-6">
          {clocks.length === 0 ? (
            <Exempt kind={ticket.kind} reader="staff" />
          ) : (
            <PromiseStrip
              clocks={clocks}
              why={
                <WhyLine clocks={clocks} place={{ zone: ticket.zone, name: ticket.partner?.name ?? 'the sender' }} />
              }
            />
          )}
        </div>
        <div className="px-4 not-empty:border-b not-empty:border-line not-empty:py-3 md:px-6">
          <LiveLine ticket={ticket} reader="staff" />
        </div>
        <Proposed ticket={ticket} commands={commands} />
        <Attention ticket={ticket} commands={commands} />
        <Causes ticket={ticket} />
        <RunPanel ticket={ticket} reader="staff" />
        <div className="flex flex-1 flex-col gap-6 px-4 pt-5 md:px-6">
          <div className="max-w-[860px] flex-1">
            <Conversation ticket={ticket} reader="staff" onRedact={commands.redact} />
          </div>
          {ticket.status === 'merged' ? null : (
            <div className="sticky bottom-14 z-10 -mx-3 max-w-[884px] bg-panel px-3 pb-4 md:bottom-0">
              <Composer ticket={ticket} mode={mode} onMode={setMode} areaRef={area} />
            </div>
          )}
        </div>
      </div>
      <Side ticket={ticket} policy={policy} commands={commands} />
    </div>
  )
}
