/** Calls as both sides find them (D3): free slots, those to come, and past ones. */
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import { callById, listCalls as list, type CallFilter, type CallId } from '../../storage/calls.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { utc } from '../instants.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { callViews, type CallView } from './call-view.ts'
import { bookable, type Bookable } from './host.ts'

export interface SlotsAsked {
  readonly partner?: PartnerId | undefined
  readonly with?: PersonId | undefined
}

/** GET /calls/slots: what may be booked, with whom, and where nothing may, why. */
export async function callSlots(app: App, actor: Actor, asked: SlotsAsked): Promise<Answer<SlotsView>> {
  const partner = partnerFor(actor, asked.partner)
  if (partner === null) return wrongFields([{ field: 'partner', message: 'Say for which partner: give its id.' }])
  const found = await bookable(app, actor, partner, isStaff(actor) ? (asked.with ?? null) : null)
  return found === null ? notFound('partner') : { ok: true, value: slotsView(app, found) }
}

/** Whose calls are meant: a partner's own people mean their own. */
export const partnerFor = (actor: Actor, asked: PartnerId | undefined): PartnerId | null =>
  actor.kind === 'partner' ? actor.partner : (asked ?? null)

export type SlotsView = ReturnType<typeof slotsView>

const slotsView = (app: App, { entitlement, host, zone, availability, slots, because }: Bookable) => ({
  allowed: entitlement.allowed,
  entitledBecause: entitlement.because,
  host: host === null ? null : { id: host.id as string, name: host.name, email: null, side: host.side },
  /** The partner's; the host's beside it. */
  zone,
  hostZone: availability?.zone ?? null,
  minutes: app.policies.current().calls.minutes,
  because,
  items: slots.map(({ startsAt, endsAt }) => ({ startsAt: utc(startsAt), endsAt: utc(endsAt) })),
})

export async function listCalls(
  app: App,
  actor: Actor,
  { mine, ...query }: Omit<CallFilter, 'at' | 'host'> & { readonly mine: boolean } & PageRequest,
): Promise<Answer<Page<CallView>>> {
  return app.db.transaction(actor, async (tx) => {
    const host = mine && actor.kind === 'staff' ? { host: actor.person } : {}
    const found = await list(tx, { ...query, ...host, at: app.now() })
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await callViews(app, tx, items), nextCursor } }
  })
}

export const isCall = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => callById(tx, id as CallId))) !== null
