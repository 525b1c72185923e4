/** Held requests at the desk (A7): looked at, refused with a reason, taken up again. Letting them in: release.ts. */
import type { Instant, PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import {
  addHeldAct,
  decideHeld,
  heldActs,
  listHeld as list,
  lockHeld,
  readHeld,
  type HeldFilter,
  type HeldId,
  type HeldRow,
} from '../../storage/held.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { namesOf } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { heldPage, heldViews, type HeldListed, type HeldPage } from './view.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, type Answer } from '../refusals.ts'

/** Those that wait, the one that came first at the top; those decided about, the latest at the top. */
export function listHeld(app: App, actor: Actor, query: HeldFilter & PageRequest): Promise<Answer<Page<HeldListed>>> {
  return app.db.transaction(actor, async (tx) => {
    const found = await list(tx, query)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await heldViews(app, tx, items), nextCursor } }
  })
}

export const getHeld = (app: App, actor: Actor, id: HeldId): Promise<Answer<HeldPage>> =>
  app.db.transaction(actor, (tx) => pageIn(app, tx, id))

/** Whether there is one of that id, as far as the actor may know (G3). */
export const isHeld = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await readHeld(tx, id as HeldId)) !== null)

export async function pageIn(app: App, tx: Tx, id: HeldId): Promise<Answer<HeldPage>> {
  const row = await readHeld(tx, id)
  if (row === null) return notFound('held request')
  return { ok: true, value: await heldPage(app, tx, row, await heldActs(tx, id)) }
}

export type HeldDone = Promise<Answer<Outcome<HeldPage>>>

/** Decides about one of them, once: it is locked, and whoever comes second sees what the first did. */
export function decideOnce(
  app: App,
  actor: Actor,
  id: HeldId,
  asked: Once | null,
  work: (tx: Tx, held: HeldRow, by: PersonId, at: Instant) => Promise<Answer<null>>,
): HeldDone {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const held = await lockHeld(tx, id)
    if (held === null) return notFound('held request')
    const done = await work(tx, held, actor.person, app.now())
    return done.ok ? pageIn(app, tx, id) : done
  })
}

/** Why nothing can be decided about it any more; null while it is held. */
export async function decidedAlready(app: App, tx: Tx, held: HeldRow): Promise<Answer<null> | null> {
  if (held.decided === null) return null
  const who = (await namesOf(tx, [held.decided.by])).get(held.decided.by)?.name ?? 'Somebody'
  if (held.state === 'refused')
    return no({ code: 'conflict', message: `${who} has refused it: take it up again first.` })
  const [listed] = await heldViews(app, tx, [held])
  return no({
    code: 'conflict',
    message: `${who} has let it in already: it is ${listed?.ticket?.number ?? 'a ticket'}.`,
  })
}

/** It stays, with the reason, and can be taken up again. Nobody is written to. */
export const refuseHeld = (
  app: App,
  actor: Actor,
  id: HeldId,
  { reason }: { readonly reason: string },
  asked: Once | null,
): HeldDone =>
  decideOnce(app, actor, id, asked, async (tx, held, by, at) => {
    const already = await decidedAlready(app, tx, held)
    if (already !== null) return already
    await decideHeld(tx, id, { state: 'refused', at, by, because: reason, ticket: null })
    await addHeldAct(tx, id, { at, by, what: 'refused', because: reason })
    return { ok: true, value: null }
  })

/** What was refused waits again, since when it came. */
export const reopenHeld = (
  app: App,
  actor: Actor,
  id: HeldId,
  { reason }: { readonly reason: string },
  asked: Once | null,
): HeldDone =>
  decideOnce(app, actor, id, asked, async (tx, held, by, at) => {
    if (held.state === 'released') return (await decidedAlready(app, tx, held)) ?? { ok: true, value: null }
    if (held.state === 'held') return no({ code: 'invalid-state', message: 'It is waiting already.' })
    await decideHeld(tx, id, null)
    await addHeldAct(tx, id, { at, by, what: 'reopened', because: reason })
    return { ok: true, value: null }
  })
