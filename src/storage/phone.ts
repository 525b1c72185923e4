/** Numbers of contacts, and calls with partners (A3). */
import type { Id, Instant, MessageId, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { HeldId } from './held.ts'
import { storable } from './json.ts'
import type { Statement, Tx } from './tx.ts'

export interface NumberOf {
  /** As `phoneNumber` of the domain writes it. */
  readonly number: string
  readonly person: PersonId
  readonly partner: PartnerId
}

const ofNumbers: Statement = {
  name: 'contact_numbers_by_number',
  text: `select n.number, n.person_id as person, n.partner_id as partner from contact_numbers n where n.number = any ($1::text[])`,
}
const ofPeople: Statement = {
  name: 'contact_numbers_of_people',
  text: `select number, person_id as person, partner_id as partner from contact_numbers where person_id = any ($1::uuid[])
    order by added_at, number`,
}
const add: Statement = {
  name: 'contact_numbers_add',
  text: `insert into contact_numbers (number, person_id, partner_id, added_at)
    select number, person, partner, $2::timestamptz
    from jsonb_to_recordset($1::jsonb) as r (number text, person uuid, partner uuid) on conflict (number) do nothing`,
}
const remove: Statement = {
  name: 'contact_numbers_remove',
  text: 'delete from contact_numbers where person_id = $1 and number = any ($2::text[])',
}

/** Whose each of these is; those that are nobody's are not among them. */
export async function ownersOf(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, NumberOf>> {
  const rows = numbers.length === 0 ? [] : await tx.call<NumberOf>(ofNumbers, [numbers])
  return new Map(rows.map((row) => [row.number, row]))
}

/** Of those people, the one that was added first before the others. */
export function numbersOf(tx: Tx, people: readonly PersonId[]): Promise<readonly NumberOf[]> {
  return people.length === 0 ? Promise.resolve([]) : tx.call<NumberOf>(ofPeople, [people])
}

/** One that is somebody's already stays with whom it is. */
export async function addNumbers(tx: Tx, added: readonly NumberOf[], at: Instant): Promise<void> {
  if (added.length > 0) await tx.call(add, [JSON.stringify(added), at])
}

export async function removeNumbers(tx: Tx, person: PersonId, numbers: readonly string[]): Promise<void> {
  if (numbers.length > 0) await tx.call(remove, [person, numbers])
}

export interface PhoneCall {
  readonly id: Id<'phone-call'>
  /** What the telephony system calls it; null where an agent logged it. */
  readonly telephonyId: string | null
  readonly partner: PartnerId | null
  readonly caller: string
  /** Null where it was not shown. */
  readonly number: string | null
  readonly startedAt: Instant
  readonly seconds: number
  readonly ticket: TicketId | null
  readonly message: MessageId | null
  readonly held: HeldId | null
  /** To the partner. */
  readonly shown: boolean
  readonly loggedBy: PersonId
  readonly loggedAt: Instant
}

const columns = `id, telephony_id as "telephonyId", partner_id as partner, caller, number, started_at as "startedAt", seconds,
  ticket_id as ticket, message_id as message, held_id as held, shown, logged_by as "loggedBy", logged_at as "loggedAt"`
const insert: Statement = {
  name: 'phone_calls_insert',
  text: `insert into phone_calls (id, telephony_id, partner_id, caller, number, started_at, seconds, ticket_id, message_id, held_id,
    shown, logged_by, logged_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
}
const byMessages: Statement = {
  name: 'phone_calls_of_messages',
  text: `select ${columns} from phone_calls where message_id = any ($1::uuid[])`,
}
const byTelephony: Statement = {
  name: 'phone_calls_by_telephony',
  text: `select ${columns} from phone_calls where telephony_id = $1`,
}
const turn: Statement = {
  name: 'phone_calls_turn',
  text: `select pg_advisory_xact_lock(hashtext('phone_calls'), hashtext($1))`,
}
const ofPartner: Statement = {
  name: 'phone_calls_ticket',
  text: 'select id from tickets where number = upper($1) and partner_id = $2',
}
const became: Statement = {
  name: 'phone_calls_became',
  text: `update phone_calls set ticket_id = $2, message_id = $3, partner_id = $4, shown = true where held_id = $1`,
}

export async function insertCall(tx: Tx, call: PhoneCall): Promise<void> {
  const { id, telephonyId, partner, caller, number, startedAt, seconds, ticket, message, held, shown } = call
  await tx.call(insert, [
    id,
    telephonyId === null ? null : storable(telephonyId),
    partner,
    storable(caller),
    number === null ? null : storable(number),
    startedAt,
    seconds,
    ticket,
    message,
    held,
    shown,
    call.loggedBy,
    call.loggedAt,
  ])
}

/** Those of the messages that are calls, and that the actor may see. */
export async function callsOf(tx: Tx, messages: readonly MessageId[]): Promise<ReadonlyMap<MessageId, PhoneCall>> {
  const rows = messages.length === 0 ? [] : await tx.call<PhoneCall>(byMessages, [messages])
  return new Map(rows.flatMap((row) => (row.message === null ? [] : [[row.message, row] as const])))
}

/** The call that the telephony system calls so. Whoever posts it a second time meanwhile waits for the first to end. */
export async function callOfTelephony(tx: Tx, telephonyId: string): Promise<PhoneCall | null> {
  await tx.call(turn, [storable(telephonyId)])
  return (await tx.call<PhoneCall>(byTelephony, [storable(telephonyId)]))[0] ?? null
}

/** The partner's own ticket of that number, in any case. */
export async function ticketNumbered(tx: Tx, partner: PartnerId, number: string): Promise<TicketId | null> {
  return (await tx.call<{ readonly id: TicketId }>(ofPartner, [storable(number.trim()), partner]))[0]?.id ?? null
}

/** A call that was held was let in: the message that it became; nothing where it was no call. */
export async function heldCallBecame(
  tx: Tx,
  held: HeldId,
  { ticket, message, partner }: { readonly ticket: TicketId; readonly message: MessageId; readonly partner: PartnerId },
): Promise<void> {
  await tx.call(became, [held, ticket, message, partner])
}
