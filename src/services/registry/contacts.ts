/** Contacts of partners, and what they were trained in (D4). */
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { partnerById } from '../../storage/partners.ts'
import { insertPeople, listPeople, personByEmail, personById, updatePerson, type Person } from '../../storage/people.ts'
import { numbersOf, type NumberOf } from '../../storage/phone.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { trainingOf, type TrainingRecord } from '../../storage/training.ts'
import type { Actor, App } from '../app.ts'
import { addressAnswers, failingViews, type FailingView } from '../outbox/bounces.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { actOn } from './partner-history.ts'
import { productRef } from './partner-view.ts'
import { changePhones, phoneMistakes, setPhones } from '../phone/numbers.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'

export const contactView = (
  policy: Policy,
  person: Person,
  records: readonly TrainingRecord[],
  failing: readonly FailingView[],
  numbers: readonly NumberOf[],
) => ({
  id: person.id as string,
  partner: person.partner as string,
  name: person.name,
  email: person.email,
  zone: person.zone,
  active: person.active,
  /** What the contact calls from (A3). */
  phones: numbers.filter((each) => each.person === person.id).map(({ number }) => number),
  /** Since when mail to this contact comes back, and why; null where it arrives (A5). */
  mailFails: mailFails(failing.find((each) => each.person === person.id)),
  training: records
    .filter((record) => record.person === person.id)
    .map(({ product, completedOn, certificate }) => ({
      product: productRef(policy, product),
      completedOn,
      certificate,
    })),
})

const mailFails = (failing: FailingView | undefined) =>
  failing === undefined ? null : { since: failing.since, because: failing.because }

export type ContactView = ReturnType<typeof contactView>

/** Those who are there, or have left, by name. */
export async function partnerContacts(
  app: App,
  actor: Actor,
  partner: PartnerId,
  { show, ...page }: PageRequest & { readonly show: 'active' | 'left' },
): Promise<Answer<Page<ContactView>>> {
  return app.db.transaction(actor, async (tx) => {
    if ((await partnerById(tx, partner)) === null) return notFound('partner')
    const found = await listPeople(tx, { partner, side: 'partner', left: show === 'left', ...page })
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const policy = app.policies.current()
    const records = await trainingOf(
      tx,
      items.map(({ id }) => id),
    )
    const failing = await failingViews(tx, items)
    const numbers = await numbersOf(
      tx,
      items.map(({ id }) => id),
    )
    const views = items.map((person) => contactView(policy, person, records, failing, numbers))
    return { ok: true, value: { items: views, nextCursor } }
  })
}

export interface NewContact {
  readonly name: string
  readonly email: string
  /** IANA; that of the partner's place where it is not given. */
  readonly zone?: string | undefined
  /** Numbers with their country, however they are written (A3). */
  readonly phones?: readonly string[] | undefined
}

export function addContact(
  app: App,
  actor: Actor,
  partnerId: PartnerId,
  given: NewContact,
  asked: Once | null,
): Promise<Answer<Outcome<ContactView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    await lockRegistry(tx)
    const partner = await partnerById(tx, partnerId)
    if (partner === null) return notFound('partner')
    const { phones = [] } = given
    const mistakes = [
      ...zoneMistakes(given.zone),
      ...(await emailMistakes(tx, given.email, null)),
      ...(await phoneMistakes(tx, null, phones)),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    const policy = app.policies.current()
    const person: Person = {
      id: app.newId<'person'>(),
      side: 'partner',
      partner: partner.id,
      name: given.name,
      email: given.email.toLowerCase(),
      role: 'contact',
      desks: [],
      zone: given.zone ?? placeOf(policy, partner.country, partner.state).zone,
      active: true,
      createdAt: app.now(),
    }
    await insertPeople(tx, [person])
    await setPhones(app, tx, { person: person.id, partner: partner.id }, phones)
    return { ok: true, value: contactView(policy, person, [], [], await numbersOf(tx, [person.id])) }
  })
}

export type ContactChange = {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly zone?: string | undefined
  /** False for one who has left: it is no sender and signs in no more. */
  readonly active?: boolean | undefined
  /** In the place of all that there were. */
  readonly phones?: readonly string[] | undefined
}

export async function changeContact(
  app: App,
  actor: Actor,
  id: PersonId,
  change: ContactChange,
): Promise<Answer<ContactView>> {
  return app.db.transaction(actor, async (tx) => {
    await lockRegistry(tx)
    const person = await contactById(tx, id)
    const partner = person === null ? null : await partnerById(tx, person.partner)
    if (person === null || partner === null) return notFound('contact')
    const young: Person = {
      ...person,
      name: change.name ?? person.name,
      email: change.email?.toLowerCase() ?? person.email,
      zone: change.zone ?? person.zone,
      active: change.active ?? person.active,
    }
    const mistakes = [
      ...zoneMistakes(change.zone),
      ...(await emailMistakes(tx, young.email, id)),
      ...(await phoneMistakes(tx, id, change.phones ?? [])),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updatePerson(tx, young)
    const phones = await changePhones(app, tx, { person: id, partner: partner.id }, change.phones)
    const what = (['name', 'email', 'zone', 'active'] as const).filter((field) => person[field] !== young[field])
    const changes = [
      ...what.map((field) => ({ what: field, was: said(person[field]), became: said(young[field]) })),
      ...phones,
    ]
    await recordChanges(
      tx,
      changes.map((each) => ({
        ...actOn(partner, actor, app.now()),
        about: { kind: 'contact', id, name: person.name },
        ...each,
        reason: null,
      })),
    )
    // Whether the new address works nobody knows yet.
    if (young.email !== person.email) await addressAnswers(tx, young.email)
    const records = await trainingOf(tx, [id])
    const failing = await failingViews(tx, [young])
    return {
      ok: true,
      value: contactView(app.policies.current(), young, records, failing, await numbersOf(tx, [id])),
    }
  })
}

const said = (value: string | boolean): string => (typeof value === 'string' ? value : value ? 'yes' : 'no')

export async function contactById(tx: Tx, id: PersonId): Promise<(Person & { readonly partner: PartnerId }) | null> {
  const person = await personById(tx, id)
  return person === null || person.partner === null ? null : { ...person, partner: person.partner }
}

export async function emailMistakes(tx: Tx, email: string, own: PersonId | null) {
  const other = await personByEmail(tx, email)
  if (other === null || other.id === own) return []
  if (!other.active)
    return [
      {
        field: 'email',
        message: `This address is ${other.name}’s, who has left: let them come back, or give another.`,
      },
    ]
  const whose = other.side === 'staff' ? 'somebody of the staff' : 'another contact'
  return [{ field: 'email', message: `This address is ${whose}’s already: an address belongs to one person.` }]
}

export function zoneMistakes(zone: string | undefined) {
  if (zone === undefined || isZone(zone)) return []
  return [{ field: 'zone', message: "Give a zone of the IANA list, such as 'Europe/Berlin'." }]
}

/** A name of a place, as 'Europe/Berlin'; shorthands such as 'EST' mean other things to others. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone.includes('/')
  } catch {
    return false
  }
}
