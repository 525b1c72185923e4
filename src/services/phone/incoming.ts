/**
 * Calls that a telephony system posts (A3): of a known number, a message on its ticket or a ticket of its own; of any other,
 * held until somebody says whose it is (A7). None is ever dropped.
 */
import type { Finding } from '../../domain/intake/request.ts'
import type { Instant, MessageId, PersonId, TicketId } from '../../domain/kernel.ts'
import { findNamed } from '../../domain/named.ts'
import { phoneNumber } from '../../domain/phone.ts'
import type { DeskId } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf } from '../../storage/grants.ts'
import type { HeldId } from '../../storage/held.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { personById, type Person } from '../../storage/people.ts'
import { callOfTelephony, insertCall, ownersOf, ticketNumbered, type PhoneCall } from '../../storage/phone.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { carryOut, staffOnly } from '../tickets/carry-out.ts'
import { holdRequest } from '../held/held.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { openTicketIn } from '../tickets/opening.ts'
import { entitledNow, todayOf } from '../registry/partner-view.ts'
import { wrongFields, type Answer } from '../refusals.ts'
import { newMessage } from '../tickets/acts.ts'
import { startMistakes } from './log.ts'

export interface CallIn {
  /** What the telephony system calls it: posted again, it is the same call. */
  readonly id: string
  /** As it was shown; left out where it was withheld. */
  readonly from?: string | undefined
  readonly callerName?: string | undefined
  readonly startedAt: string
  readonly seconds: number
  readonly notes?: string | undefined
  /** Number of the ticket that the caller named. */
  readonly ticket?: string | undefined
  /** The desk that was rung; the first one where it is not said. */
  readonly desk?: string | undefined
}

/** What became of it: on a ticket, or held. */
export interface CallInView {
  readonly id: string
  readonly partner: { readonly id: string; readonly name: string } | null
  readonly contact: { readonly id: string; readonly name: string } | null
  readonly ticket: { readonly id: string; readonly number: string } | null
  readonly held: string | null
}

interface Caller {
  readonly contact: Person
  readonly partner: Partner
}

export function callIn(
  app: App,
  actor: Actor,
  given: CallIn,
  asked: Once | null,
): Promise<Answer<Outcome<CallInView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const policy = app.policies.current()
    const desk = given.desk === undefined ? policy.desks[0] : findNamed(policy.desks, given.desk)
    const mistakes = [
      ...startMistakes(app.now(), given.startedAt),
      ...(desk === undefined
        ? [{ field: 'desk', message: `Give one of ${policy.desks.map(({ id }) => id).join(', ')}.` }]
        : []),
    ]
    if (desk === undefined || mistakes.length > 0) return wrongFields(mistakes)
    const there = await callOfTelephony(tx, given.id)
    if (there !== null) return { ok: true, value: await viewOf(tx, there) }
    const caller = await callerOf(tx, given.from)
    const became = caller === null ? await hold(app, tx, given, desk.id) : await letIn(app, tx, given, desk.id, caller)
    if (!became.ok) return became
    const call: PhoneCall = {
      id: app.newId<'phone-call'>(),
      telephonyId: given.id,
      partner: caller?.partner.id ?? null,
      caller: callerName(given, caller),
      number: numberShown(given),
      startedAt: Temporal.Instant.from(given.startedAt),
      seconds: given.seconds,
      ...became.value,
      shown: became.value.held === null,
      loggedBy: actor.person satisfies PersonId,
      loggedAt: app.now(),
    }
    await insertCall(tx, call)
    return { ok: true, value: await viewOf(tx, call) }
  })
}

type Became = Pick<PhoneCall, 'ticket' | 'message' | 'held'>

const numberShown = ({ from }: CallIn): string | null =>
  from === undefined || from.trim() === '' ? null : (phoneNumber(from) ?? from.trim())

const callerName = (given: CallIn, caller: Caller | null): string =>
  caller?.contact.name ?? (given.callerName?.trim() || numberShown(given) || 'Number withheld')

/** A contact who is there and has this number. */
async function callerOf(tx: Tx, from: string | undefined): Promise<Caller | null> {
  const number = from === undefined ? null : phoneNumber(from)
  const owner = number === null ? undefined : (await ownersOf(tx, [number])).get(number)
  if (owner === undefined) return null
  const [contact, partner] = [await personById(tx, owner.person), await partnerById(tx, owner.partner)]
  return contact === null || !contact.active || partner === null ? null : { contact, partner }
}

