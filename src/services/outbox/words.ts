/** A letter in words: who gets it, from which of the vendor's addresses, and what stands in it (F4, A10, G4). */
import { unturned } from '../../domain/direction.ts'
import { sayInstant } from '../../domain/explain/words.ts'
import type { MessageId, PartnerId, PersonId } from '../../domain/kernel.ts'
import { filled } from '../../domain/letter.ts'
import { deskRules, type DeskId, type DeskRules, type Policy } from '../../domain/policy.ts'
import { placeOf, type Place } from '../../domain/region.ts'
import { mailboxOf } from '../../domain/routing.ts'
import type { Address, StoredLetter } from '../../storage/letters.ts'
import type { KnownPerson } from '../../storage/people.ts'
import type { TicketRow } from '../../storage/ticket-rows.ts'
import { reachedBy, type Duty } from '../escalation/duty.ts'

/** What a letter is worked out from. */
export interface LetterContext {
  /** Of a ticket its own, for its ladder and places; else the current one. */
  readonly policy: Policy
  /** The current one: words are the vendor's of today. */
  readonly current: Policy
  /** Null of a letter without a ticket. */
  readonly row: TicketRow | null
  /** Of that letter: the partner that it is about. */
  readonly partner: string | null
  readonly people: ReadonlyMap<PersonId, KnownPerson>
  /** Who gets what was a contact's who has left: the first of the partner's who is there. */
  readonly followers: ReadonlyMap<PartnerId, Address>
  readonly messages: ReadonlyMap<MessageId, string>
  /** Of the instant at which the letter was written. */
  readonly duty: Duty
}

/** Which desk writes, and from where: as posted; else the desk whose level or mailbox it is about; else the ticket's own. */
function writerOf(
  { to, origin }: StoredLetter,
  { policy, current, row }: LetterContext,
): { desk: DeskRules; place: Place } {
  if (origin !== null)
    return { desk: deskRules(current, origin.desk), place: placeOf(current, origin.country, origin.state) }
  const ticket = ticketIn(row)
  const desk: DeskId = 'desk' in to ? to.desk : ticket.desk
  return { desk: deskRules(policy, desk), place: placeOf(policy, ticket.country, ticket.state) }
}

function ticketIn(row: TicketRow | null): TicketRow['ticket'] {
  if (row === null) throw new Error('A letter that a decision asked for has no ticket.')
  return row.ticket
}

/** The desk's mailbox in the data centre of the partner's region (A10). */
export function senderOf(letter: StoredLetter, context: LetterContext): Address {
  const { desk, place } = writerOf(letter, context)
  return { name: desk.name, email: mailboxOf(desk, place) }
}

/** Nobody who has left is written to (F8). */
const atWork = (person: KnownPerson | undefined): Address | undefined =>
  person?.email == null || !person.active ? undefined : { name: person.name, email: person.email }

/**
 * Everybody whom a letter goes to; none where the contact has left and no other is there. A level that is a department is
 * reached through its desk, as is one of the staff who has left.
 */
export function receiversOf(letter: StoredLetter, context: LetterContext): readonly Address[] {
  const { to, address, name } = letter
  // Once it was found out, it stays: an address that changes afterwards changes nothing that was written.
  if (address !== null && to.kind !== 'named') return [{ name: name ?? address, email: address }]
  const { policy, row, people, followers, duty } = context
  switch (to.kind) {
    case 'contact': {
      const partner = row?.ticket.partner ?? null
      const there = atWork(people.get(to.person)) ?? (partner === null ? undefined : followers.get(partner))
      return there === undefined ? [] : [{ name: there.name, email: there.email }]
    }
    case 'staff':
      return [atWork(people.get(to.person)) ?? senderOf(letter, context)]
    case 'desk': {
      const desk = deskRules(policy, to.desk)
      return [{ name: desk.name, email: mailboxOf(desk, to) }]
    }
    case 'level': {
      const reached = reachedBy(policy, ticketIn(row), duty, to.desk).find(({ rung }) => rung.level === to.level)
      const named = reached?.people.map(({ name: who, email }) => ({ name: who, email })) ?? []
      return named.length > 0 ? named : [senderOf(letter, context)]
    }
    case 'named':
      return [{ name: to.name, email: address ?? to.email }]
  }
}

