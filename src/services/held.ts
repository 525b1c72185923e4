/** Requests that are held, never dropped (A7): what a channel may not let in waits here for a person. */
import type { Finding } from '../domain/intake/request.ts'
import type { Instant, TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import type { Channel } from '../domain/ticket/ticket.ts'
import type { Tx } from '../storage/database.ts'
import { addHeldAct, insertHeld, type HeldId } from '../storage/held.ts'
import type { App } from './app.ts'
import type { TicketForm } from './intake.ts'

export { heldStates } from '../storage/held.ts'
export { suggestedBy } from '../storage/held-suggestions.ts'
export type { HeldId }

/** A request that may not become a ticket by itself. */
export interface Holding {
  readonly channel: Channel
  readonly desk: DeskId
  readonly from: { readonly name: string; readonly email: string }
  readonly subject: string
  readonly text: string
  /** What the channel understood of it; null where that is nothing. */
  readonly form: TicketForm | null
  /** Why it is held. */
  readonly reasons: readonly Finding[]
  readonly receivedAt: Instant
  /** Id of the raw mail: one that comes twice is held once. */
  readonly mail: string | null
  /** The ticket that it answers: a reply that was held. */
  readonly ticket: TicketId | null
}

/** Keeps it, with the time at which it came. `tx` is the system's, or of somebody of the staff. */
export async function holdRequest(app: App, tx: Tx, holding: Holding): Promise<HeldId> {
  const at = app.now()
  const { ticket: replyTo, ...came } = holding
  const { id, fresh } = await insertHeld(tx, { ...came, id: app.newId<'held'>(), heldAt: at, replyTo })
  if (!fresh) return id
  await addHeldAct(tx, id, { at, by: null, what: 'held', because: null })
  return id
}
