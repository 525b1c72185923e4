/** Calls with a partner's point of contact (D3): booked, moved, cancelled, and what was noted of them. */
import type { Slot } from '../../domain/calls/slots.ts'
import type { Instant, PartnerId, PersonId } from '../../domain/kernel.ts'
import {
  callById,
  cancelCall,
  countOpenCalls,
  insertCall,
  isTaken,
  keepCallNotes,
  lockCall,
  moveCall,
  recordCallChange,
  type Call,
  type CallId,
} from '../../storage/calls.ts'
import type { Tx } from '../../storage/database.ts'
import { personById } from '../../storage/people.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { callViews, type CallView } from './call-view.ts'
import { bookable, type Bookable } from './host.ts'
import { tellOfCall, type Occasion } from './letters.ts'
import { partnerFor } from './reading.ts'

export interface NewCallForm {
  readonly startsAt: string
  readonly topic: string
  /** Staff says for which partner, for which of its contacts, and with whom where it is not the partner's own person. */
  readonly partner?: PartnerId | undefined
  readonly contact?: PersonId | undefined
  readonly with?: PersonId | undefined
}

type Booked = Promise<Answer<Outcome<CallView>>>

/** POST /calls. */
export async function bookCall(app: App, actor: Actor, form: NewCallForm, asked: Once | null): Booked {
  const partner = partnerFor(actor, form.partner)
  const found =
    partner === null ? null : await bookable(app, actor, partner, isStaff(actor) ? (form.with ?? null) : null)
  const checked = partner !== null && found === null ? notFound('partner') : await ready(app, actor, form, found)
  return takenAside(() =>
    once(app, actor, asked, 201, async (tx) => {
      if (!checked.ok) return checked
      const { slot, host, contact, by } = checked.value
      const open = await countOpenCalls(tx, checked.value.partner, app.now())
      const { openPerPartner } = app.policies.current().calls
      if (open >= openPerPartner)
        return no({
          code: 'conflict',
          message: `There are ${open} calls to come already: hold or cancel one of them before you book another.`,
        })
      const id = app.newId<'call'>()
      const call = { id, partner: checked.value.partner, contact, host, topic: form.topic, ...slot, bookedBy: by }
      await insertCall(tx, call, app.now())
      return changed(app, tx, id, { by, what: 'booked', was: null, became: slot.startsAt, reason: null })
    }),
  )
}

interface Ready {
  readonly slot: Slot
  readonly partner: PartnerId
  readonly host: PersonId
  readonly contact: PersonId
  readonly by: PersonId
}

async function ready(app: App, actor: Actor, form: NewCallForm, found: Bookable | null): Promise<Answer<Ready>> {
  if (actor.kind === 'system') throw new Error('Nobody books a call for the program itself.')
  const mistakes: Refusals['errors'][number][] = []
  if (actor.kind === 'partner')
    for (const field of ['partner', 'contact', 'with'] as const)
      if (form[field] !== undefined) mistakes.push({ field, message: 'Only the vendor says this: leave it out.' })
  if (found === null) mistakes.push({ field: 'partner', message: 'Say for which partner: give its id.' })
  if (actor.kind === 'staff' && form.contact === undefined)
    mistakes.push({ field: 'contact', message: 'Say with which of its contacts: give the id.' })
  const contact = actor.kind === 'partner' ? actor.person : form.contact
  if (actor.kind === 'staff' && contact !== undefined && found !== null) {
    const person = await app.db.transaction(actor, (tx) => personById(tx, contact))
    if (person === null || person.partner !== found.partner.id || !person.active)
      mistakes.push({ field: 'contact', message: 'Nobody of this partner has this id.' })
  }
  if (found !== null && !found.entitlement.allowed) return notAllowed(found.entitlement.because)
  const slot = found === null ? undefined : slotAt(found, form.startsAt)
  if (found !== null && slot === undefined) mistakes.push(noSlot(found))
  if (mistakes.length > 0 || found === null || found.host === null || slot === undefined || contact === undefined)
    return wrongFields(mistakes)
  return {
    ok: true,
    value: { slot, partner: found.partner.id, host: found.host.id, contact, by: actor.person },
  }
}

const slotAt = ({ slots }: Bookable, startsAt: string): Slot | undefined => {
  const wanted = Temporal.Instant.from(startsAt).epochMilliseconds
  return slots.find((slot) => slot.startsAt.epochMilliseconds === wanted)
}

