/** Talking to the server: JSON in, JSON out, a refusal as a `Problem` that says what to do and at which field. */
import { unturned } from '../../src/domain/direction.ts'
import { measureSkew } from './now.ts'
import { api } from './paths.ts'

/** A refusal in the form of problem+json, or no answer at all (`status` 0). */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  /** What is wrong, by field; several sentences for one field are joined. */
  readonly fields: Readonly<Record<string, string>>

  constructor(status: number, title: string, detail: string, fields: Readonly<Record<string, string>> = {}) {
    super(detail)
    this.status = status
    this.title = title
    this.fields = fields
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  /** Names one action of the user, so that a repeated call is the same act and not a second one. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** A connection may die without a word: beyond this nobody waits for it. What is sent again is the same act. */
const longestWait = 45_000

/** What a program is told of a missing session helps nobody who writes. Whoever reads is led to the door (router.tsx). */
export const sessionEnded = (): Problem =>
  new Problem(
    401,
    'Your session has ended',
    'Your session has ended. Sign in again in another tab, then try again here: nothing you typed is lost.',
  )

/** Where nobody is signed in yet. */
const atTheDoor: ReadonlySet<string> = new Set([api.session, api.giveSecondFactor])

/** One call. Throws a `Problem` for every answer that is not a success. */
export function call<Answer>(
  path: string,
  { method = 'GET', body, idempotencyKey, signal }: Call = {},
): Promise<Answer> {
  const tooLong = AbortSignal.timeout(longestWait)
  return send(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey ?? newKey() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal === undefined ? tooLong : AbortSignal.any([signal, tooLong]),
  })
}

/** Sends a file as it is. */
export const sendFile = <Answer>(path: string, file: File, idempotencyKey: string): Promise<Answer> =>
  send(path, { method: 'POST', headers: { 'content-type': 'text/csv', 'idempotency-key': idempotencyKey }, body: file })

async function send<Answer>(
  path: string,
  request: RequestInit & { readonly headers: Readonly<Record<string, string>> },
): Promise<Answer> {
  const { signal, headers } = request
  const broken = (reason: unknown): never => {
    if (signal?.aborted === true && (signal.reason as DOMException | null)?.name !== 'TimeoutError') throw reason
    throw new Problem(
      0,
      'No connection',
      'The server cannot be reached. Check your connection and try again; nothing you typed is lost.',
    )
  }
  const response = await fetch(path, {
    ...request,
    headers: { accept: 'application/json', ...headers },
    credentials: 'same-origin',
  }).catch(broken)
  measureSkew(response.headers.get('date'))
  if (response.status === 204) return undefined as Answer
  const answer = await response.text().then(readJson, broken)
  if (response.status === 401 && request.method !== 'GET' && !atTheDoor.has(path)) throw sessionEnded()
  if (!response.ok) throw problemOf(response.status, answer)
  // Somebody between answers in the desk's place: a network that wants to be signed in to.
  if (answer === undefined) return broken(null)
  return answer as Answer
}

/** What people wrote is shown as it is, whatever signs of direction stand in it. Undefined of what is no JSON: a proxy's page, say. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(unturned(text))
  } catch {
    return undefined
  }
}

/** A random UUID, also where the page is not in a secure context and `crypto.randomUUID` is missing. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Reads problem+json; anything else (a proxy's page, say) becomes a sentence all the same. */
export function problemOf(status: number, answer: unknown): Problem {
  const given = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  const fields: Record<string, string> = {}
  if (Array.isArray(given.errors))
    for (const each of given.errors as readonly { field?: unknown; message?: unknown }[]) {
      if (typeof each?.message !== 'string') continue
      const field = fieldName(typeof each.field === 'string' ? each.field : '')
      fields[field] = fields[field] === undefined ? each.message : `${fields[field]} ${each.message}`
    }
  const title = typeof given.title === 'string' ? given.title : 'It did not work'
  const detail = typeof given.detail === 'string' && given.detail !== '' ? given.detail : fallback(status)
  return new Problem(status, title, detail, fields)
}

/** 'body/subject', '/subject' and 'body.subject' are all the field 'subject' of a form; 'reproduction.userId' keeps its path. */
const fieldName = (given: string): string => {
  const path = given.replace(/^\//, '').replaceAll('/', '.')
  return path.startsWith('body.') ? path.slice('body.'.length) : path
}

const fallback = (status: number): string =>
  status >= 500
    ? 'The server could not do this. Try again in a moment; if it goes on, tell your administrator when it happened.'
    : 'The server refused this. Reload the page and try again.'

/** The sentence to show for whatever was thrown. */
export const sayProblem = (reason: unknown): string =>
  reason instanceof Problem ? reason.message : 'Something here went wrong. Reload the page and try again.'
