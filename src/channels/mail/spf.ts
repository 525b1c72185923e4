/** Whether a server may send for a domain (SPF, RFC 7208). The reading of the records is mailauth's. */
import type { Identity } from '../../domain/mail/identity.ts'
import type { Resolver } from './resolver.ts'

export interface Envelope {
  readonly ip: string
  readonly helo: string | null
  /** '' for the empty return path: then the name that the server gives itself is tested. */
  readonly mailFrom: string
  readonly resolver: Resolver
  /** Our own name. */
  readonly mta: string
}

export interface SpfCheck {
  readonly result: NonNullable<Identity['spf']>
  /** The domain that was tested; in lower case. */
  readonly domain: string
  /** What the domain says of those that it does not allow; '' where it says nothing. Words of strangers. */
  readonly explanation: string
}

/** By the letter of the RFC ('strict'), as its own suite asks. */
export async function checkSpf({ ip, helo, mailFrom, resolver, mta }: Envelope): Promise<SpfCheck> {
  // Loaded with the first mail: a desk that gets none needs no tens of megabytes for it.
  const { spf } = await import('mailauth')
  const { status, domain, explanation } = await spf({
    ip,
    sender: mailFrom,
    ...(helo === null ? {} : { helo }),
    resolver: resolver as Parameters<typeof spf>[0]['resolver'] & {},
    mta,
    strict: true,
  })
  return { result: status.result as SpfCheck['result'], domain, explanation: explanation ?? '' }
}
