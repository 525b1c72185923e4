/** A partner has another tier: each of its open tickets hears of it, and keeps the better promise (A2). */
import type { PartnerId, TicketId } from '../../domain/kernel.ts'
import { decide } from '../../domain/ticket/decide.ts'
import { knowsTier } from '../../domain/ticket/tier.ts'
import type { By } from '../../domain/ticket/ticket.ts'
import { commit, type Write } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { lastTierChange, type KeptChange } from '../../storage/partner-history.ts'
import { endSettling, partnerById, partnersSettling } from '../../storage/partners.ts'
import { ticketsUnheard } from '../../storage/tier-hearing.ts'
import { lockTickets } from '../../storage/tickets.ts'
import type { App } from '../app.ts'
import { writeOf } from '../tickets/carry-out.ts'

/** Tickets in one transaction: others need not wait long for any of them. */
const batch = 100
/**
 * So long after the change nothing is opened any more by whoever had looked the partner up before it. Only then is it over
 * and done with.
 */
const settledAfterSeconds = 60

/** Tells the partner's open tickets of the tier that it has now. May be done as often as one likes. How many were told. */
export async function tellTickets(app: App, partner: PartnerId): Promise<number> {
  const change = await app.db.system((tx) => lastTierChange(tx, partner))
  if (change === null) return 0
  let told = 0
  for (let after: TicketId | null = null; ;) {
    const from = after
    const done: Told = await app.db.system((tx) => tellSome(app, tx, partner, change, from))
    told += done.told
    if (done.last === null) return told
    after = done.last
  }
}

interface Told {
  readonly told: number
  /** Where to go on; null where nothing is left. */
  readonly last: TicketId | null
}

async function tellSome(
  app: App,
  tx: Tx,
  partner: PartnerId,
  change: KeptChange,
  after: TicketId | null,
): Promise<Told> {
  const tier = (await partnerById(tx, partner))?.tier
  // Changed once more meanwhile: whoever did that tells of it.
  if (tier === undefined || tier !== change.became) return { told: 0, last: null }
  const ids = await ticketsUnheard(tx, partner, { tier, since: change.at, after, limit: batch })
  if (ids.length === 0) return { told: 0, last: null }
  const by: By = change.by === null ? { kind: 'system' } : { kind: 'staff', person: change.by }
  const command = { kind: 'set-tier', tier, reason: change.reason ?? noReason } as const
  const writes: Write[] = []
  for (const ticket of await lockTickets(tx, ids)) {
    const policy = await app.policies.version(ticket.policyVersion)
    // C9: its policy never heard of such a tier, so it promised nothing for it.
    if (!knowsTier(policy, tier)) continue
    const decided = decide(ticket, command, policy, by, app.now())
    // It ended meanwhile.
    if (!decided.ok) continue
    if (decided.value.events.length > 0) writes.push(writeOf(ticket, decided.value))
  }
  await commit(tx, writes)
  return { told: writes.length, last: ids.at(-1) ?? null }
}

const noReason = 'The partner’s standing was brought up to date.'

/** Of the timetable: what a start or a crash left untold, and tickets that were being opened at that very moment. */
export async function settleTiers(app: App): Promise<{ readonly partners: number; readonly told: number }> {
  const settling = await app.db.system(partnersSettling)
  let told = 0
  for (const { id, since } of settling) {
    told += await tellTickets(app, id)
    const isLongAgo = since.until(app.now()).total('seconds') >= settledAfterSeconds
    if (isLongAgo) await app.db.system((tx) => endSettling(tx, id, since))
  }
  return { partners: settling.length, told }
}
