/** A request as it came in, by whatever channel, and what the rules find in it (B1–B3). */
import type { Kind, Policy } from '../policy.ts'
import type { Channel } from '../ticket/ticket.ts'

export interface IntakeRequest {
  readonly channel: Channel
  readonly desk: string
  readonly type: string | null
  readonly category: string
  readonly subType: string | null
  readonly product: string | null
  readonly kind: Kind
  readonly subject: string
  readonly description: string
  readonly customerEmail: string | null
  readonly reproducible: boolean | null
  readonly reproduction: Reproduction
  readonly troubleshooting: string | null
}

/** B2: what 'able to reproduce: yes' is asked to bring along. */
export interface Reproduction {
  readonly userId: string | null
  readonly superAdminEmail: string | null
  readonly customizationName: string | null
  readonly occurredAt: string | null
  readonly supportAccessEnabled: boolean | null
}

export const noReproduction: Reproduction = {
  userId: null,
  superAdminEmail: null,
  customizationName: null,
  occurredAt: null,
  supportAccessEnabled: null,
}

/**
 * 'note' is only said; 'ask' is asked of the partner, in one message with the rest; 'hold' keeps it from becoming a
 * ticket until a person lets it; 'refuse' says why it cannot become one.
 */
export type Verdict = 'note' | 'ask' | 'hold' | 'refuse'

export interface Finding {
  readonly verdict: Verdict
  /** The field of the form that it is about. */
  readonly field: string | null
  /** In words the partner can act on. */
  readonly message: string
  readonly rule: string
  /** Of what was asked for: when the partner gave it, in UTC. */
  readonly suppliedAt?: string
}

/** One rule, one file, listed in `index.ts`. */
export interface IntakeRule {
  readonly id: string
  findings(request: IntakeRequest, policy: Policy): readonly Finding[]
}
