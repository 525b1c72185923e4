/** Asking the provider something, for a bounded time and a bounded answer. */
import type { Trouble } from '../../services/people/identity-provider.ts'

export class ProviderTrouble extends Error implements Trouble {
  readonly why: Trouble['why']
  readonly because: string
  constructor(why: Trouble['why'], because: string) {
    super(because)
    this.why = why
    this.because = because
  }
}

/** Bytes; what a provider says of itself and its keys is a few thousand. */
const most = 1_000_000

export interface ProviderAnswer {
  readonly status: number
  /** Null where it is no JSON. */
  readonly body: unknown
}

/** Throws `ProviderTrouble` where there is none in time. */
export async function answerOf(url: string, init: RequestInit, patienceMs: number): Promise<ProviderAnswer> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(url, {
      redirect: 'error',
      ...init,
      signal,
      headers: { accept: 'application/json', ...init.headers },
    })
    // Where it leads on, nobody on the way may have written what it says.
    if (url.startsWith('https:') && !response.url.startsWith('https:'))
      throw new ProviderTrouble('untrusted', `${new URL(url).origin} leads on to an address that is not https`)
    return { status: response.status, body: jsonOf(await textOf(response)) }
  } catch (thrown) {
    if (thrown instanceof ProviderTrouble) throw thrown
    throw new ProviderTrouble('unreachable', `${new URL(url).origin} ${reasonOf(thrown, patienceMs)}`)
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    parts.push(part)
    length += part.length
    if (length > most)
      throw new ProviderTrouble('unreachable', `${new URL(response.url).origin} answers with far too much`)
  }
  return Buffer.concat(parts).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function reasonOf(thrown: unknown, patienceMs: number): string {
  const { name, cause, message } = thrown as Error & {
    readonly cause?: { readonly code?: string; readonly message?: string }
  }
  if (name === 'TimeoutError') return `does not answer within ${patienceMs / 1_000} seconds`
  return `cannot be asked: ${cause?.code ?? cause?.message ?? message}`
}
