/** Letting a held request in, in one step (A7): onto its ticket or as a new one, promised since it came. */
import type { Instant, MessageId, PartnerId, PersonId, TicketId } from '../../domain/kernel.ts'
import { placeOf } from '../../domain/region.ts'
import { decide } from '../../domain/ticket/decide.ts'
import { commit } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { addHeldAct, decideHeld, type HeldId, type HeldRow } from '../../storage/held.ts'
import { partnerById } from '../../storage/partners.ts'
import { insertPeople, personByEmail, personById, type Person } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { Actor, App } from '../app.ts'
import { writeOf } from '../tickets/carry-out.ts'
import { decidedAlready, decideOnce, type HeldDone } from './desk.ts'
import { formOf } from './view.ts'
import { utc } from '../instants.ts'
import type { Once } from '../once.ts'
import type { PostedAs } from '../mail-in/files.ts'
import { callWasReleased, isCall, keepNumber, numberMistakes } from '../phone/held.ts'
import { mailWasReleased } from '../mail-in/released.ts'
import { openTicketIn } from '../tickets/opening.ts'
import { forgetNow } from '../tickets/opening-contexts.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'

/** Either a contact who is there, or a new one at a partner; for an answer to a ticket, nobody is that ticket's own contact. */
export interface Release {
  readonly contact?: string | undefined
  readonly partner?: string | undefined
  readonly newContact?: { readonly name: string; readonly email: string } | undefined
  /** From now on the address that it came from is a contact of this partner, too; the number of a call is this contact's. */
  readonly senderIsContact?: boolean | undefined
  /** An answer to a ticket that opens one of its own. */
  readonly asNew?: boolean | undefined
}

export async function releaseHeld(app: App, actor: Actor, id: HeldId, given: Release, asked: Once | null): HeldDone {
  const done = await decideOnce(app, actor, id, asked, async (tx, held, by, at) => {
    const already = await decidedAlready(app, tx, held)
    if (already !== null) return already
    const onto = given.asNew === true ? null : held.replyTo
    await lockRegistry(tx)
    const contact = await contactFor(app, tx, held, given, onto)
    if (!contact.ok) return contact
    const ticket =
      onto === null
        ? await openFor(app, tx, held, contact.value, at)
        : await addTo(app, tx, held, onto, contact.value, at)
    if (!ticket.ok) return ticket
    await decideHeld(tx, id, { state: 'released', at, by, because: null, ticket: ticket.value })
    await addHeldAct(tx, id, { at, by, what: 'released', because: null })
    return { ok: true, value: null }
  })
  forgetNow(app)
  return done
}

type Contact = Person & { readonly partner: PartnerId }
type Mistakes = Refusals['errors'][number][]

/** Whose it is from now on; everything wrong with the choice at once. */
async function contactFor(
  app: App,
  tx: Tx,
  held: HeldRow,
  given: Release,
  onto: TicketId | null,
): Promise<Answer<Contact>> {
  const mistakes: Mistakes = []
  const chosen = await chosenContact(app, tx, given, onto, mistakes)
  const takesNumber = isCall(held) && given.senderIsContact === true
  const takesAddress = !isCall(held) && given.senderIsContact === true && chosen?.email !== held.from.email
  if (takesNumber && chosen !== null)
    mistakes.push(...(await numberMistakes(tx, held, chosen.isNew ? null : chosen.id)))
  if (takesAddress) {
    const other = await personByEmail(tx, held.from.email)
    if (other !== null)
      mistakes.push({ field: 'senderIsContact', message: `${held.from.email} is ${whose(other)} already.` })
  }
  if (chosen === null || mistakes.length > 0) return wrongFields(mistakes)
  const { isNew, ...known } = chosen
  const added: Person[] = isNew ? [known] : []
  if (takesAddress) added.push({ ...known, id: app.newId<'person'>(), ...senderOf(held), createdAt: app.now() })
  await insertPeople(tx, added)
  if (takesNumber) await keepNumber(app, tx, held, { person: known.id, partner: known.partner })
  return { ok: true, value: known }
}

const senderOf = ({ from }: HeldRow): Pick<Person, 'name' | 'email'> => ({
  name: from.name.trim() || from.email,
  email: from.email,
})

const whose = ({ side, active }: Person): string =>
  side === 'staff' ? 'somebody of the staff' : active ? 'another contact' : 'a contact who has left'

