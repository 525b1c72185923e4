/** What is known around a ticket: who asks, for whom, what was found in it, who has it. */
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../../src/http/wire.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import {
  cityOf,
  ownZone,
  readInstant,
  sameTime,
  sayClock,
  sayCountry,
  sayDate,
  sayDay,
  sayMoment,
} from '../../shared/time.ts'
import type { PolicyView } from '../../shared/views.ts'
import { Button } from '../../shared/ui/button.tsx'
import { channelWords, deskName, isProposed, kindWords, tierName } from '../../shared/words.ts'
import { ClockHistory } from '../../shared/ticket/clock-history.tsx'
import { ProofLinks } from '../../shared/ticket/proof-links.tsx'
import { Fact, Facts, SideSection } from '../../shared/ticket/side-section.tsx'
import { detachIdea } from '../board/detach.ts'
import { Followers } from '../following/followers.tsx'
import { ForCustomer } from '../../shared/ticket/for-customer.tsx'
import { IdeaOfTicket } from '../../shared/ticket/idea-of-ticket.tsx'
import { Findings } from '../../shared/ticket/findings.tsx'
import { sayPeople } from '../../shared/escalation/words.ts'
import { RemindersOfTicket } from '../reminders/of-ticket.tsx'
import { TagsOfTicket } from '../tags/of-ticket.tsx'
import type { TicketCommands } from '../use-commands.tsx'
import { Asked } from './asked.tsx'
import { Letters } from './letters.tsx'

interface SideProps {
  readonly ticket: TicketView
  readonly policy: PolicyView | undefined
  readonly commands: TicketCommands
}

export function Side({ ticket, policy, commands }: SideProps) {
  const now = useNow(30_000)
  const category = policy?.categories.find((each) => each.id === ticket.category)
  const subType = category?.subTypes.find((each) => each.id === ticket.subType)
  const product = policy?.products.find((each) => each.id === ticket.product || each.name === ticket.product)
  const type = policy?.requestTypes.find((each) => each.id === ticket.type)
  return (
    <aside
      aria-label="About this ticket"
      className="flex flex-col gap-5 border-t border-line bg-bg px-4 py-4 md:px-5 xl:sticky xl:top-0 xl:h-dvh xl:overflow-y-auto xl:border-t-0 xl:border-l"
    >
      <SideSection title="Who has it">
        <p>{ticket.assignee?.name ?? 'Nobody yet'}</p>
        {ticket.dri === null ? null : (
          <p className="text-note text-muted">
            DRI of the region: {sayPeople([ticket.dri])}, <span className="wrap-anywhere">{ticket.dri.email}</span>
          </p>
        )}
        <Followers ticket={ticket} commands={commands}>
          <Button size="small" because={commands.because('take')} onClick={() => commands.run('take')}>
            Take it
          </Button>
          <Button size="small" shortcut="a" because={commands.because('assign')} onClick={() => commands.run('assign')}>
            Assign
          </Button>
        </Followers>
      </SideSection>
      <RemindersOfTicket ticket={ticket.id} commands={commands} />
      <TagsOfTicket ticket={ticket} commands={commands} />
      <WaitingOn ticket={ticket} commands={commands} now={now} />
      <SideSection title="Partner">
        {ticket.partner === null ? (
          <p className="text-muted">The sender belongs to no partner yet.</p>
        ) : (
          <Facts>
            <Fact
              name={
                <Link
                  to={pages.partner}
                  params={{ partner: ticket.partner.id }}
                  className="underline underline-offset-2"
                >
                  {ticket.partner.name}
                </Link>
              }
            >
              {tierName(policy, ticket.partner.tier)}
            </Fact>
            <Fact name="Country">
              {sayCountry(ticket.partner.country)}
              {ticket.partner.state === null ? '' : `, ${ticket.partner.state}`}
            </Fact>
            <Fact name={`Time in ${cityOf(ticket.zone)}`}>
              {sameTime(ownZone(), ticket.zone, now)
                ? `${sayClock(now, ticket.zone)}, as here`
                : sayThere(now, ticket.zone)}
            </Fact>
          </Facts>
        )}
      </SideSection>
      <SideSection title="Contact">
        {ticket.contact === null ? (
          <p className="text-muted">Not known.</p>
        ) : (
          <p className="wrap-anywhere">
            {ticket.contact.name}
            {ticket.contact.active ? null : <span className="text-note text-soon">, who has left</span>}
            {ticket.contact.email === null ? null : (
              <span className="block text-note text-muted">{ticket.contact.email}</span>
            )}
            {ticket.untrained && ticket.contact.active ? (
              <span className="block text-note text-soon">
                No training{product === undefined ? '' : ` in ${product.name}`} on record.
              </span>
            ) : null}
            {ticket.contact.active ? null : (
              <span className="block text-note text-muted">
                {ticket.receiver === null
                  ? 'No other contact is there: no letter reaches the partner until one is added.'
                  : `Letters go to ${ticket.receiver.name}, ${ticket.receiver.email}.`}
              </span>
            )}
          </p>
        )}
      </SideSection>
      <SideSection title="Customer">
        {ticket.customer === null ? (
          <p className="text-muted">Not found from what was given.</p>
        ) : (
          <Facts>
            <Fact
              name={
                <Link
                  to={pages.customer}
                  params={{ customer: ticket.customer.id }}
                  className="underline underline-offset-2"
                >
                  {ticket.customer.name}
                </Link>
              }
            >
              {ticket.keyAccount ? 'key account' : ''}
            </Fact>
          </Facts>
        )}
      </SideSection>
      <SideSection title="What it is">
        <Facts>
          <Fact name="Desk">{deskName(policy, ticket.desk)}</Fact>
          <Fact name="Kind">{kindWords[ticket.kind]}</Fact>
          {type === undefined ? null : <Fact name="Type">{type.name}</Fact>}
          <Fact name="Category">{[category?.name ?? ticket.category, subType?.name].filter(Boolean).join(', ')}</Fact>
          {ticket.product === null ? null : <Fact name="Product">{product?.name ?? ticket.product}</Fact>}
          <Fact name="Received">
            {sayMoment(readInstant(ticket.receivedAt), now)}, {channelWords[ticket.channel]}
          </Fact>
          <Fact name="Policy">version {ticket.policyVersion}</Fact>
        </Facts>
        <ForCustomer ticket={ticket} />
        {isProposed(ticket) ? null : (
          <p className="mt-2 text-note text-muted">
            {ticket.severityBecause} {sayConfirmed(ticket, now)}
          </p>
        )}
      </SideSection>
      <Idea ticket={ticket} commands={commands} />
      <Asked ticket={ticket} now={now} />
      <Findings title="Intake" findings={ticket.findings.filter(({ verdict }) => verdict !== 'ask')} />
      <ClockHistory clocks={ticket.clocks.map(readClock)}>
        <ProofLinks ticket={ticket.id} side="staff" />
      </ClockHistory>
      <Letters ticket={ticket} now={now} />
    </aside>
  )
}

