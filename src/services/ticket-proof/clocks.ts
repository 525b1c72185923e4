/** A promise as a proof tells it. */
import { clockState, type Clock } from '../../domain/clock.ts'
import { explainClock } from '../../domain/explain/explain.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import { utc, utcOrNull } from '../instants.ts'
import type { ProofClock } from './format.ts'

/** A clock as the ledger has it: what has passed since and was not noted yet is not in it. */
export const proofClock = (policy: Policy, clock: Clock, where: Pick<Ticket, 'country' | 'state'>): ProofClock => ({
  id: clock.id,
  promised: clock.promised,
  ordinal: clock.ordinal,
  state: clockState(clock),
  startedAt: utc(clock.startedAt),
  targetAt: utc(clock.targetAt),
  limitAt: utc(clock.limitAt),
  breachedAt: utcOrNull(clock.breachedAt),
  stoppedAt: utcOrNull(clock.stopped?.at ?? null),
  stoppedBecause: clock.stopped?.because ?? null,
  because: [...explainClock(policy, clock, where).because],
})
