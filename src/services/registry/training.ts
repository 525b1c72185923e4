/** What contacts were trained in (D4). */
import type { PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { numbersOf } from '../../storage/phone.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { recordTraining, trainingOf } from '../../storage/training.ts'
import type { Actor, App } from '../app.ts'
import { failingViews } from '../outbox/bounces.ts'
import { contactById, contactView, type ContactView } from './contacts.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { notFound, wrongFields, type Answer } from '../refusals.ts'

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
    const failing = await failingViews(tx, [person])
    return { ok: true, value: contactView(policy, person, records, failing, await numbersOf(tx, [id])) }
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