const noSlot = ({ because }: Bookable): Refusals['errors'][number] => ({
  field: 'startsAt',
  message: because ?? 'This time is not free (any more): take one of GET /api/v1/calls/slots.',
})

const quicker = no({
  code: 'conflict',
  message: 'Somebody has just taken this time: choose another.',
  field: 'startsAt',
})

/** The table keeps two calls of one host from overlapping: whoever came second is told. */
async function takenAside<Value>(work: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
  try {
    return await work()
  } catch (thrown) {
    if (isTaken(thrown)) return quicker
    throw thrown
  }
}

/** POST /calls/{id}/reschedule: by either side, to another free slot of the same host. */
export async function moveTo(
  app: App,
  actor: Actor,
  id: CallId,
  { startsAt, reason = null }: { readonly startsAt: string; readonly reason?: string | null | undefined },
  asked: Once | null,
): Booked {
  const call = await app.db.transaction(actor, (tx) => callById(tx, id))
  const found = call === null ? null : await bookable(app, actor, call.partner, call.host)
  return takenAside(() =>
    actOn(app, actor, id, asked, async (tx, now, by) => {
      if (found === null) return notFound('call')
      if (!found.entitlement.allowed) return notAllowed(found.entitlement.because)
      const slot = slotAt(found, startsAt)
      if (slot === undefined) return wrongFields([noSlot(found)])
      await moveCall(tx, id, slot, app.now())
      return changed(app, tx, id, { by, what: 'moved', was: now.startsAt, became: slot.startsAt, reason })
    }),
  )
}

/** POST /calls/{id}/cancel: by either side, with a reason. */
export const cancel = (app: App, actor: Actor, id: CallId, reason: string, asked: Once | null): Booked =>
  actOn(app, actor, id, asked, async (tx, call, by) => {
    await cancelCall(tx, id, app.now())
    return changed(app, tx, id, { by, what: 'cancelled', was: call.startsAt, became: null, reason })
  })

/** POST /calls/{id}/notes: what came of it, for the vendor's own people. */
export function noteCall(app: App, actor: Actor, id: CallId, notes: string, asked: Once | null): Booked {
  return once(app, actor, asked, 200, async (tx) => {
    const call = await lockCall(tx, id)
    if (call === null || actor.kind !== 'staff') return notFound('call')
    if (Temporal.Instant.compare(call.startsAt, app.now()) > 0)
      return no({ code: 'invalid-state', message: 'The call has not begun yet: note it afterwards.' })
    await keepCallNotes(tx, call, notes, actor.person, app.now())
    return seen(app, tx, id)
  })
}

/** One change of a call that is still to come. */
function actOn(
  app: App,
  actor: Actor,
  id: CallId,
  asked: Once | null,
  work: (tx: Tx, call: Call, by: PersonId) => Promise<Answer<CallView>>,
): Booked {
  return once(app, actor, asked, 200, async (tx) => {
    const call = await lockCall(tx, id)
    if (call === null || actor.kind === 'system') return notFound('call')
    if (call.cancelledAt !== null)
      return no({ code: 'invalid-state', message: 'It was cancelled already: book another.' })
    if (Temporal.Instant.compare(call.startsAt, app.now()) <= 0)
      return no({ code: 'invalid-state', message: 'It has begun already: nothing of it can be changed.' })
    return work(tx, call, actor.person)
  })
}

const occasions = { booked: 'call-booked', moved: 'call-moved', cancelled: 'call-cancelled' } as const satisfies Record<
  string,
  Occasion
>

async function changed(
  app: App,
  tx: Tx,
  id: CallId,
  made: {
    readonly by: PersonId
    readonly what: keyof typeof occasions
    readonly was: Instant | null
    readonly became: Instant | null
    readonly reason: string | null
  },
): Promise<Answer<CallView>> {
  const call = await callById(tx, id)
  if (call === null) throw new Error(`Call ${id} was written and cannot be read.`)
  await recordCallChange(tx, call.partner, { call: id, at: app.now(), ...made })
  await tellOfCall(app, tx, id, occasions[made.what], { by: made.by, reason: made.reason })
  return seen(app, tx, id)
}

async function seen(app: App, tx: Tx, id: CallId): Promise<Answer<CallView>> {
  const call = await callById(tx, id)
  const [view] = call === null ? [] : await callViews(app, tx, [call])
  return view === undefined ? notFound('call') : { ok: true, value: view }
}
