/**
 * A browser's trip to the provider of single sign-on. What it set out with goes along in a cookie that only this desk can read,
 * one for each trip: two tabs do not lose each other's, and any node takes the return.
 */
import { createHash, randomBytes } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import type { IdentityProvider, Trip } from '../services/people/identity-provider.ts'
import { cookieOf } from './cookies.ts'

/** A trip may take so long: somebody looks for their telephone. Seconds. */
const tripSeconds = 600
/** Of one browser at once; whoever begins another gives these up. */
const mostTrips = 5
/** Where a trip begins; nowhere but there and below does a browser send its cookies. */
export const departure = '/api/v1/session/oidc'
export const arrival = `${departure}/return`

const at = (publicUrl: string, path: string): string => `${publicUrl.replace(/\/$/, '')}${path}`

/** What the provider is told to send people back to. */
export const returnUrlOf = (publicUrl: string): string => at(publicUrl, arrival)

export interface Travel extends Trip {
  /** The path of ours to come back to. */
  readonly next: string | null
}

export interface SingleSignOn {
  readonly provider: IdentityProvider
  /** Where the button leads: at the address where people reach the desk, which is where they come back to. */
  readonly href: string
  /** A new trip, and the values of Set-Cookie for it. */
  setOut(
    next: string | null,
    cookies: string | undefined,
  ): Promise<{ readonly travel: Travel; readonly cookies: string[] }>
  /** The trip of that state that this browser is on; null where it is on none such. */
  travelOf(state: string, cookies: string | undefined): Promise<Travel | null>
  /** It is over. A value of Set-Cookie. */
  forget(state: string): string
}

export interface SingleSignOnOptions {
  readonly provider: IdentityProvider
  readonly publicUrl: string
  /** Of the sign-in: what is kept in cookies is made unreadable by a key of its own, made of it. */
  readonly secret: string
}

export function singleSignOn({ provider, publicUrl, secret }: SingleSignOnOptions): SingleSignOn {
  const secure = publicUrl.startsWith('https:')
  const key = createHash('sha256').update(`single sign-on ${secret}`).digest()
  const prefix = `${secure ? '__Secure-' : ''}desk.sso.`
  const nameOf = (state: string): string => `${prefix}${state.slice(0, 12)}`
  const cookie = (name: string, value: string, seconds: number): string =>
    `${name}=${value}; Max-Age=${seconds}; Path=${departure}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    provider,
    href: at(publicUrl, departure),
    async setOut(next, cookies) {
      const travel = { state: random(), nonce: random(), verifier: random(), next }
      const sealed = await new EncryptJWT({ ...travel, issuer: provider.issuer })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(`${tripSeconds}s`)
        .encrypt(key)
      const others = namesOf(cookies, prefix)
      return {
        travel,
        cookies: [
          ...(others.length < mostTrips ? [] : others.map((name) => cookie(name, '', 0))),
          cookie(nameOf(travel.state), sealed, tripSeconds),
        ],
      }
    },
    async travelOf(state, cookies) {
      const sealed = /^[\w-]{43}$/.test(state) ? cookieOf(cookies, nameOf(state)) : null
      if (sealed === null) return null
      const opened = await jwtDecrypt(sealed, key, { requiredClaims: ['exp'] }).catch(() => null)
      const { issuer, ...travel } = (opened?.payload ?? {}) as unknown as Travel & { readonly issuer?: string }
      // Of a trip to the provider of other settings nothing is known here.
      return issuer === provider.issuer && travel.state === state ? travel : null
    },
    forget: (state) => cookie(nameOf(state), '', 0),
  }
}

/** 256 bits. */
const random = (): string => randomBytes(32).toString('base64url')

const namesOf = (cookies: string | undefined, prefix: string): string[] =>
  (cookies ?? '')
    .split(';')
    .map((part) => part.split('=')[0]?.trim() ?? '')
    .filter((name) => name.startsWith(prefix) && /^[\w.-]+$/.test(name))

/**
 * A page of ours; null for whatever a browser could take for another site's, or for an endpoint. What is given back is how a
 * browser reads it, so that nothing is left to be read otherwise ('/\t/evil.example', '/.//evil.example').
 */
export function ownPage(given: string | undefined): string | null {
  if (given === undefined || given.length > 1_000 || !given.startsWith('/')) return null
  const base = 'https://desk.invalid'
  if (!URL.canParse(given, base)) return null
  const { origin, pathname, search, hash } = new URL(given, base)
  return origin === base && !/^\/(?:[/\\]|api\/)/.test(pathname) ? `${pathname}${search}${hash}` : null
}
