/** A desk with single sign-on, and browsers that go to the provider and come back. */
import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { oidcProvider, type OidcSettings } from '../../src/channels/oidc/provider.ts'
import { returnUrlOf } from '../../src/http/single-sign-on.ts'
import { ask, openDesk, type TestDesk } from './http.ts'
import { client, providerStandIn, type ProviderStandIn } from './oidc-provider.ts'

/** Where people reach the desk of the tests: over https, though nothing listens there. */
export const publicUrl = 'https://desk.vendor.example'
const start = `${publicUrl}/api/v1/session/oidc`

export interface SsoDesk extends TestDesk {
  readonly provider: ProviderStandIn
  /** Another node, whose single sign-on has other settings. */
  beside(
    settings: Partial<OidcSettings>,
    patienceMs?: number,
  ): Promise<{ readonly url: string; close(): Promise<void> }>
  browser(url?: string): Browser
}

/** A trip as a browser makes it. */
export interface Browser {
  /** By `name=value`, as it holds them. */
  readonly cookies: Map<string, string>
  /** Follows wherever it is sent, until it stands on a page: its path. */
  go(from?: string): Promise<string>
  /** Until it would come back from the provider: where to. */
  leave(from?: string): Promise<string>
  /** Who it is signed in as; null for nobody. */
  me(): Promise<string | null>
}

const settingsOf = (provider: ProviderStandIn): OidcSettings => ({
  issuer: provider.issuer,
  clientId: client.id,
  clientSecret: client.secret,
  label: 'Example SSO',
  forContacts: false,
  only: false,
})

export async function ssoDesk(settings: Partial<OidcSettings> = {}): Promise<SsoDesk> {
  const provider = await providerStandIn(null)
  const made = (more: Partial<OidcSettings>, patienceMs?: number) =>
    oidcProvider({ ...settingsOf(provider), ...more }, returnUrlOf(publicUrl), patienceMs)
  const desk = await openDesk({ publicUrl, provider: made(settings) })
  return {
    ...desk,
    provider,
    beside: (more, patienceMs) => desk.join({ provider: made({ ...settings, ...more }, patienceMs) }),
    browser: (url = desk.url) => browserAt(url),
    async close() {
      await desk.close().finally(() => provider.close())
      assert.deepEqual(provider.wrong, [], 'the provider complained')
    },
  }
}

function browserAt(desk: string): Browser {
  const cookies = new Map<string, string>()
  const isDesk = (url: string): boolean => url.startsWith(publicUrl)

  async function step(url: string): Promise<{ readonly status: number; readonly to: string | null }> {
    const response = await fetch(url.replace(publicUrl, desk), {
      redirect: 'manual',
      headers: isDesk(url) ? { cookie: cookieHeader() } : {},
    })
    await response.text()
    for (const line of isDesk(url) ? response.headers.getSetCookie() : []) {
      const [pair = '', ...attributes] = line.split('; ')
      assert.ok(attributes.includes('HttpOnly') && attributes.includes('Secure') && attributes.includes('SameSite=Lax'))
      const at = pair.indexOf('=')
      if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const to = response.headers.get('location')
    return { status: response.status, to: to === null ? null : new URL(to, url).href }
  }
  const cookieHeader = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function follow(from: string, isThere: (url: string) => boolean): Promise<string> {
    let url = from
    for (let steps = 0; steps < 6; steps += 1) {
      const { status, to } = await step(url)
      assert.ok(to !== null, `${url} leads nowhere: ${status}`)
      if (isThere(to)) return to
      url = to
    }
    throw new Error('It goes round in circles.')
  }
  return {
    cookies,
    async go(from = start) {
      const page = await follow(from, (url) => !new URL(url).pathname.startsWith('/api/') && !url.includes('/realm/'))
      assert.ok(isDesk(page), `led to ${page}`)
      return page.slice(publicUrl.length)
    },
    leave: (from = start) => follow(from, (url) => new URL(url).searchParams.has('state') && isDesk(url)),
    async me() {
      const { status, body } = await ask(desk, 'GET', '/api/v1/me', { headers: { cookie: cookieHeader() } })
      return status === 200 ? body.email : null
    },
  }
}

export const startOf = (query: Readonly<Record<string, string>>): string => `${start}?${new URLSearchParams(query)}`
export const refused = (why: string): string => `/sign-in/refused?why=${why}`

/** What the audit has of a table, of the accounts whose name at the provider begins so; the oldest first. */
export async function auditOf({ app }: TestDesk, table: string, sub: string): Promise<readonly string[]> {
  const rows = await app.db.system((tx) =>
    tx.call<{ line: string }>(
      {
        name: `test_audit_of_${table}`,
        text: `select concat_ws(' ', act, coalesce(became, was) ->> 'subject', coalesce(became, was) ->> 'why') as line from audit
          where thing = $1 and coalesce(became, was) ->> 'subject' like $2 || '%' order by id`,
      },
      [table, sub],
    ),
  )
  return rows.map(({ line }) => line)
}

/** With a password: the status. */
export const signInWith = async (
  { url }: { readonly url: string },
  email: string,
  password = 'three words of mine',
): Promise<number> => (await ask(url, 'POST', '/api/v1/session', { body: { email, password } })).status

/** One that nothing listens on this moment: for whoever must know their own address before they listen. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
