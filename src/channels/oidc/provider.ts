/** A provider of OpenID Connect: authorization code with PKCE, as a client that has a secret. */
import { createHash } from 'node:crypto'
import type { Result } from '../../domain/kernel.ts'
import type { IdentityProvider, Trip, Trouble } from '../../services/people/identity-provider.ts'
import type { Identity } from '../../services/people/single-sign-on.ts'
import { answerOf, ProviderTrouble, type ProviderAnswer } from './asking.ts'
import { discovery, type Provider } from './discovery.ts'
import { claimsOf, keysAt, type Keys } from './id-token.ts'

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly label: string
  readonly forContacts: boolean
  readonly only: boolean
}

/** `returnUrl`: where the provider sends the browser back to. `patienceMs`: for each answer of the provider. */
export function oidcProvider(settings: OidcSettings, returnUrl: string, patienceMs = 5_000): IdentityProvider {
  const { issuer, clientId, clientSecret, label, forContacts, only } = settings
  const discovered = discovery(issuer, patienceMs)
  let keys: { readonly url: string; readonly set: Keys } | null = null

  function keysOf({ jwks_uri: url }: Provider): Keys {
    if (keys?.url !== url) keys = { url, set: keysAt(url, patienceMs) }
    return keys.set
  }

  async function exchange(provider: Provider, code: string, { verifier }: Trip): Promise<Tokens> {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: returnUrl,
      code_verifier: verifier,
    })
    const headers: Record<string, string> = {}
    const methods = provider.token_endpoint_auth_methods_supported
    if (methods.includes('client_secret_post') && !methods.includes('client_secret_basic')) {
      body.set('client_id', clientId)
      body.set('client_secret', clientSecret)
    } else {
      const pair = [clientId, clientSecret].map(formEncoded).join(':')
      headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
    }
    return tokensOf(await answerOf(provider.token_endpoint, { method: 'POST', headers, body }, patienceMs))
  }

  async function identify(answer: { code: string; issuer: string | null }, trip: Trip): Promise<Identity> {
    const provider = await discovered()
    // The answer of another provider than the one that was gone to (RFC 9207).
    if (answer.issuer === null ? provider.authorization_response_iss_parameter_supported : answer.issuer !== issuer)
      throw new ProviderTrouble('untrusted', 'the answer is from another issuer than OIDC_ISSUER (iss)')
    const tokens = await exchange(provider, answer.code, trip)
    const claims = await claimsOf(tokens.idToken, keysOf(provider), { issuer, clientId, nonce: trip.nonce })
    const said = claims['email'] === undefined ? await userInfo(provider, tokens, claims.sub) : claims
    return identityOf(issuer, claims.sub, said)
  }

  async function userInfo(provider: Provider, { accessToken }: Tokens, subject: unknown): Promise<Claims> {
    if (provider.userinfo_endpoint === undefined || accessToken === null) return {}
    const headers = { authorization: `Bearer ${accessToken}` }
    const { status, body } = await answerOf(provider.userinfo_endpoint, { headers }, patienceMs)
    if (status !== 200 || typeof body !== 'object' || body === null)
      throw new ProviderTrouble('unreachable', `the provider’s userinfo answered with ${status}`)
    if ((body as Claims)['sub'] !== subject)
      throw new ProviderTrouble('untrusted', 'the provider’s userinfo is of somebody else (sub)')
    return body as Claims
  }

  return {
    issuer,
    label,
    forContacts,
    only,
    begin: (trip, choose) =>
      attempt(async () => {
        const url = new URL((await discovered()).authorization_endpoint)
        const asked = {
          response_type: 'code',
          client_id: clientId,
          redirect_uri: returnUrl,
          scope: 'openid email',
          state: trip.state,
          nonce: trip.nonce,
          code_challenge: createHash('sha256').update(trip.verifier).digest('base64url'),
          code_challenge_method: 'S256',
          ...(choose ? { prompt: 'select_account' } : {}),
        }
        for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
        return url
      }),
    finish: (answer, trip) => attempt(() => identify(answer, trip)),
  }
}

type Claims = Readonly<Record<string, unknown>>

interface Tokens {
  readonly idToken: string
  readonly accessToken: string | null
}

/** As forms are encoded, which RFC 6749 asks for (2.3.1). */
const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1)

function tokensOf({ status, body }: ProviderAnswer): Tokens {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Claims
  const { id_token: idToken, access_token: accessToken, error } = said
  if (status === 200 && typeof idToken === 'string')
    return { idToken, accessToken: typeof accessToken === 'string' ? accessToken : null }
  const code = typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? ` (${error})` : ''
  // The code was used, or is too old, or is none.
  if (error === 'invalid_grant') throw new ProviderTrouble('stale', `the provider does not take the code${code}`)
  throw new ProviderTrouble(
    status >= 500 ? 'unreachable' : 'untrusted',
    status === 200 ? 'the provider gave no id token' : `the provider refused the code with ${status}${code}`,
  )
}

/** Letters that no database keeps, or more of them than anything is called by, are nobody's name. */
function identityOf(issuer: string, subject: unknown, { email, email_verified: verified }: Claims): Identity {
  if (typeof subject !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(subject))
    throw new ProviderTrouble('untrusted', 'the id token names nobody (sub)')
  if (typeof email !== 'string' || !/^[^\s\p{Cc}]{1,320}$/u.test(email))
    throw new ProviderTrouble(
      'untrusted',
      'the provider says no e-mail address (email): let it give the scope ‘email’ to this client',
    )
  // Some write it in quotation marks.
  return { issuer, subject, email, emailVerified: verified === true || verified === 'true' }
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, Trouble>> {
  try {
    return { ok: true, value: await work() }
  } catch (thrown) {
    if (!(thrown instanceof ProviderTrouble)) throw thrown
    return { ok: false, problem: { why: thrown.why, because: thrown.because } }
  }
}
