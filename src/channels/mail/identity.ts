/** Tests who wrote a mail (A7). */
import type { Identity } from '../../domain/mail/identity.ts'

/** Answers as `dns.promises.resolve` does, and fails with its codes. */
export type Resolver = (name: string, type: string) => Promise<unknown[]>

export interface Arrival {
  /** Of the server that delivered it; null where it was fetched from a mailbox and no envelope is known. */
  readonly ip: string | null
  readonly helo: string | null
  /** '' for the empty return path. */
  readonly mailFrom: string | null
  readonly resolver: Resolver
  /** Our own name, as the server introduces itself. */
  readonly mta: string
  /** Authserv-ids whose topmost Authentication-Results are believed where there is no envelope (`policy.mail.trustedServers`). */
  readonly trustedServers: readonly string[]
  /** Milliseconds for all look-ups together; what has no answer by then is unanswered. */
  readonly timeLimit?: number
}

/** Never throws for what a stranger sends: what cannot be looked up is `unanswered`, which holds a mail. */
export type Identify = (raw: Uint8Array, arrival: Arrival) => Promise<Identity>
