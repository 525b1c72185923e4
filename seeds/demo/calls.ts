/** When the demo's points of contact can be booked, and the calls that they have had and will have (D3). */
import type { Availability } from '../../src/domain/calls/availability.ts'
import { freeSlots } from '../../src/domain/calls/slots.ts'
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { keepAvailability } from '../../src/storage/availabilities.ts'
import { insertCall, keepCallNotes, recordCallChange } from '../../src/storage/calls.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast, ContactKey, StaffKey } from './company.ts'

const morning = { opens: '10:00', closes: '12:00' }
const afternoon = { opens: '14:00', closes: '17:00' }
const weekdays = (...hours: readonly { opens: string; closes: string }[]): Availability['week'] => ({
  1: hours,
  2: hours,
  3: hours,
  4: hours,
  5: hours,
})

const hours: readonly (readonly [StaffKey, Availability['week']])[] = [
  ['lead', weekdays(morning, afternoon)],
  ['support', weekdays(afternoon)],
]

interface Told {
  readonly host: StaffKey
  readonly contact: ContactKey
  readonly topic: string
  readonly notes?: string
}

/** The one before so many days, and the one at the so-manieth free time from tomorrow on. */
const held: readonly (Told & { readonly daysAgo: number })[] = [
  {
    host: 'lead',
    contact: 'arjun',
    topic: 'Plans for the next quarter',
    daysAgo: 13,
    notes:
      'They open an office in Pune in spring and want two more people certified for CRM before that. Sent the dates of the January course.',
  },
]
const booked: readonly (Told & { readonly slot: number })[] = [
  { host: 'lead', contact: 'rhea', topic: 'Telephony for Malhar Foods: what went wrong, and what changes', slot: 3 },
  { host: 'support', contact: 'katrin', topic: 'A training plan for new colleagues', slot: 5 },
]

export async function furnishCalls(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  const availabilities = new Map<StaffKey, Availability>()
  for (const [key, week] of hours) {
    const { id, zone } = company.staff(key)
    const availability = { zone, week, daysOff: [] }
    availabilities.set(key, availability)
    await keepAvailability(tx, id, availability, id, now)
  }
  const call = async ({ host, contact, topic, notes }: Told, startsAt: Instant, createdAt: Instant): Promise<void> => {
    const { person, partner } = company.contact(contact)
    const by = person.id
    const id = newIdAt<'call'>(createdAt)
    const times = { startsAt, endsAt: startsAt.add({ minutes: policy.calls.minutes }) }
    const whose = { partner: partner.id, contact: by, host: company.staff(host).id, bookedBy: by }
    await insertCall(tx, { id, topic, ...times, ...whose }, createdAt)
    const made = { call: id, at: createdAt, by, what: 'booked', was: null, became: startsAt, reason: null } as const
    await recordCallChange(tx, partner.id, made)
    if (notes === undefined) return
    await keepCallNotes(tx, { id, partner: partner.id }, notes, whose.host, times.endsAt.add({ minutes: 20 }))
  }
  for (const { daysAgo, ...told } of held) {
    const startsAt = mondayMorning(now, daysAgo, company.staff(told.host).zone)
    await call(told, startsAt, startsAt.subtract({ hours: 24 * 5 }))
  }
  for (const { slot, ...told } of booked) {
    const free = freeSlots(availabilities.get(told.host) as Availability, [], policy.calls, now)
    const at = free[Math.min(slot, free.length - 1)]
    if (at !== undefined) await call(told, at.startsAt, now.subtract({ hours: 20 }))
  }
}

/** At ten, on the Monday of the week so many days ago. */
function mondayMorning(now: Instant, daysAgo: number, zone: string): Instant {
  const day = now.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: daysAgo })
  return day
    .subtract({ days: day.dayOfWeek - 1 })
    .toZonedDateTime({ timeZone: zone, plainTime: '10:00' })
    .toInstant()
}
