/** When people of the staff can be booked (D3). */
import type { Availability } from '../domain/calls/availability.ts'
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface KeptAvailability extends Availability {
  readonly person: PersonId
  readonly changedAt: Instant
}

const find: Statement = {
  name: 'availability_of',
  text: `select person_id as person, zone, week, days_off as "daysOff", changed_at as "changedAt"
    from availabilities where person_id = $1`,
}
const keep: Statement = {
  name: 'availability_keep',
  text: `insert into availabilities (person_id, zone, week, days_off, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (person_id) do update set zone = excluded.zone, week = excluded.week, days_off = excluded.days_off,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
}

/** Null where the person can never be booked. */
export const availabilityOf = async (tx: Tx, person: PersonId): Promise<KeptAvailability | null> =>
  (await tx.call<KeptAvailability>(find, [person]))[0] ?? null

export async function keepAvailability(
  tx: Tx,
  person: PersonId,
  { zone, week, daysOff }: Availability,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await tx.call(keep, [person, zone, JSON.stringify(week), JSON.stringify(daysOff), by, at])
}
