/** With whom a partner may have calls, whether it may, and when that person is free (D3). */
import { entitled, offeringOf, type Entitlement } from '../../domain/entitlement.ts'
import type { Instant, PartnerId, PersonId } from '../../domain/kernel.ts'
import { freeSlots, type Slot } from '../../domain/calls/slots.ts'
import { placeOf } from '../../domain/region.ts'
import { availabilityOf, type KeptAvailability } from '../../storage/availabilities.ts'
import { busySpans } from '../../storage/calls.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf } from '../../storage/grants.ts'
import { readPartner, type PartnerRow } from '../../storage/partners.ts'
import { personById, type Person } from '../../storage/people.ts'
import { standInsFrom } from '../../storage/stand-ins.ts'
import type { Actor, App } from '../app.ts'
import { standing, todayOf } from '../registry/partner-view.ts'

export interface Bookable {
  readonly partner: PartnerRow
  /** Of the partner: slots are shown in it. */
  readonly zone: string
  /** Whether calls are offered to it, and why (A8). */
  readonly entitlement: Entitlement
  readonly host: Person | null
  readonly availability: KeptAvailability | null
  readonly slots: readonly Slot[]
  /** Why there are no slots, in a sentence; null where there are. */
  readonly because: string | null
}

const feature = 'psm-calls'

/**
 * What can be booked for a partner. Read as the system, since a host's calls with others are nobody else's to see; the actor
 * must be allowed to see the partner. `with` is for staff: another of its people than the partner's own.
 */
export async function bookable(
  app: App,
  actor: Actor,
  partnerId: PartnerId,
  withPerson: PersonId | null,
): Promise<Bookable | null> {
  const partner = await app.db.transaction(actor, (tx) => readPartner(tx, partnerId))
  if (partner === null) return null
  const policy = app.policies.current()
  const now = app.now()
  return app.db.system(async (tx) => {
    const grants = standing(await grantsOf(tx, partner.id))
    const entitlement =
      offeringOf(policy, feature) === undefined
        ? { allowed: false, because: `${policy.vendor.name} offers no calls.` }
        : entitled(policy, { tier: partner.tier, grants }, feature, todayOf(policy, partner, now))
    const { zone } = placeOf(policy, partner.country, partner.state)
    // Until a point of contact is named, and where that person has left, the account manager is the partner's person.
    const host =
      withPerson === null
        ? ((await atWork(tx, partner.pointOfContact)) ?? (await atWork(tx, partner.accountManager)))
        : await atWork(tx, withPerson)
    const availability = host === null ? null : await availabilityOf(tx, host.id)
    const base = { partner, zone, entitlement, host, availability }
    if (!entitlement.allowed) return { ...base, slots: [], because: entitlement.because }
    if (host === null)
      return {
        ...base,
        slots: [],
        because: 'Nobody is named yet as your point of contact: your account manager does that.',
      }
    if (availability === null)
      return {
        ...base,
        slots: [],
        because: `${host.name} has not said yet when calls are possible: write to them on a ticket.`,
      }
    const slots = await slotsOf(app, tx, host, availability, now)
    const because =
      slots.length > 0 ? null : `${host.name} has no free time in the next ${policy.calls.horizonDays} days.`
    return { ...base, slots, because }
  })
}

async function atWork(tx: Tx, id: PersonId | null): Promise<Person | null> {
  const found = id === null ? null : await personById(tx, id)
  return found !== null && found.side === 'staff' && found.active ? found : null
}

async function slotsOf(
  app: App,
  tx: Tx,
  host: Person,
  availability: KeptAvailability,
  now: Instant,
): Promise<readonly Slot[]> {
  const { calls } = app.policies.current()
  const until = now.add({ hours: 24 * (calls.horizonDays + 2) })
  const taken = await busySpans(tx, host.id, now, until)
  // F8: whoever is away by the matrix takes no calls either.
  const absences = (await standInsFrom(tx, now.subtract({ hours: 24 }).toString().slice(0, 10))).filter(
    ({ email }) => email === host.email,
  )
  const daysOff = [...availability.daysOff, ...absences.map(({ fromOn, toOn }) => ({ fromOn, toOn }))]
  return freeSlots({ ...availability, daysOff }, taken, calls, now)
}
