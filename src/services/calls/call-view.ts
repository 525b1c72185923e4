/** A call as both sides see it; its notes are the vendor's. */
import type { PersonId } from '../../domain/kernel.ts'
import { placeOf } from '../../domain/region.ts'
import { callChanges, type Call, type CallChange } from '../../storage/calls.ts'
import type { Tx } from '../../storage/database.ts'
import { partnersByIds } from '../../storage/partners.ts'
import { namesOf, type PersonName } from '../../storage/people.ts'
import type { App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { personRef } from '../registry/partner-view.ts'

export type CallView = ReturnType<typeof callView>

export async function callViews(app: App, tx: Tx, calls: readonly Call[]): Promise<CallView[]> {
  const changes = await callChanges(
    tx,
    calls.map(({ id }) => id),
  )
  const people = calls.flatMap(({ contact, host, notedBy }) => [contact, host, ...(notedBy === null ? [] : [notedBy])])
  const changers = [...changes.values()].flat().map(({ by }) => by)
  const names = await namesOf(tx, [...new Set([...people, ...changers])])
  const policy = app.policies.current()
  const zones = new Map(
    (await partnersByIds(tx, [...new Set(calls.map(({ partner }) => partner))])).map(({ id, country, state }) => [
      id,
      placeOf(policy, country, state).zone,
    ]),
  )
  const now = app.now()
  return calls.map((call) => callView(call, names, changes.get(call.id) ?? [], zones.get(call.partner) ?? 'UTC', now))
}

function callView(
  call: Call,
  names: ReadonlyMap<PersonId, PersonName>,
  changes: readonly CallChange[],
  zone: string,
  now: Temporal.Instant,
) {
  return {
    id: call.id as string,
    partner: { id: call.partner as string, name: call.partnerName },
    contact: personRef(names, call.contact),
    host: personRef(names, call.host),
    topic: call.topic,
    startsAt: utc(call.startsAt),
    endsAt: utc(call.endsAt),
    /** The partner's. */
    zone,
    state:
      call.cancelledAt !== null
        ? ('cancelled' as const)
        : Temporal.Instant.compare(call.endsAt, now) <= 0
          ? ('held' as const)
          : ('booked' as const),
    sequence: call.sequence,
    notes:
      call.notes === null
        ? null
        : { text: call.notes, by: personRef(names, call.notedBy), at: utcOrNull(call.notedAt) },
    changes: changes.map(({ at, by, what, was, became, reason }) => ({
      at: utc(at),
      by: personRef(names, by),
      what,
      was: utcOrNull(was),
      became: utcOrNull(became),
      reason,
    })),
  }
}
