/** What a provider says of itself, at `ISSUER/.well-known/openid-configuration` (OpenID Connect Discovery 1.0). */
import { z } from 'zod'
import { answerOf, ProviderTrouble } from './asking.ts'

const document = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
})

export type Provider = z.output<typeof document>

/** So long what it said is gone by: one that is down is soon known to be, and nobody is sent to it. Milliseconds. */
const staysMs = 60_000

/** Asked for when it is first wanted, and never twice at once. Throws `ProviderTrouble`. */
export function discovery(issuer: string, patienceMs: number): () => Promise<Provider> {
  let known: { readonly provider: Promise<Provider>; readonly until: number } | null = null
  return () => {
    if (known !== null && known.until > performance.now()) return known.provider
    const provider = read(issuer, patienceMs)
    const mine = { provider, until: performance.now() + staysMs }
    known = mine
    provider.catch(() => {
      if (known === mine) known = null
    })
    return provider
  }
}

async function read(issuer: string, patienceMs: number): Promise<Provider> {
  const { status, body } = await answerOf(wellKnown(issuer), { redirect: 'follow' }, patienceMs)
  const read = document.safeParse(body)
  if (status !== 200 || !read.success)
    throw new ProviderTrouble('unreachable', `${wellKnown(issuer)} is no OpenID provider’s: it answered with ${status}`)
  const provider = read.data
  // Letter by letter (OpenID Connect Discovery 1.0, 4.3): each token is held to it.
  if (provider.issuer !== issuer)
    throw new ProviderTrouble(
      'untrusted',
      `the provider calls itself '${provider.issuer.slice(0, 200)}', and OIDC_ISSUER is '${issuer}': they must be the same, letter by letter`,
    )
  const plain = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'] as const
  for (const name of plain) {
    const url = provider[name]
    if (url !== undefined && new URL(url).protocol !== 'https:' && !issuer.startsWith('http:'))
      throw new ProviderTrouble('untrusted', `the provider’s ${name} is not https`)
  }
  return provider
}

const wellKnown = (issuer: string): string => `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
