/** What an endpoint gives back, before it is written. */
import type { Result } from '../domain/kernel.ts'
import type { Outcome } from '../services/once.ts'
import type { Answer, Refusals } from '../services/refusals.ts'
import type { Problem } from './problem.ts'

export interface Reply {
  readonly status: number
  /** JSON-ready. Absent where there is none, or where the endpoint writes the answer itself. */
  readonly body?: unknown
  /** The body in JSON, where it was spelt already. */
  readonly json?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

export type Replied = Result<Reply, Problem>

/** 200 with what was asked for. */
export const shown = (body: unknown): Replied => ({ ok: true, value: { status: 200, body } })

export const refused = (problem: Problem): Replied => ({ ok: false, problem })

/**
 * What a service read, or why not. All that can be incomplete of a question is its own parameters (a cursor, say): that
 * is `incomplete` only for questions with a body.
 */
export function read(
  answer: Answer<unknown>,
  whereIncomplete: 'incomplete' | 'invalid-request' = 'invalid-request',
): Replied {
  if (answer.ok) return shown(answer.value)
  const refusal = problemOf(answer.problem)
  return refused(refusal.code === 'incomplete' ? { ...refusal, code: whereIncomplete } : refusal)
}

/** What a service did, or the first answer again where it had done it before (G1). */
export function acted<View>(answer: Answer<Outcome<View>>, status = 200): Replied {
  if (!answer.ok) return refused(problemOf(answer.problem))
  const outcome = answer.value
  const reply = outcome.fresh
    ? { status, body: outcome.value, json: outcome.json }
    : { status: outcome.status, body: outcome.body, headers: replayed }
  return { ok: true, value: reply }
}

const replayed = { 'idempotency-replayed': 'true' }

/** 201, and where the new thing is. */
export function created<View>(answer: Answer<Outcome<View>>, placeOf: (view: View) => string): Replied {
  const reply = acted(answer, 201)
  if (!reply.ok) return reply
  // A first answer that is given again was made by the same endpoint: it has the same shape.
  const location = placeOf(reply.value.body as View)
  return { ok: true, value: { ...reply.value, headers: { ...reply.value.headers, location } } }
}

export const problemOf = ({ code, message, errors, more }: Refusals): Problem => ({
  code,
  detail: message,
  ...(errors.length === 0 ? {} : { errors }),
  ...(more === undefined ? {} : { more }),
})
