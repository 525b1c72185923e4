/** Every answer that is not a success, as `application/problem+json` (RFC 9457): what is wrong, and what to do about it. */
import type { FastifyReply } from 'fastify'
import type { RefusalCode } from '../domain/kernel.ts'

/** What can be wrong, with the status it is answered with. The code ends the problem's `type` and stays for good. */
export const problemKinds = {
  'invalid-request': { status: 400, title: 'The request is not understood' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'wrong-method': { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'In conflict with what is there' },
  'invalid-state': { status: 409, title: 'Not possible at this point' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  incomplete: { status: 422, title: 'Something is wrong or missing' },
  'too-many': { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'The server failed' },
  unavailable: { status: 503, title: 'Not ready' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }> & Record<RefusalCode, object>

export type ProblemCode = keyof typeof problemKinds

/** A wrong field of the request and how to put it right. */
export interface FieldMistake {
  readonly field: string
  readonly message: string
}

export interface Problem {
  readonly code: ProblemCode
  /** A sentence to act on. */
  readonly detail: string
  readonly errors?: readonly FieldMistake[]
  /** Further members of the body (RFC 9457, 3.2). */
  readonly more?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export const problem = (code: ProblemCode, detail: string, errors?: readonly FieldMistake[]): Problem =>
  errors === undefined ? { code, detail } : { code, detail, errors }

/** One or several wrong fields, all at once. */
export const wrongRequest = (errors: readonly FieldMistake[], what = 'field'): Problem =>
  problem(
    'invalid-request',
    errors.length === 1 ? `One ${what} is wrong.` : `${errors.length} ${what}s are wrong.`,
    errors,
  )

export const problemType = (code: ProblemCode): string => `urn:partner-desk:problem:${code}`

/** The body of a problem. */
export function problemBody({ code, detail, errors, more = {} }: Problem) {
  const { status, title } = problemKinds[code]
  return { ...more, type: problemType(code), title, status, detail, ...(errors === undefined ? {} : { errors }) }
}

export function sendProblem(reply: FastifyReply, which: Problem): FastifyReply {
  if (which.headers !== undefined) reply.headers(which.headers)
  return reply
    .code(problemKinds[which.code].status)
    .header('content-type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send(problemBody(which))
}
