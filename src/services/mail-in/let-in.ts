/** What is let in: a mail becomes a ticket, or a reply on one, as though its author had written it in the portal (A5). */
import type { Finding } from '../../domain/intake/request.ts'
import { later, type MessageId, type PartnerId, type PersonId, type TicketId } from '../../domain/kernel.ts'
import type { MailName } from '../../domain/mail/identity.ts'
import type { ReplyVerdict } from '../../domain/mail/verdict.ts'
import { placeOf } from '../../domain/region.ts'
import type { NewMessage } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { keepCopies } from '../../storage/message-copies.ts'
import type { TakenMail } from '../../storage/mails-in.ts'
import { partnerById } from '../../storage/partners.ts'
import { insertPeople, personByEmail } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { carryOut } from '../tickets/carry-out.ts'
import { openTicketIn, type OpenedIn } from '../tickets/opening.ts'
import { copiesIn } from './copies.ts'
import type { Incoming } from './incoming.ts'

interface LetIn {
  readonly author: MailName
  readonly partner: PartnerId
  readonly contact: PersonId | null
  readonly mayAnswer: boolean
}

/** The same intake as the form's; it counts from when the mail came in. Throws where the request may not be opened: the mail is parked. */
export async function openByMail(
  app: App,
  tx: Tx,
  mail: TakenMail,
  incoming: Incoming,
  verdict: LetIn,
  findings: readonly Finding[],
): Promise<OpenedIn> {
  const { author, partner, mayAnswer } = verdict
  await contactOf(app, tx, verdict)
  const opened = await openTicketIn(app, tx, {
    form: {
      ...incoming.form,
      contactEmail: author.email,
      receivedAt: mail.receivedAt.toString(),
      channel: 'mail',
    },
    channel: 'mail',
    at: later(app.now(), mail.receivedAt),
    findings: [...incoming.findings.filter(({ verdict: kind }) => kind === 'ask' || kind === 'note'), ...findings],
    receipt: mayAnswer,
  })
  if (!opened.ok) {
    const { message, errors } = opened.problem
    throw new Error([message, ...errors.map((each) => `${each.field}: ${each.message}`)].join(' '))
  }
  await keepCopiesOf(app, tx, partner, opened.value.message, mail, incoming, author)
  return opened.value
}

/** Somebody new at a registered partner becomes its contact (A7). */
async function contactOf(app: App, tx: Tx, { author, partner: id, contact }: LetIn): Promise<PersonId> {
  if (contact !== null) return contact
  await lockRegistry(tx)
  const known = await personByEmail(tx, author.email)
  if (known?.partner === id) return known.id
  if (known !== null) throw new Error(`${author.email} is somebody else’s at another partner, or of the staff.`)
  const partner = await partnerById(tx, id)
  if (partner === null) throw new Error(`There is no partner ${id}.`)
  const person = app.newId<'person'>()
  await insertPeople(tx, [
    {
      id: person,
      side: 'partner',
      partner: id,
      name: author.name.trim() === '' ? (author.email.split('@')[0] ?? author.email) : author.name.trim().slice(0, 200),
      email: author.email,
      role: 'contact',
      desks: [],
      zone: placeOf(app.policies.current(), partner.country, partner.state).zone,
      active: true,
      createdAt: app.now(),
    },
  ])
  return person
}

/** Null where the ticket is over for good and may not be opened again. */
export async function replyByMail(
  app: App,
  tx: Tx,
  mail: TakenMail,
  incoming: Incoming,
  verdict: ReplyVerdict,
): Promise<MessageId | null> {
  const { ticket, partner } = verdict
  const person = await contactOf(app, tx, verdict)
  const actor: Actor = { kind: 'partner', person, partner }
  const { receivedAt } = mail
  const message: NewMessage = {
    id: app.newId<'message'>(),
    body: wordsOf(incoming),
    visibility: 'public',
    forCustomer: false,
    determination: false,
    author: person,
    side: 'partner',
    channel: 'mail',
    at: receivedAt,
  }
  // What it asks is owed since it came in.
  const done = await carryOut(app, tx, actor, ticket, later(app.now(), receivedAt), () => ({
    ok: true,
    value: { command: { kind: 'reply', message: message.id, receivedAt }, message },
  }))
  if (!done.ok) {
    if (done.problem.code === 'invalid-state') return null
    throw new Error(done.problem.message)
  }
  await keepCopiesOf(app, tx, partner, message.id, mail, incoming, verdict.author)
  return message.id
}

const longestBody = 100_000

/** What is new in it; all of it, where nothing is. */
export const wordsOf = ({ reply, text }: Pick<Incoming, 'reply' | 'text'>): string => {
  const words = (reply.trim() === '' ? text : reply).trim().slice(0, longestBody)
  return words === '' ? 'This mail has no words of its own.' : words
}

/** A reply to what is long over is a new ticket, and each says which the other is (C13). */
export async function followUp(
  app: App,
  tx: Tx,
  mail: TakenMail,
  incoming: Incoming,
  verdict: LetIn & { readonly of: TicketId },
): Promise<OpenedIn> {
  const old = await readTicket(tx, verdict.of)
  if (old === null) throw new Error(`There is no ticket ${verdict.of}.`)
  const days = app.policies.current().tickets.reopensWithinDays
  const message = `It follows ${old.number}, which was solved more than ${days} days before.`
  const opened = await openByMail(app, tx, mail, incoming, verdict, [
    { verdict: 'note', field: null, message, rule: 'C13' },
  ])
  const note: NewMessage = {
    id: app.newId<'message'>(),
    body: `A reply came by mail when this ticket was over: it became ${opened.number}.`,
    visibility: 'internal',
    forCustomer: false,
    determination: false,
    author: null,
    side: 'system',
    channel: 'mail',
    at: app.now(),
  }
  const noted = await carryOut(app, tx, { kind: 'system' }, verdict.of, note.at, () => ({
    ok: true,
    value: { command: { kind: 'note', message: note.id }, message: note },
  }))
  if (!noted.ok) throw new Error(noted.problem.message)
  return opened
}

const keepCopiesOf = (
  app: App,
  tx: Tx,
  partner: PartnerId,
  message: MessageId,
  mail: TakenMail,
  incoming: Incoming,
  author: MailName,
): Promise<void> =>
  keepCopies(tx, partner, {
    message,
    mail: mail.id,
    cc: copiesIn(app.policies.current(), incoming, author.email),
  })
