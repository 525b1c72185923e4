/** A ticket's letters in words: who gets them, from which of the vendor's addresses, and what stands in them (F4, A10, G4). */
import { filled } from '../domain/letter.ts'
import { sayInstant } from '../domain/explain/words.ts'
import type { MessageId, PersonId, TicketId } from '../domain/kernel.ts'
import { deskRules, type DeskId, type Policy } from '../domain/policy.ts'
import { placeOf } from '../domain/region.ts'
import { mailboxOf } from '../domain/routing.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import type { Tx } from '../storage/database.ts'
import { bodiesIn, lettersOf, type StoredLetter } from '../storage/letters.ts'
import { namesOf, type PersonName } from '../storage/people.ts'
import { readTicket, type TicketRow } from '../storage/ticket-rows.ts'
import type { Actor, App } from './app.ts'
import { dutyOf, reachedBy, type Duty } from './duty.ts'
import { utc } from './instants.ts'
import { notFound, type Answer } from './refusals.ts'

export interface Address {
  readonly name: string
  readonly email: string
}

/** What a letter is worked out from. */
export interface LetterContext {
  /** The ticket's own: its ladder and places. */
  readonly policy: Policy
  /** The current one's: words are the vendor's of today. */
  readonly letters: Policy['letters']
  readonly row: TicketRow
  readonly people: ReadonlyMap<PersonId, PersonName>
  readonly messages: ReadonlyMap<MessageId, string>
  /** Of the instant at which the letter was written. */
  readonly duty: Duty
}

/** Which desk writes: the one whose level or mailbox it is about, else the ticket's own. */
const deskOf = ({ to }: StoredLetter, { desk }: Ticket): DeskId => ('desk' in to ? to.desk : desk)

/** The desk's mailbox in the data centre of the partner's region (A10). */
export function senderOf(letter: StoredLetter, { policy, row: { ticket } }: LetterContext): Address {
  const desk = deskRules(policy, deskOf(letter, ticket))
  return { name: desk.name, email: mailboxOf(desk, placeOf(policy, ticket.country, ticket.state)) }
}

/** Everybody whom a letter goes to; none where the person has gone. A level that is a department is reached through its desk. */
export function receiversOf(letter: StoredLetter, context: LetterContext): readonly Address[] {
  const { to } = letter
  const { policy, row, people, duty } = context
  switch (to.kind) {
    case 'contact':
    case 'staff': {
      const person = people.get(to.person)
      return person?.email == null ? [] : [{ name: person.name, email: person.email }]
    }
    case 'desk': {
      const desk = deskRules(policy, to.desk)
      return [{ name: desk.name, email: mailboxOf(desk, to) }]
    }
    case 'level': {
      const reached = reachedBy(policy, row.ticket, duty, to.desk).find(({ rung }) => rung.level === to.level)
      const named = reached?.people.map(({ name, email }) => ({ name, email })) ?? []
      return named.length > 0 ? named : [senderOf(letter, context)]
    }
    case 'named':
      return [{ name: to.name, email: to.email }]
  }
}

/** A letter's subject and text. */
export function wordsOf(
  letter: StoredLetter,
  context: LetterContext,
): { readonly subject: string; readonly text: string } {
  const { policy, letters, row, messages } = context
  const { ticket } = row
  const { zone } = placeOf(policy, ticket.country, ticket.state)
  const moment = (text: unknown): string =>
    typeof text === 'string' ? sayInstant(Temporal.Instant.from(text), zone) : ''
  const said = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
  const { data } = letter
  const desk = deskRules(policy, deskOf(letter, ticket))
  const words = {
    ...Object.fromEntries(Object.entries(data).map(([key, value]) => [key, said(value)])),
    number: row.number,
    subject: ticket.subject,
    partner: row.partner?.name ?? 'the sender',
    name: receiversOf(letter, context)
      .map(({ name }) => name)
      .join(', '),
    desk: desk.name,
    vendor: policy.vendor.name,
    asked: said(data.asked),
    message: letter.message === null ? '' : (messages.get(letter.message) ?? ''),
    title: titleOf(letter, context),
    at: moment(data.at),
    updateDueAt: moment(data.updateDueAt),
    statement: said(data.statement) || 'The time in which the level before should have answered has passed.',
    reason: reasonIn(policy, said(data.reason)),
    outcome: data.upheld === true ? 'The dispute was upheld' : 'The severity stands',
  }
  const { subject, text } = letters[letter.template]
  return { subject: filled(subject, words), text: filled(text, words) }
}

/** The level that a step of an escalation is about, as its region calls it. */
function titleOf(letter: StoredLetter, { policy, row: { ticket }, duty }: LetterContext): string {
  const rungs = reachedBy(policy, ticket, duty, deskOf(letter, ticket))
  return rungs.find(({ rung }) => rung.level === letter.data.level)?.rung.title ?? ''
}

/** A reason to escalate by its name; words that somebody wrote as they are. */
const reasonIn = (policy: Policy, reason: string): string =>
  policy.desks.flatMap((desk) => desk.escalation.reasons).find((row) => row.id === reason)?.name ?? reason

/** GET /tickets/{id}/letters: oldest first; the vendor's own business (G4). */
export function ticketLetters(app: App, actor: Actor, id: TicketId) {
  return app.db.transaction(actor, async (tx): Promise<Answer<{ items: LetterView[] }>> => {
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    return { ok: true, value: { items: await viewsOf(app, tx, row, await lettersOf(tx, id)) } }
  })
}

export type LetterView = ReturnType<typeof letterView>

async function viewsOf(app: App, tx: Tx, row: TicketRow, letters: readonly StoredLetter[]): Promise<LetterView[]> {
  const known = {
    policy: await app.policies.version(row.ticket.policyVersion),
    letters: app.policies.current().letters,
    row,
    people: await namesOf(tx, [...new Set(letters.flatMap(({ to }) => ('person' in to ? [to.person] : [])))]),
    messages: await bodiesIn(tx, letters),
  }
  // Absences since the first of them: each letter goes to who was there on its own day.
  const duty = await dutyOf(app, tx, row.ticket, letters[0]?.createdAt ?? app.now())
  return letters.map((letter) => letterView(letter, { ...known, duty: { ...duty, at: letter.createdAt } }))
}

function letterView(letter: StoredLetter, context: LetterContext) {
  const { id, template, state, createdAt, address } = letter
  const to = receiversOf(letter, context)
  return {
    id,
    template: template as string,
    ...wordsOf(letter, context),
    from: senderOf(letter, context),
    /** Where it was delivered, as it was addressed then. */
    to: address === null ? [...to] : [{ name: to[0]?.name ?? address, email: address }],
    state: state as string,
    at: utc(createdAt),
  }
}
