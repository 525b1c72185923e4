/** What a provider says of who came, held to all that OpenID Connect asks of an id token (Core 1.0, 3.1.3.7). */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose'
import { answerOf, ProviderTrouble } from './asking.ts'

/** Signatures that only the provider can make: none of those that a client's secret makes, and not none at all. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Its clock and ours may be so far apart. Seconds. */
const tolerance = 60

export type Keys = ReturnType<typeof createRemoteJWKSet>

/** The provider's keys: read when they are wanted, and again where one is not among them, but not time after time. */
export const keysAt = (url: string, patienceMs: number): Keys =>
  createRemoteJWKSet(new URL(url), {
    cooldownDuration: patienceMs,
    // Bounded as all that is asked of a provider: jose reads however much comes.
    [customFetch]: async (address) => {
      const { status, body } = await answerOf(address, {}, patienceMs)
      return Response.json(body, { status })
    },
  })

export interface Expected {
  readonly issuer: string
  readonly clientId: string
  readonly nonce: string
}

/** The claims of a token that holds. Throws `ProviderTrouble`. */
export async function claimsOf(token: string, keys: Keys, { issuer, clientId, nonce }: Expected): Promise<JWTPayload> {
  let claims: JWTPayload
  try {
    const verified = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms,
      clockTolerance: tolerance,
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
    })
    claims = verified.payload
  } catch (thrown) {
    if (thrown instanceof ProviderTrouble) throw thrown
    const isKeys =
      thrown instanceof errors.JWKSInvalid ||
      !(thrown instanceof errors.JOSEError) ||
      thrown.code === 'ERR_JOSE_GENERIC'
    throw isKeys
      ? new ProviderTrouble('unreachable', 'the provider’s keys cannot be read')
      : new ProviderTrouble('untrusted', `the id token does not hold: ${thrown.message}`)
  }
  if (claims['nonce'] !== nonce) throw new ProviderTrouble('untrusted', 'the id token is of another sign-in (nonce)')
  const { aud, azp } = claims as { readonly aud: string | string[]; readonly azp?: unknown }
  if ((azp !== undefined || (Array.isArray(aud) && aud.length > 1)) && azp !== clientId)
    throw new ProviderTrouble('untrusted', 'the id token is for another client (azp)')
  return claims
}
