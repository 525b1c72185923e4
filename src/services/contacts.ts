/** Contacts of partners, and what they were trained in (D4). */
import type { PartnerId, PersonId } from '../domain/kernel.ts'
import type { Policy } from '../domain/policy.ts'
import { placeOf } from '../domain/region.ts'
import type { Tx } from '../storage/database.ts'
import type { Page, PageRequest } from '../storage/page.ts'
import { recordChanges } from '../storage/partner-history.ts'
import { partnerById } from '../storage/partners.ts'
import { insertPeople, listPeople, personByEmail, personById, updatePerson, type Person } from '../storage/people.ts'
import { lockRegistry } from '../storage/registry-lock.ts'
import { recordTraining, trainingOf, type TrainingRecord } from '../storage/training.ts'
import type { Actor, App } from './app.ts'
import { addressAnswers, failingViews, type FailingView } from './bounces.ts'
import { once, type Once, type Outcome } from './once.ts'
import { actOn } from './partner-history.ts'
import { productRef } from './partner-view.ts'
import { no, notFound, wrongFields, type Answer } from './refusals.ts'

export const contactView = (
  policy: Policy,
  person: Person,
  records: readonly TrainingRecord[],
  failing: readonly FailingView[],
) => ({
  id: person.id as string,
  partner: person.partner as string,
  name: person.name,
  email: person.email,
  zone: person.zone,
  active: person.active,
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

/** Those who are there, by name. */
export async function partnerContacts(
  app: App,
  actor: Actor,
  partner: PartnerId,
  page: PageRequest,
): Promise<Answer<Page<ContactView>>> {
  return app.db.transaction(actor, async (tx) => {
    if ((await partnerById(tx, partner)) === null) return notFound('partner')
    const found = await listPeople(tx, { partner, side: 'partner', ...page })
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const policy = app.policies.current()
    const records = await trainingOf(
      tx,
      items.map(({ id }) => id),
    )
    const failing = await failingViews(tx, items)
    const views = items.map((person) => contactView(policy, person, records, failing))
    return { ok: true, value: { items: views, nextCursor } }
  })
}

export interface NewContact {
  readonly name: string
  readonly email: string
  /** IANA; that of the partner's place where it is not given. */
  readonly zone?: string | undefined
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
    const mistakes = [...zoneMistakes(given.zone), ...(await emailMistakes(tx, given.email, null))]
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
    return { ok: true, value: contactView(policy, person, [], []) }
  })
}

export type ContactChange = {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly zone?: string | undefined
  /** False for one who has left: it is no sender and signs in no more. */
  readonly active?: boolean | undefined
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
    const mistakes = [...zoneMistakes(change.zone), ...(await emailMistakes(tx, young.email, id))]
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updatePerson(tx, young)
    const what = (['name', 'email', 'zone', 'active'] as const).filter((field) => person[field] !== young[field])
    await recordChanges(
      tx,
      what.map((field) => ({
        ...actOn(partner, actor, app.now()),
        about: { kind: 'contact', id, name: person.name },
        what: field,
        was: said(person[field]),
        became: said(young[field]),
        reason: null,
      })),
    )
    // Whether the new address works nobody knows yet.
    if (young.email !== person.email) await addressAnswers(tx, young.email)
    const records = await trainingOf(tx, [id])
    return { ok: true, value: contactView(app.policies.current(), young, records, await failingViews(tx, [young])) }
  })
}

const said = (value: string | boolean): string => (typeof value === 'string' ? value : value ? 'yes' : 'no')

async function contactById(tx: Tx, id: PersonId): Promise<(Person & { readonly partner: PartnerId }) | null> {
  const person = await personById(tx, id)
  return person === null || person.partner === null ? null : { ...person, partner: person.partner }
}

async function emailMistakes(tx: Tx, email: string, own: PersonId | null) {
  const other = await personByEmail(tx, email)
  if (other === null || other.id === own) return []
  const whose = other.side === 'staff' ? 'somebody of the staff' : 'another contact'
  return [{ field: 'email', message: `This address is ${whose}’s already: an address belongs to one person.` }]
}

function zoneMistakes(zone: string | undefined) {
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

export interface NewTraining {
  /** Id or name of a product of the policy. */
  readonly product: string
  readonly completedOn: string
  readonly certificate?: string | null | undefined
}

/** Puts it in the place of what was recorded for this contact and product. */
export function addTraining(
  app: App,
  actor: Actor,
  id: PersonId,
  given: NewTraining,
  asked: Once | null,
): Promise<Answer<Outcome<ContactView>>> {
  return once(app, actor, asked, 200, async (tx) => {
    await lockRegistry(tx)
    const person = await contactById(tx, id)
    if (person === null) return notFound('contact')
    const policy = app.policies.current()
    const product = productNamed(policy, given.product)
    const mistakes = [
      ...(product === null ? [{ field: 'product', message: unknownProduct }] : []),
      ...(isInFuture(app, given.completedOn) ? [{ field: 'completedOn', message: inFuture }] : []),
    ]
    if (product === null || mistakes.length > 0) return wrongFields(mistakes)
    const { completedOn, certificate = null } = given
    await recordTraining(tx, [{ person: id, partner: person.partner, product, completedOn, certificate }], app.now())
    const records = await trainingOf(tx, [id])
    return { ok: true, value: contactView(policy, person, records, await failingViews(tx, [person])) }
  })
}

export const unknownProduct = 'The policy has no such product: see products of GET /api/v1/policy.'
export const inFuture = 'Only a training that is over is recorded.'

/** A day later is somebody's today already. */
export const isInFuture = (app: App, day: string): boolean =>
  day > app.now().add({ hours: 24 }).toZonedDateTimeISO('UTC').toPlainDate().toString()

/** The id of a product that is named by its id or name, with or without the vendor's own name before it. */
export function productNamed(policy: Policy, given: string): string | null {
  const wanted = given.trim().toLowerCase()
  const { products } = policy
  const found =
    products.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted) ??
    products.find(({ name }) => name.toLowerCase().endsWith(` ${wanted}`))
  return found?.id ?? null
}
