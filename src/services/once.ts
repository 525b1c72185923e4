/** A POST that may come twice is done once (G1): the same key and body get the first answer again. */
import type { Actor } from '../storage/actor.ts'
import type { Tx } from '../storage/database.ts'
import { answerKept, claimKey, keepAnswer } from '../storage/idempotency.ts'
import type { App } from './app.ts'
import { no, type Answer, type Refusals } from './refusals.ts'

/** The caller's key, and a digest of what was asked under it. */
export interface Once {
  readonly key: string
  readonly bodyHash: string
}

export type Outcome<View> =
  /** `json`: the value, where it was spelt already. */
  | { readonly fresh: true; readonly value: View; readonly json?: string }
  /** The first answer again, as it was. */
  | { readonly fresh: false; readonly status: number; readonly body: unknown }

export const keyMismatch = no({
  code: 'conflict',
  message: 'This Idempotency-Key was used for another request: take a new one.',
  field: 'Idempotency-Key',
})

/** Refused where something else was answered under the key already: what cannot be understood was never answered (G1). */
export async function keyIsSpent(app: App, actor: Actor, { key }: Once): Promise<Refusals | null> {
  const kept = await app.db.transaction(actor, (tx) => answerKept(tx, { key, bodyHash: '' }))
  return kept === null ? null : keyMismatch.problem
}

/** Leaves a transaction without a trace, with an answer that is no error. */
class Withdrawn<Problem> extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super('Withdrawn.')
    this.problem = problem
  }
}

/**
 * Runs `work` in one transaction for the actor. A refusal undoes everything, the claim of the key included, so that a
 * corrected request may use the key again. `status` is the one that a repeated request is answered with.
 */
export async function once<View>(
  app: App,
  actor: Actor,
  asked: Once | null,
  status: number,
  work: (tx: Tx) => Promise<Answer<View>>,
): Promise<Answer<Outcome<View>>> {
  try {
    return await app.db.transaction(actor, async (tx) => {
      if (asked !== null) {
        const claim = await claimKey(tx, { ...asked, at: app.now() })
        if (claim.kind === 'mismatch') return keyMismatch
        if (claim.kind === 'replay')
          return { ok: true, value: { fresh: false, status: claim.status, body: claim.response } }
      }
      const answer = await work(tx)
      if (!answer.ok) throw new Withdrawn(answer.problem)
      if (asked !== null) await keepAnswer(tx, asked.key, status, answer.value)
      return { ok: true, value: { fresh: true, value: answer.value } }
    })
  } catch (thrown) {
    if (thrown instanceof Withdrawn) return { ok: false, problem: thrown.problem }
    throw thrown
  }
}
