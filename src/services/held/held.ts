/** Requests that are held, never dropped (A7): what a channel may not let in waits here for a person. */
import { sayInstant } from '../../domain/explain/words.ts'
import type { Finding } from '../../domain/intake/request.ts'
import type { Instant, TicketId } from '../../domain/kernel.ts'
import { deskRules, type DeskId, type Policy } from '../../domain/policy.ts'
import type { Channel } from '../../domain/ticket/ticket.ts'
import type { Tx } from '../../storage/database.ts'
import { addHeldAct, insertHeld, noteTold, takeSendersTurn, wasToldSince, type HeldId } from '../../storage/held.ts'
import type { App } from '../app.ts'
import type { TicketForm } from '../tickets/intake.ts'
import { postLetter } from '../outbox/post.ts'

export { heldStates } from '../../storage/held.ts'
export { suggestedBy } from '../../storage/held-suggestions.ts'
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
  /** False of a machine, of a forgery, of whoever writes for somebody else: nobody is told anything. */
  readonly tell?: boolean
  /** Where it came in (A10); the first one where it is not known. */
  readonly dataCentre?: string
}

/** Keeps it, with the time at which it came. `tx` is the system's, or of somebody of the staff. */
export async function holdRequest(app: App, tx: Tx, holding: Holding): Promise<HeldId> {
  const at = app.now()
  const { ticket: replyTo, tell = true, dataCentre, ...came } = holding
  const { id, fresh } = await insertHeld(tx, { ...came, id: app.newId<'held'>(), heldAt: at, replyTo })
  if (!fresh) return id
  await addHeldAct(tx, id, { at, by: null, what: 'held', because: null })
  if (tell) await tellSender(app, tx, id, holding, dataCentre)
  return id
}

/**
 * Says what to do, once within the policy's days: the same to everybody, so that nobody learns who is registered, and none
 * of what was sent, so that nobody has us write to others in his words.
 */
async function tellSender(app: App, tx: Tx, id: HeldId, holding: Holding, dataCentre: string | undefined) {
  const policy = app.policies.current()
  const email = holding.from.email.toLowerCase()
  if (!mayBeTold(policy, email)) return
  await takeSendersTurn(tx, email)
  const at = app.now()
  if (await wasToldSince(tx, email, at.subtract({ hours: policy.mail.tellsAgainAfterDays * 24 }))) return
  await postLetter(app, tx, {
    template: 'held',
    to: { name: email, email },
    desk: deskRules(policy, holding.desk).id,
    ...placeAt(policy, dataCentre),
    ticket: null,
    partner: null,
    data: { receivedOn: `${sayInstant(holding.receivedAt, 'UTC')} UTC` },
    onceFor: `held:${id}`,
  })
  await noteTold(tx, id, at)
  await addHeldAct(tx, id, { at, by: null, what: 'told', because: null })
}

const machines = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|abuse)([+.-]|@)/

/** An address of a person, and none of the vendor's own. */
function mayBeTold({ desks }: Policy, email: string): boolean {
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(email) || machines.test(email)) return false
  return desks.every(({ mailboxes }) => !Object.values(mailboxes).some((own) => own.toLowerCase() === email))
}

/** Any place of that data centre: it chooses the mailbox that is written from. */
function placeAt({ regions }: Policy, dataCentre: string | undefined) {
  const region = regions.find((row) => row.dataCentre === dataCentre) ?? regions[0]
  const country = region?.subregions.flatMap(({ countries }) => countries)[0]
  if (country === undefined) throw new Error('The policy has no country.')
  return { country, state: null }
}
