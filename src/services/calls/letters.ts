/** What both sides are written about a call: booked, moved, cancelled, and the day before (D3). */
import { sayInstant } from '../../domain/explain/words.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { placeOf } from '../../domain/region.ts'
import { callById, hostOfCall, type Call, type CallHost, type CallId } from '../../storage/calls.ts'
import type { Tx } from '../../storage/database.ts'
import { personById, type Person } from '../../storage/people.ts'
import { partnerById } from '../../storage/partners.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'
import { invitationOf } from './invitation.ts'

export type Occasion = 'call-booked' | 'call-moved' | 'call-cancelled' | 'call-reminder'

export interface Told {
  readonly reason?: string | null
  /** Who did it. */
  readonly by?: PersonId
}

/** Writes to the contact in the partner's zone and to the host in its own, within the transaction of what happened; not to whoever has left. */
export async function tellOfCall(app: App, tx: Tx, id: CallId, occasion: Occasion, told: Told = {}): Promise<void> {
  const call = await callById(tx, id)
  if (call === null) throw new Error(`There is no call ${id}.`)
  const [partner, contact, host] = await Promise.all([
    partnerById(tx, call.partner),
    personById(tx, call.contact),
    hostOfCall(tx, id),
  ])
  if (partner === null || contact === null || host === null) throw new Error(`Call ${id} has nobody to be told.`)
  const policy = app.policies.current()
  const { zone } = placeOf(policy, partner.country, partner.state)
  const by = told.by === contact.id ? contact.name : told.by === host.id ? host.name : policy.vendor.name
  const calendar = occasion === 'call-reminder' ? {} : { calendar: invitation(app, call, contact, host, occasion) }
  for (const { to, other, where } of [
    { to: contact, other: host.name, where: zone },
    { to: host, other: `${contact.name} of ${partner.name}`, where: host.zone },
  ]) {
    if (!to.active) continue
    await postLetter(app, tx, {
      template: occasion,
      to: { name: to.name, email: to.email, person: to.id },
      desk: policy.calls.desk,
      country: partner.country,
      state: partner.state,
      ticket: null,
      partner: partner.id,
      data: {
        topic: call.topic,
        with: other,
        when: `${sayInstant(call.startsAt, where)} (${where})`,
        minutes: Math.round(call.startsAt.until(call.endsAt).total('minutes')),
        by,
        reason: told.reason ?? '',
      },
      onceFor: `call:${id}:${call.sequence}:${occasion}:${to.id}`,
      ...calendar,
    })
  }
}

function invitation(app: App, call: Call, contact: Person, host: CallHost, occasion: Occasion): string {
  const { vendor } = app.policies.current()
  return invitationOf({
    uid: `${call.id}@calls.partner-desk`,
    sequence: call.sequence,
    method: occasion === 'call-cancelled' ? 'CANCEL' : 'REQUEST',
    startsAt: call.startsAt,
    endsAt: call.endsAt,
    stampedAt: app.now(),
    summary: `${vendor.name} and ${call.partnerName}: ${call.topic}`,
    description: call.topic,
    organizer: { name: host.name, email: host.email },
    attendees: [contact, host].map(({ name, email }) => ({ name, email })),
  })
}