async function hold(app: App, tx: Tx, given: CallIn, desk: DeskId): Promise<Answer<Became>> {
  const number = numberShown(given)
  const message =
    number === null
      ? 'The number was withheld: nobody knows whose call it is.'
      : `No contact who is there has the number ${number}.`
  const held: HeldId = await holdRequest(app, tx, {
    channel: 'phone',
    desk,
    from: { name: callerName(given, null), email: number ?? '' },
    subject: `Call from ${callerName(given, null)}`,
    text: notesOf(given),
    form: null,
    reasons: [{ verdict: 'hold', field: 'from', message, rule: 'A7' }],
    receivedAt: Temporal.Instant.from(given.startedAt),
    mail: null,
    ticket: null,
    tell: false,
  })
  return { ok: true, value: { ticket: null, message: null, held } }
}

const notesOf = ({ notes }: CallIn): string => notes?.trim() || 'Nothing was noted during the call.'

/** Onto the ticket that was named; where that is none of the partner's or is over for good, as a ticket of its own. */
async function letIn(app: App, tx: Tx, given: CallIn, desk: DeskId, caller: Caller): Promise<Answer<Became>> {
  const named = given.ticket === undefined ? null : await ticketNumbered(tx, caller.partner.id, given.ticket)
  const message = named === null ? null : await addTo(app, tx, given, named, caller)
  if (named !== null && message !== null) return { ok: true, value: { ticket: named, message, held: null } }
  const policy = app.policies.current()
  const type = policy.requestTypes.find((row) => row.desk === desk) ?? policy.requestTypes[0]
  const opened = await openTicketIn(app, tx, {
    form: {
      type: type?.id,
      subject: `Call from ${caller.contact.name}`,
      description: notesOf(given),
      contactEmail: caller.contact.email,
      receivedAt: given.startedAt,
      channel: 'phone',
    },
    channel: 'phone',
    at: app.now(),
    findings: await findingsOf(app, tx, given, caller),
    receipt: true,
  })
  if (!opened.ok) return opened
  return { ok: true, value: { ticket: opened.value.ticket, message: opened.value.message, held: null } }
}

/** What the agent should know of the call: that the line is not this partner's (A3), and which ticket was not found. */
async function findingsOf(app: App, tx: Tx, given: CallIn, { partner }: Caller): Promise<readonly Finding[]> {
  const policy = app.policies.current()
  const on = todayOf(policy, partner, app.now())
  const { allowed, because } = entitledNow(policy, partner, await grantsOf(tx, partner.id), 'phone', on)
  const note = (field: string, message: string): Finding => ({ verdict: 'note', field, message, rule: 'A3' })
  return [
    ...(allowed ? [] : [note('channel', because)]),
    ...(given.ticket === undefined
      ? []
      : [note('ticket', `The caller named ${given.ticket}, which this call could not be added to.`)]),
  ]
}

/** As though the contact had written it; null where that ticket takes nothing any more. */
async function addTo(
  app: App,
  tx: Tx,
  given: CallIn,
  ticket: TicketId,
  { contact, partner }: Caller,
): Promise<MessageId | null> {
  const actor: Actor = { kind: 'partner', person: contact.id, partner: partner.id }
  const receivedAt: Instant = Temporal.Instant.from(given.startedAt)
  const message = {
    ...newMessage(app, actor, { body: notesOf(given), visibility: 'public' }, 'phone'),
    at: receivedAt,
  }
  const done = await carryOut(app, tx, actor, ticket, app.now(), () => ({
    ok: true,
    value: { command: { kind: 'reply', message: message.id, receivedAt }, message },
  }))
  if (done.ok) return message.id
  if (done.problem.code === 'invalid-state') return null
  throw new Error(done.problem.message)
}

async function viewOf(tx: Tx, call: PhoneCall): Promise<CallInView> {
  const row = call.ticket === null ? null : await readTicket(tx, call.ticket)
  const partner = call.partner === null ? null : await partnerById(tx, call.partner)
  const owner = call.number === null ? undefined : (await ownersOf(tx, [call.number])).get(call.number)
  const contact = owner === undefined || owner.partner !== call.partner ? null : await personById(tx, owner.person)
  return {
    id: call.telephonyId ?? call.id,
    partner: partner === null ? null : { id: partner.id, name: partner.name },
    contact: contact === null ? null : { id: contact.id, name: contact.name },
    ticket: row === null ? null : { id: row.ticket.id, number: row.number },
    held: call.held,
  }
}
