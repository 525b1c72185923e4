/** A ticket to its partner: what was promised and why, the conversation, the reply, and the two ways to end or resume it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { LiveLine } from '../../shared/chat/live-line.tsx'
import { Conversation } from '../../shared/conversation/conversation.tsx'
import { EscalateDialog } from '../../shared/escalation/escalate.tsx'
import { raiseBecause } from '../../shared/escalation/raise-because.ts'
import { RaiseDialog } from '../../shared/escalation/raise.tsx'
import { EscalationRoom } from '../../shared/escalation/room.tsx'
import { sayPeople } from '../../shared/escalation/words.ts'
import { Found } from '../../shared/found.tsx'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { PromiseStrip } from '../../shared/promise-bar/promise-strip.tsx'
import { WhyLine } from '../../shared/promise-bar/why.tsx'
import { useMe, usePolicy } from '../../shared/session.ts'
import { readInstant, sayDate, sayMoment } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { ClockHistory } from '../../shared/ticket/clock-history.tsx'
import { Exempt } from '../../shared/ticket/exempt.tsx'
import { ForCustomer } from '../../shared/ticket/for-customer.tsx'
import { IdeaOfTicket } from '../../shared/ticket/idea-of-ticket.tsx'
import { Findings } from '../../shared/ticket/findings.tsx'
import { ReopenDialog } from '../../shared/ticket/reopen.tsx'
import { ProofLinks } from '../../shared/ticket/proof-links.tsx'
import { Fact, Facts, SideSection } from '../../shared/ticket/side-section.tsx'
import { ticketShown } from '../../shared/ticket/queries.ts'
import { TicketSkeleton } from '../../shared/ticket/ticket-skeleton.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { TicketNumber } from '../../shared/ticket/number.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { RunPanel } from '../../shared/workflow/run-panel.tsx'
import { isOver, kindWords, severityName } from '../../shared/words.ts'
import { DisputeDialog } from '../dispute.tsx'
import { Missing } from '../missing.tsx'
import { Reply } from '../reply.tsx'
import { SolvedDialog } from '../solved.tsx'
import { useStanding } from '../standing.ts'

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
  const [dialog, setDialog] = useState<'solved' | 'reopen' | 'escalate' | 'raise' | 'dispute' | null>(null)
  const standing = useStanding(ticket)
  const clocks = ticket.clocks.map(readClock)
  const over = isOver(ticket.status)
  const isMerged = ticket.status === 'merged'
  return (
    <div className="mx-auto max-w-[1100px] px-4 pt-5 pb-12 md:px-6">
      <Link
        to={pages.tickets}
        className="-ml-1 inline-flex items-center gap-1 rounded-box pr-1.5 text-note text-muted hover:text-ink"
      >
        <Icon name="back" /> My tickets
      </Link>
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3 pt-2 pb-5">
        <div className="flex min-w-0 flex-1 basis-72 items-start gap-3">
          <span className="pt-1">
            <SeverityTag severity={ticket.severity} />
          </span>
          <div className="min-w-0">
            <PageHeading className="text-title">{ticket.subject}</PageHeading>
            <p className="num text-note text-muted">
              <TicketNumber ticket={ticket} /> · {standing}
            </p>
          </div>
        </div>
        {isMerged ? null : over ? (
          <Button onClick={() => setDialog('reopen')}>Reopen</Button>
        ) : (
          <div className="flex flex-wrap gap-2">
            {ticket.escalation === null ? <Button onClick={() => setDialog('escalate')}>Escalate</Button> : null}
            <Button onClick={() => setDialog('solved')}>It is solved</Button>
          </div>
        )}
      </header>
      <section className="border-y border-line py-4">
        {clocks.length === 0 ? (
          <Exempt kind={ticket.kind} reader="partner" />
        ) : (
          <PromiseStrip clocks={clocks} why={<WhyLine clocks={clocks} place={{ zone: ticket.zone, name: null }} />} />
        )}
      </section>
      {ticket.escalation === null ? null : (
        <div className="border-b border-line py-4">
          <EscalationRoom ticket={ticket} escalation={ticket.escalation} reader="partner">
            <Button because={raiseBecause(ticket)} onClick={() => setDialog('raise')}>
              Raise to the next level
            </Button>
          </EscalationRoom>
        </div>
      )}
      <div className="-mx-4 md:-mx-6">
        <RunPanel ticket={ticket} reader="partner" />
      </div>
      <div className="grid gap-x-10 gap-y-8 pt-6 lg:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-6">
          {isMerged ? (
            <Notice>
              This was merged with another of your tickets and goes on there.{' '}
              {ticket.mergedInto === null ? null : (
                <Link
                  to={pages.ticket}
                  params={{ ticket: ticket.mergedInto }}
                  className="text-accent underline underline-offset-2"
                >
                  Open that one
                </Link>
              )}
            </Notice>
          ) : null}
          <LiveLine ticket={ticket} reader="partner" />
          <Missing ticket={ticket} />
          <Conversation ticket={ticket} reader="partner" />
          {isMerged ? null : <Reply ticket={ticket} />}
        </div>
        <About ticket={ticket} onDispute={() => setDialog('dispute')} />
      </div>
      {dialog === 'solved' ? <SolvedDialog ticket={ticket} onClose={() => setDialog(null)} /> : null}
      {dialog === 'escalate' ? (
        <EscalateDialog ticket={ticket} reader="partner" onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'raise' ? <RaiseDialog ticket={ticket} onClose={() => setDialog(null)} /> : null}
      {dialog === 'dispute' ? <DisputeDialog ticket={ticket} onClose={() => setDialog(null)} /> : null}
      {dialog === 'reopen' ? <ReopenDialog ticket={ticket} onClose={() => setDialog(null)} /> : null}
    </div>
  )
}

/** Whoever of the company it was; where they have left, who gets the letters now (F8). */
function AskedBy({ ticket: { contact, receiver } }: { ticket: TicketView }) {
  const me = useMe()
  if (contact === null) return null
  const gets = receiver === null ? 'nobody' : receiver.id === me.id ? 'you' : receiver.name
  return (
    <>
      <Fact name="Asked by">
        {contact.id === me.id ? 'you' : contact.name}
        {contact.active ? '' : ', who has left'}
      </Fact>
      {contact.active ? null : <Fact name="Answers go to">{gets}</Fact>}
    </>
  )
}

