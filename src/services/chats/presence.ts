/** Who of the staff is there for chat: a switch of one's own, and a browser that is heard of (A4). */
import type { Instant, PersonId } from '../../domain/kernel.ts'
import { agentsAvailable, presenceOf, tellPresence, type Presence } from '../../storage/chat-presences.ts'
import { countHeldBy } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { utc } from '../instants.ts'
import type { Answer } from '../refusals.ts'

const until = (app: App): Instant => app.now().add({ seconds: app.policies.current().chat.agentGoneAfterSeconds })

/** Whoever does something in a chat is there. */
export const renewPresence = (app: App, tx: Tx, person: PersonId): Promise<Presence> =>
  tellPresence(tx, person, { available: null, at: app.now(), until: until(app) })

export type PresenceView = Awaited<ReturnType<typeof presenceView>>

async function presenceView(app: App, tx: Tx, person: PersonId) {
  const at = app.now()
  const own = await presenceOf(tx, person)
  const isThere = own !== null && Temporal.Instant.compare(own.until, at) > 0
  const { mostPerAgent, agentGoneAfterSeconds, longestMessage } = app.policies.current().chat
  return {
    available: isThere && own.available,
    /** Unless the browser tells of itself again before. */
    until: isThere ? utc(own.until) : null,
    holds: await countHeldBy(tx, person),
    mostPerAgent,
    agentGoneAfterSeconds,
    longestMessage,
    /** Everybody whose switch is on, oneself too. */
    agents: (await agentsAvailable(tx, at)).map(({ id, name, desks, holds }) => ({
      id: id as string,
      name,
      desks: [...desks],
      holds,
    })),
  }
}

/** GET /chats/presence. */
export const getPresence = (app: App, actor: Actor): Promise<Answer<PresenceView>> =>
  ofStaff(app, actor, (tx, person) => presenceView(app, tx, person))

/**
 * PUT /chats/presence: the switch where it is given, and otherwise only that the browser is there. A switch that was on
 * when its browser was lost is off: it does not come on again by itself.
 */
export const setPresence = (
  app: App,
  actor: Actor,
  { available }: { readonly available?: boolean | undefined },
): Promise<Answer<PresenceView>> =>
  ofStaff(app, actor, async (tx, person) => {
    await tellPresence(tx, person, { available: available ?? null, at: app.now(), until: until(app) })
    return presenceView(app, tx, person)
  })

async function ofStaff<View>(
  app: App,
  actor: Actor,
  work: (tx: Tx, person: PersonId) => Promise<View>,
): Promise<Answer<View>> {
  if (actor.kind !== 'staff') return staffOnly
  return app.db.transaction(actor, async (tx) => ({ ok: true, value: await work(tx, actor.person) }))
}