/** The published policy was made before there were such letters. */
export class NoWords extends Error {}

/** What stands on a letter that a mistake of ours, or a policy that no longer knows its desk or place, keeps from being written. */
export const unwritable = (thrown: unknown): string =>
  `It could not be written: ${thrown instanceof Error ? thrown.message : String(thrown)} Once that is mended, have it sent again.`

export interface LetterWords {
  readonly subject: string
  readonly text: string
  /** The words themselves, for what else the vendor says around a letter. */
  readonly words: Readonly<Record<string, string>>
}

/** A letter's subject and text. Throws `NoWords` where the published policy has none for it. */
export function wordsOf(letter: StoredLetter, context: LetterContext): LetterWords {
  const template = context.current.letters[letter.template]
  if (template === undefined)
    throw new NoWords(
      `The published policy has no words for letters of '${letter.template}': publish it anew with 'desk policy publish'.`,
    )
  const words = givenTo(letter, context)
  // Where nobody wrote a message, what stands below it comes first.
  const text = filled(template.text, words)
    .replace(/^\s*\n/, '')
    .trimEnd()
  return { subject: oneLine(filled(template.subject, words)), text, words }
}

function givenTo(letter: StoredLetter, context: LetterContext): Readonly<Record<string, string>> {
  const { current, policy, row, messages } = context
  const { desk, place } = writerOf(letter, context)
  const { data } = letter
  const said = (value: unknown): string => {
    const at = instantIn(value)
    if (at !== null) return sayInstant(at, place.zone)
    return value === null || value === undefined ? '' : String(value)
  }
  const given = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, said(value)]))
  const common = {
    ...given,
    name: receiversOf(letter, context)
      .map(({ name }) => name)
      .join(', '),
    desk: desk.name,
    vendor: current.vendor.name,
    message: letter.message === null ? (given.message ?? '') : (messages.get(letter.message) ?? ''),
  }
  if (row === null) return { partner: context.partner ?? '', ...common }
  return {
    ...common,
    asked: given.asked ?? '',
    number: row.number,
    subject: row.ticket.subject,
    partner: row.partner?.name ?? 'the sender',
    title: given.title ?? titleOf(letter, context),
    at: said(data.at),
    updateDueAt: said(data.updateDueAt),
    statement: said(data.statement) || 'The time in which the level before should have answered has passed.',
    reason: reasonIn(policy, said(data.reason)),
    outcome: given.outcome ?? (data.upheld === true ? 'The dispute was upheld' : 'The severity stands'),
  }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

/** Somebody's own words may look like an instant and be none, as a topic '2026-13-01T25:00Z' does. */
function instantIn(value: unknown): Temporal.Instant | null {
  if (typeof value !== 'string' || !instant.test(value)) return null
  try {
    return Temporal.Instant.from(value)
  } catch {
    return null
  }
}

/** In a header there is one line: whoever wrote a subject writes no header (RFC 5322 injection). */
export const oneLine = (text: string): string =>
  unturned(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()

/** The level that a step of an escalation is about, as its region calls it. */
function titleOf(letter: StoredLetter, context: LetterContext): string {
  const { policy, row, duty } = context
  const rungs = reachedBy(policy, ticketIn(row), duty, writerOf(letter, context).desk.id)
  return rungs.find(({ rung }) => rung.level === letter.data.level)?.rung.title ?? ''
}

/** A reason to escalate by its name; words that somebody wrote as they are. */
const reasonIn = (policy: Policy, reason: string): string =>
  policy.desks.flatMap((desk) => desk.escalation.reasons).find((row) => row.id === reason)?.name ?? reason