function About({ ticket, onDispute }: { ticket: TicketView; onDispute: () => void }) {
  const policy = usePolicy()
  const now = useNow(60_000)
  const { waitingOn } = ticket
  const severity = severityName(policy, ticket.desk, ticket.severity)
  return (
    <aside
      aria-label="About this ticket"
      className="flex flex-col gap-5 max-lg:border-t max-lg:border-line max-lg:pt-5"
    >
      {waitingOn === null ? null : (
        <SideSection title="With a product team">
          <Facts>
            <Fact name="Team">{waitingOn.team}</Fact>
            {waitingOn.reference === null ? null : <Fact name="Reference">{waitingOn.reference}</Fact>}
            {waitingOn.expectedOn === null ? null : <Fact name="Expected">{sayDate(waitingOn.expectedOn, now)}</Fact>}
          </Facts>
          <p className="mt-1 text-note text-muted">You still hear from us in time, whatever the team does.</p>
        </SideSection>
      )}
      <SideSection title="What it is">
        <Facts>
          <Fact name="Received">{sayMoment(readInstant(ticket.receivedAt), now)}</Fact>
          <AskedBy ticket={ticket} />
          <Fact name="Kind">{kindWords[ticket.kind]}</Fact>
          <Fact name="Severity">
            {ticket.severity}
            {severity === undefined ? '' : ` · ${severity}`}
            <span className="text-muted">{ticket.severityConfirmed === null ? ', proposed' : ', confirmed'}</span>
          </Fact>
          {ticket.product === null ? null : (
            <Fact name="Product">
              {policy?.products.find((each) => each.id === ticket.product)?.name ?? ticket.product}
            </Fact>
          )}
          {ticket.customer === null ? null : (
            <Fact name="Customer">
              {ticket.customer.name}
              {ticket.keyAccount ? ', key account' : ''}
            </Fact>
          )}
          <Fact name="With">
            {ticket.assignee?.name ?? (ticket.dri === null ? 'the team' : sayPeople([ticket.dri]))}
          </Fact>
        </Facts>
        <p className="mt-2 text-note text-muted">{ticket.severityBecause}</p>
        <ForCustomer ticket={ticket} />
        {ticket.dispute !== null ? (
          <p className="mt-2 border-l-[3px] border-soon pl-3 text-note">
            You asked for severity {ticket.dispute.wanted} ({sayMoment(readInstant(ticket.dispute.since), now)}). A lead
            decides.
          </p>
        ) : isOver(ticket.status) ? null : (
          <Button size="small" className="mt-2" onClick={onDispute}>
            Ask for another severity
          </Button>
        )}
      </SideSection>
      {ticket.idea === null ? null : (
        <SideSection title="On the product board">
          <IdeaOfTicket idea={ticket.idea} />
        </SideSection>
      )}
      <Findings title="What helps us" findings={ticket.findings.filter(({ verdict }) => verdict !== 'ask')} />
      <ClockHistory clocks={ticket.clocks.map(readClock)}>
        <ProofLinks ticket={ticket.id} side="partner" />
      </ClockHistory>
    </aside>
  )
}
