/** Single sign-on on the wire. */
import { z } from 'zod'

/** How one may come in here. */
export const signInWays = z.object({
  /** Null where there is no single sign-on. */
  singleSignOn: z
    .object({
      /** 'Example SSO', of 'Sign in with Example SSO'. */
      label: z.string(),
      /** Where a browser sets out to the provider; takes `next`, a path of the desk, and `choose=1`, for another account. */
      href: z.string(),
      for: z.enum(['staff', 'everybody']),
      /** Staff do not come in by a password. */
      only: z.boolean(),
    })
    .nullable(),
})

/** As whom somebody comes in by the provider. */
export const singleSignOnLink = z.object({
  /** The address that they were linked by; it may be another one there by now. */
  email: z.string(),
  issuer: z.string(),
  linkedAt: z.iso.datetime({ offset: true }),
})

export type SignInWaysView = z.infer<typeof signInWays>