async function chosenContact(
  app: App,
  tx: Tx,
  given: Release,
  onto: TicketId | null,
  mistakes: Mistakes,
): Promise<(Contact & { readonly isNew: boolean }) | null> {
  const ticket = onto === null ? null : await lockTicket(tx, onto)
  if (given.newContact !== undefined)
    return newContact(app, tx, given, given.newContact, ticket?.partner ?? null, mistakes)
  const id = given.contact ?? ticket?.contact ?? null
  const person = id === null ? null : await personById(tx, id as PersonId)
  if (person === null || person.partner === null || !person.active) {
    mistakes.push({ field: 'contact', message: 'Say for which contact of which partner it is: one who is there.' })
    return null
  }
  if (ticket !== null && ticket.partner !== person.partner) {
    mistakes.push({ field: 'contact', message: 'Give a contact of the partner whose ticket it answers.' })
    return null
  }
  return { ...person, partner: person.partner, isNew: false }
}

async function newContact(
  app: App,
  tx: Tx,
  given: Release,
  { name, email }: { readonly name: string; readonly email: string },
  partnerOfTicket: PartnerId | null,
  mistakes: Mistakes,
): Promise<(Contact & { readonly isNew: boolean }) | null> {
  const id = (partnerOfTicket ?? given.partner ?? null) as PartnerId | null
  const partner = id === null ? null : await partnerById(tx, id)
  if (partner === null) mistakes.push({ field: 'partner', message: 'Say which partner the new contact is of.' })
  const other = await personByEmail(tx, email)
  if (other !== null)
    mistakes.push({
      field: 'newContact.email',
      message: `This address is ${whose(other)} already: choose that one, or give another.`,
    })
  if (partner === null || other !== null) return null
  return {
    id: app.newId<'person'>(),
    side: 'partner',
    partner: partner.id,
    name,
    email: email.toLowerCase(),
    role: 'contact',
    desks: [],
    zone: placeOf(app.policies.current(), partner.country, partner.state).zone,
    active: true,
    createdAt: app.now(),
    isNew: true,
  }
}

/** A ticket as if it had been let in at once: its promises count from the receipt, and what passed since is dated so (C14). */
async function openFor(app: App, tx: Tx, held: HeldRow, contact: Contact, at: Instant): Promise<Answer<TicketId>> {
  const form = {
    ...formOf(app.policies.current(), held),
    contactEmail: contact.email,
    receivedAt: utc(held.receivedAt),
    channel: held.channel,
  }
  const findings = held.reasons.map((reason) => ({ ...reason, verdict: 'note' as const }))
  const opened = await openTicketIn(app, tx, { form, channel: held.channel, at, findings, receipt: true })
  if (!opened.ok) return opened
  const { ticket, message } = opened.value
  await withMail(app, tx, held, { ticket, message, partner: contact.partner, at: held.receivedAt })
  return { ok: true, value: ticket }
}

/** What its mail brought along goes with it. */
async function withMail(app: App, tx: Tx, held: HeldRow, posted: PostedAs): Promise<void> {
  await callWasReleased(tx, held, posted)
  if (held.mail !== null) await mailWasReleased(app, tx, held.mail, posted)
}

/** Onto the ticket that it answers: its partner waits for the answer since it wrote (C5). */
async function addTo(
  app: App,
  tx: Tx,
  held: HeldRow,
  onto: TicketId,
  contact: Contact,
  at: Instant,
): Promise<Answer<TicketId>> {
  const ticket = await lockTicket(tx, onto)
  if (ticket === null) return notFound('ticket')
  const message = app.newId<'message'>() satisfies MessageId
  const policy = await app.policies.version(ticket.policyVersion)
  const by = { kind: 'partner', person: contact.id } as const
  const decided = decide(ticket, { kind: 'reply', message, receivedAt: held.receivedAt }, policy, by, at)
  if (!decided.ok) return no(decided.problem)
  const body = held.text.trim() || 'Without words.'
  await commit(tx, [
    {
      ...writeOf(ticket, decided.value),
      messages: [
        {
          id: message,
          body,
          visibility: 'public',
          forCustomer: false,
          determination: false,
          author: contact.id,
          side: 'partner',
          channel: held.channel,
          at: held.receivedAt,
        },
      ],
    },
  ])
  await withMail(app, tx, held, { ticket: ticket.id, message, partner: contact.partner, at: held.receivedAt })
  return { ok: true, value: ticket.id }
}