/** C7. */
const sayConfirmed = ({ severityConfirmed: confirmed }: TicketView, now: number): string =>
  confirmed === null
    ? ''
    : `Confirmed${confirmed.by === null ? '' : ` by ${confirmed.by}`}, ${sayMoment(readInstant(confirmed.at), now)}.`

/** 'Wed 03:10' elsewhere; the day only where it is another one. */
const sayThere = (now: number, zone: string): string => {
  const day = sayDay(now, now, zone)
  const differs =
    new Intl.DateTimeFormat('en', { day: 'numeric', timeZone: zone }).format(now) !==
    new Intl.DateTimeFormat('en', { day: 'numeric' }).format(now)
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone }).format(now)
  return day === 'today' && differs ? `${weekday} ${sayClock(now, zone)}` : sayClock(now, zone)
}

function WaitingOn({ ticket, commands, now }: { ticket: TicketView; commands: TicketCommands; now: number }) {
  const { waitingOn } = ticket
  return (
    <SideSection title="Product team">
      {waitingOn === null ? (
        <p className="text-muted">It waits on no product team.</p>
      ) : (
        <Facts>
          <Fact name={waitingOn.team}>since {sayDay(readInstant(waitingOn.since), now)}</Fact>
          {waitingOn.reference === null ? null : <Fact name="Reference">{waitingOn.reference}</Fact>}
          {waitingOn.expectedOn === null ? null : <Fact name="Expected">{sayDate(waitingOn.expectedOn, now)}</Fact>}
        </Facts>
      )}
      <div className="mt-1.5 flex flex-wrap gap-2">
        {waitingOn === null ? (
          <Button size="small" because={commands.because('wait')} onClick={() => commands.run('wait')}>
            Wait on a team
          </Button>
        ) : (
          <>
            <Button
              size="small"
              because={commands.because('product-answered')}
              onClick={() => commands.run('product-answered')}
            >
              They answered
            </Button>
            <Button size="small" look="bare" because={commands.because('wait')} onClick={() => commands.run('wait')}>
              Change
            </Button>
          </>
        )}
      </div>
    </SideSection>
  )
}

/** B6. */
const Idea = ({ ticket, commands }: { ticket: TicketView; commands: TicketCommands }) => (
  <SideSection title="Product board">
    {ticket.idea === null ? (
      <p className="text-muted">It asks for no idea of the board.</p>
    ) : (
      <IdeaOfTicket idea={ticket.idea} />
    )}
    <div className="mt-1.5 flex flex-wrap gap-2">
      <Button size="small" because={commands.because('idea')} onClick={() => commands.run('idea')}>
        {ticket.idea === null ? 'Attach to an idea' : 'Choose another'}
      </Button>
      {ticket.idea === null ? null : (
        <Button size="small" look="bare" onClick={() => void detachIdea(ticket)}>
          Take off
        </Button>
      )}
    </div>
  </SideSection>
)
