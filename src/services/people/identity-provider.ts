/** The provider of single sign-on, as the desk asks it. `channels/oidc` speaks to it. */
import type { Result } from '../../domain/kernel.ts'
import type { Identity } from './single-sign-on.ts'

/** Why the provider could not be gone to, or what came back from it was not taken. */
export interface Trouble {
  /**
   * 'unreachable': it does not answer as it should. 'stale': it does not know the code (any more). 'untrusted': what it
   * said does not hold.
   */
  readonly why: 'unreachable' | 'stale' | 'untrusted'
  /** For the log: nothing secret is in it. */
  readonly because: string
}

/** One trip of a browser to the provider and back. */
export interface Trip {
  readonly state: string
  readonly nonce: string
  /** PKCE's (RFC 7636). */
  readonly verifier: string
}

export interface IdentityProvider {
  readonly issuer: string
  /** 'Example SSO', of 'Sign in with Example SSO'. */
  readonly label: string
  readonly forContacts: boolean
  /** Staff do not come in by a password. */
  readonly only: boolean
  /** Where the browser goes. `choose`: it asks which account, though somebody is signed in there. */
  begin(trip: Trip, choose: boolean): Promise<Result<URL, Trouble>>
  /** Who came back with that code; `issuer` is what the answer says of where it is from (RFC 9207), where it does. */
  finish(
    answer: { readonly code: string; readonly issuer: string | null },
    trip: Trip,
  ): Promise<Result<Identity, Trouble>>
}
