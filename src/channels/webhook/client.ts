/**
 * Posts to where a partner says, and to nowhere inside (D5). The name is looked up at each delivery and every address that it
 * leads to is judged; the connection goes to one that was judged, so that a name that changes in between leads nowhere
 * else. Redirects are answers like any other: nothing follows them.
 */
import { lookup as lookUp } from 'node:dns/promises'
import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { whyNotPublic } from '../../domain/webhook/address.ts'
import type { WebhookAnswer, WebhookClient, WebhookPost } from '../../services/webhooks/deliver.ts'

export interface WebhookClientOptions {
  /** An intranet, or tests: http as well, and addresses of one's own network. */
  readonly mayBePrivate: boolean
  /** Every address of a name. */
  readonly resolve?: (name: string) => Promise<readonly string[]>
  /** Certificates that are trusted beside the usual ones. */
  readonly ca?: string
}

const addressesOf = async (name: string): Promise<readonly string[]> =>
  (await lookUp(name, { all: true })).map(({ address }) => address)

export function webhookClient({ mayBePrivate, resolve = addressesOf, ca }: WebhookClientOptions): WebhookClient {
  /** One that may be connected to, or why there is none. */
  async function checked(host: string): Promise<{ readonly address: string } | { readonly wrong: string }> {
    let addresses: readonly string[]
    try {
      addresses = isIP(host) === 0 ? await resolve(host) : [host]
    } catch (thrown) {
      return { wrong: `The name ${host} leads nowhere (${codeOf(thrown)}).` }
    }
    const [first] = addresses
    if (first === undefined) return { wrong: `The name ${host} leads nowhere.` }
    const inside = mayBePrivate ? undefined : addresses.find((address) => whyNotPublic(address) !== null)
    if (inside === undefined) return { address: first }
    return { wrong: `Not sent: ${host} leads to ${inside}, ${whyNotPublic(inside)}.` }
  }

  async function post(given: WebhookPost): Promise<WebhookAnswer> {
    const url = new URL(given.url)
    if (url.protocol !== 'https:' && !mayBePrivate) return { status: null, answer: 'Not sent: it is not https.' }
    const signal = AbortSignal.timeout(given.timeoutMs)
    const tooSlow = { status: null, answer: `No answer within ${given.timeoutMs / 1_000} seconds.` }
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const target = await Promise.race([checked(host), ended(signal)])
    if (target === null) return tooSlow
    if ('wrong' in target) return { status: null, answer: target.wrong }
    const answer = await send(given, url, target.address, ca, signal)
    return signal.aborted && answer.status === null ? tooSlow : answer
  }

  return {
    post: (given) => post(given).catch((thrown: unknown) => ({ status: null, answer: `Not sent: ${codeOf(thrown)}.` })),
  }
}

const ended = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))

function send(
  { headers, body, answerBytes }: WebhookPost,
  url: URL,
  address: string,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const isSecure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const options: RequestOptions & { servername?: string; ca?: string } = {
    method: 'POST',
    // The address that was judged; the name stays in the request and in the certificate that is asked for.
    host: address,
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
    agent: false,
    signal,
    ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  }
  return new Promise((resolve) => {
    const sending = (isSecure ? secure : plain)(options, (response) => {
      const status = response.statusCode ?? 0
      const parts: Buffer[] = []
      let bytes = 0
      const finish = (): void => {
        const text = Buffer.concat(parts).subarray(0, answerBytes).toString('utf8').trim()
        resolve({
          status,
          answer: `${status} ${response.statusMessage ?? ''}`.trim() + (text === '' ? '' : `: ${text}`),
        })
        response.destroy()
      }
      response.on('data', (part: Buffer) => {
        parts.push(part)
        bytes += part.length
        if (bytes >= answerBytes) finish()
      })
      response.on('end', finish)
      // It has answered; that the rest of it does not come is no matter, that nothing ends within the time is.
      response.on('error', () => (signal.aborted ? resolve({ status: null, answer: '' }) : finish()))
    })
    // Without somebody who takes it Node closes the connection and says nothing more, and nobody would ever be answered.
    sending.on('upgrade', ({ statusCode = 101, statusMessage = '' }, socket) => {
      resolve({ status: statusCode, answer: `${statusCode} ${statusMessage}`.trim() })
      socket.destroy()
    })
    sending.on('error', (thrown) => resolve({ status: null, answer: `Not reached: ${codeOf(thrown)}.` }))
    sending.end(body)
  })
}

const codeOf = (thrown: unknown): string => {
  const { code, message } = thrown as { readonly code?: string; readonly message?: string }
  return code ?? message ?? String(thrown)
}
