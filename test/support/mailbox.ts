/** A mailbox that is fetched from, real or stood in for. */
export interface Mailbox {
  readonly port: number
  readonly user: string
  readonly password: string
  /** Delivers a message into it. */
  put(raw: Uint8Array): void
  /** Messages that were flagged as seen. */
  seen(): number
  /** Messages in the folder 'Processed'. */
  moved(): number
  /** Ends all connections. */
  drop(): void
  /** Numbers its messages anew, as a server does that made its mailbox anew. */
  renumber(): void
  stop(): Promise<void>
}
