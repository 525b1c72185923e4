/** A partner that rises or falls while its ticket is open (A2). */
import { earlierWindow } from '../clock.ts'
import { targetPosition } from '../commitment.ts'
import { ok, refuse, type Instant, type Result } from '../kernel.ts'
import type { Policy, TierId } from '../policy.ts'
import type { Draft } from './draft.ts'
import { recount } from './promises.ts'
import { isOver, type By, type Ticket } from './ticket.ts'

/** Whether a tier's targets come earlier than another's under a policy; the limits are the same for everybody (C3). */
export const isBetterTier = (policy: Policy, tier: TierId, than: TierId): boolean =>
  targetPosition(policy, { tier, keyAccount: false }) < targetPosition(policy, { tier: than, keyAccount: false })

/** Whether a ticket's own policy knows a tier: one that came with a later version changes nothing for it (C9). */
export const knowsTier = (policy: Policy, tier: TierId): boolean => policy.tiers.some((row) => row.id === tier)

/**
 * A2: the ticket keeps the promise it was given, unless the new one is better. A better tier becomes its own: each running
 * clock is counted again from its own start, and the earlier window holds. Any other is noted, and the ticket stays what it
 * was, for its later promises too.
 */
export function setTier(
  draft: Draft,
  by: By,
  at: Instant,
  { tier, reason }: { readonly tier: TierId; readonly reason: string },
): Result<void> {
  const { ticket, policy } = draft
  if (isOver(ticket)) return refuse('invalid-state', 'This ticket is over: reopen it first.')
  if (!knowsTier(policy, tier))
    return refuse('conflict', `The policy that this ticket was opened under has no tier '${tier}'.`, 'tier')
  if (reason.trim() === '') return refuse('incomplete', 'Say why, in words that the partner may read.', 'reason')
  if (tier === ticket.tier) return ok(undefined)

  draft.record({ kind: 'tier-changed', from: ticket.tier, to: tier, reason }, { by })
  if (!isBetterTier(policy, tier, ticket.tier)) return ok(undefined)
  draft.set({ tier })
  recount(draft, at, 'tier', fromItsStart, earlierWindow)
  return ok(undefined)
}

const fromItsStart = ({ startedAt }: Ticket['clocks'][number]): Instant => startedAt
