/** The desk's API as whoever the page has named; a token that has ended is renewed once, without a word. */
import { unturned } from '../../src/domain/direction.ts'
import type { ProblemView } from '../../src/http/wire.ts'
import { hostOrigin, renewToken, tokenHeld } from './page.ts'

/** What went wrong, in words to act on; `fields` by the names of the form. */
export class Problem extends Error {
  readonly status: number
  readonly fields: Readonly<Record<string, string>>
  constructor(status: number, { detail, errors = [] }: Partial<ProblemView>) {
    super(detail ?? 'That did not work. Try again in a moment.')
    this.status = status
    this.fields = Object.fromEntries(errors.map(({ field, message }) => [field, message]))
  }
}

/** How far this machine's clock is from the desk's. */
let ahead = 0
/** The desk's time: what is promised goes by it. */
export const now = (): number => Date.now() - ahead

export interface Asked {
  readonly body?: unknown
  /** Makes a repetition harmless. */
  readonly once?: string
}

async function ask(method: string, path: string, { body, once }: Asked): Promise<Response> {
  const isFile = body instanceof FormData
  const send = () =>
    fetch(`/api/v1${path}`, {
      method,
      credentials: 'omit',
      headers: {
        authorization: `Bearer ${tokenHeld()}`,
        'widget-host': hostOrigin(),
        ...(body === undefined || isFile ? {} : { 'content-type': 'application/json' }),
        ...(once === undefined ? {} : { 'idempotency-key': once }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    })
  let answer = await send()
  if (answer.status === 401 && (await renewToken()) !== null) answer = await send()
  ahead = Date.now() - Date.parse(answer.headers.get('date') ?? '') || 0
  if (answer.ok) return answer
  throw new Problem(answer.status, (await answer.json().catch(() => ({}))) as Partial<ProblemView>)
}

/** What people wrote turns no line of ours. */
const straight = (_key: string, value: unknown): unknown => (typeof value === 'string' ? unturned(value) : value)

export const call = async <View>(method: string, path: string, asked: Asked = {}): Promise<View> =>
  JSON.parse(await (await ask(method, path, asked)).text(), straight) as View

export const bytesAt = async (path: string): Promise<Blob> => (await ask('GET', path, {})).blob()

export const sayProblem = (reason: unknown): string =>
  reason instanceof Problem ? reason.message : 'The desk cannot be reached. Try again in a moment.'
