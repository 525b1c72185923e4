/** Held requests as the staff sees them: who may have sent them, and what is promised since they came (A7). */
import { domainOf, isFreeMail } from '../../domain/free-mail.ts'
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { decide, isCritical } from '../../domain/ticket/decide.ts'
import { openTicket } from '../../domain/ticket/open.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import type { Tx } from '../../storage/database.ts'
import type { HeldAct, HeldRow } from '../../storage/held.ts'
import { suggestionsFor, type Suggestion } from '../../storage/held-suggestions.ts'
import { namesOf, type PersonName } from '../../storage/people.ts'
import { readTickets, type TicketRow } from '../../storage/ticket-rows.ts'
import type { App } from '../app.ts'
import { understand, type TicketForm } from '../tickets/intake.ts'
import { utc, utcOrNull } from '../instants.ts'
import { clockView, type ClockView } from '../tickets/view.ts'

/** What the channel understood, or, where that is nothing any more, the plainest request of the desk. */
export function formOf(policy: Policy, held: HeldRow): TicketForm {
  const given = held.form as TicketForm | null
  if (given !== null && understand(policy, given, held.channel).ok) return given
  const type = policy.requestTypes.find(({ desk }) => desk === held.desk) ?? policy.requestTypes[0]
  return {
    type: type?.id,
    subject: held.subject.trim() || 'Without a subject',
    description: held.text.trim() || 'Without words.',
  }
}

export interface PromiseSinceReceipt {
  /** For whom it is worked out. */
  readonly partner: string
  readonly zone: string
  readonly severity: number
  readonly clocks: ClockView[]
}

/** What it would be promised if it were of that partner; for an answer to a ticket, what that ticket would owe. */
async function promiseOf(
  app: App,
  held: HeldRow,
  suggestion: Suggestion | undefined,
  replyTo: TicketRow | undefined,
): Promise<PromiseSinceReceipt | null> {
  if (replyTo !== undefined) return replyPromise(app, held, replyTo)
  if (suggestion === undefined) return null
  const policy = app.policies.current()
  const understanding = understand(policy, formOf(policy, held), held.channel)
  if (!understanding.ok) return null
  const { request, proposal } = understanding.understood
  const { id, name, tier, country, state } = suggestion.partner
  const opened = openTicket(
    policy,
    {
      ...request,
      id: held.id as string as TicketId,
      severity: proposal.severity,
      severityBecause: proposal.because,
      partner: id,
      contact: null,
      customer: null,
      tier,
      country,
      state,
      keyAccount: false,
      critical: isCritical(policy, request.category, request.subType),
      message: null,
      receivedAt: held.receivedAt,
    },
    { kind: 'system' },
    app.now(),
  )
  return opened.ok ? asPromise(policy, opened.value.ticket, name) : null
}

async function replyPromise(
  app: App,
  held: HeldRow,
  { ticket, partner }: TicketRow,
): Promise<PromiseSinceReceipt | null> {
  const policy = await app.policies.version(ticket.policyVersion)
  const command = { kind: 'reply', message: null, receivedAt: held.receivedAt } as const
  const decided = decide(ticket, command, policy, { kind: 'log', side: 'partner' }, app.now())
  return decided.ok ? asPromise(policy, decided.value.ticket, partner?.name ?? '') : null
}

const asPromise = (policy: Policy, ticket: Ticket, partner: string): PromiseSinceReceipt => ({
  partner,
  zone: placeOf(policy, ticket.country, ticket.state).zone,
  severity: ticket.severity,
  clocks: ticket.clocks.filter(({ stopped }) => stopped === null).map((clock) => clockView(policy, clock, ticket)),
})

const ticketRef = (row: TicketRow | undefined) =>
  row === undefined ? null : { id: row.ticket.id as string, number: row.number, subject: row.ticket.subject }

const nameIn = (names: ReadonlyMap<PersonId, PersonName>, person: PersonId | null): string | null =>
  person === null ? null : (names.get(person)?.name ?? null)

/** As lists and its page show it, in their order. */
export async function heldViews(app: App, tx: Tx, rows: readonly HeldRow[]) {
  const waiting = rows.filter(({ state }) => state === 'held')
  const suggestions = await suggestionsFor(
    tx,
    waiting.map(({ id, from }) => ({ id, domain: isFreeMail(domainOf(from.email)) ? null : domainOf(from.email) })),
  )
  const tickets = await readTickets(tx, [
    ...new Set(rows.flatMap(({ replyTo, ticket }) => [replyTo ?? [], ticket ?? []].flat())),
  ])
  const ticketOf = (id: TicketId | null) => tickets.find(({ ticket }) => ticket.id === id)
  const names = await namesOf(tx, [...new Set(rows.flatMap(({ decided }) => decided?.by ?? []))])
  return Promise.all(
    rows.map(async (row) => {
      const replyTo = ticketOf(row.replyTo)
      const own = row.state === 'held' ? suggestions(row.id) : []
      return {
        id: row.id as string,
        channel: row.channel,
        desk: row.desk,
        from: row.from,
        subject: row.subject,
        reasons: [...row.reasons],
        receivedAt: utc(row.receivedAt),
        toldAt: utcOrNull(row.toldAt),
        state: row.state,
        replyTo: ticketRef(replyTo),
        suggestions: own.map(({ partner, contact, by }) => ({
          partner: { ...partner, id: partner.id as string },
          contact,
          by,
        })),
        promise: row.state === 'held' ? await promiseOf(app, row, own[0], replyTo) : null,
        decided:
          row.decided === null
            ? null
            : { at: utc(row.decided.at), by: nameIn(names, row.decided.by), because: row.decided.because },
        ticket: ticketRef(ticketOf(row.ticket)),
      }
    }),
  )
}

export type HeldListed = Awaited<ReturnType<typeof heldViews>>[number]

/** The page of one: with its words and what was done with it. */
export async function heldPage(app: App, tx: Tx, row: HeldRow, acts: readonly HeldAct[]) {
  const [listed] = await heldViews(app, tx, [row])
  const names = await namesOf(tx, [...new Set(acts.flatMap(({ by }) => by ?? []))])
  return {
    ...(listed as HeldListed),
    text: row.text,
    mail: row.mail,
    acts: acts.map(({ at, by, what, because }) => ({ at: utc(at), by: nameIn(names, by), what, because })),
  }
}

export type HeldPage = Awaited<ReturnType<typeof heldPage>>
