/** Letters that a service posts: of no ticket, or to any address. The transaction of the step writes them. */
import type { PartnerId, PersonId, TicketId } from '../../domain/kernel.ts'
import type { LetterTemplate } from '../../domain/letter.ts'
import type { DeskId } from '../../domain/policy.ts'
import { insertLetter } from '../../storage/letters.ts'
import type { Tx } from '../../storage/database.ts'
import type { App } from '../app.ts'

export interface Posting {
  readonly template: LetterTemplate
  readonly to: { readonly name: string; readonly email: string; readonly person?: PersonId }
  /** Whose mailbox it comes from. */
  readonly desk: DeskId
  /** The place that chooses the data centre's address (A10), and the zone in which its instants are said. */
  readonly country: string
  readonly state: string | null
  readonly ticket: TicketId | null
  readonly partner: PartnerId | null
  /** What the template names; instants are UTC strings. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>
  /** Such as `overuse:${partner}:${crossing}`: a second posting with the same one is nothing, for ever. */
  readonly onceFor?: string
  /** An iCalendar object; its METHOD is the one of the mail's part. */
  readonly calendar?: string
}

/**
 * Writes the letter within the caller's transaction: it is sent if that commits, and only then (G1). Captured where no mail
 * server is set (G4). Throws for an address that is none: whoever posts has checked it.
 */
export async function postLetter(app: App, tx: Tx, posting: Posting): Promise<void> {
  const { template, to, desk, country, state, ticket, partner, data, onceFor, calendar } = posting
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(to.email)) throw new Error(`'${to.email}' is no address to write to.`)
  await insertLetter(tx, {
    template,
    to: { kind: 'named', ...to },
    origin: { desk, country, state },
    ticket,
    partner,
    data,
    createdAt: app.now(),
    onceFor: onceFor ?? null,
    calendar: calendar ?? null,
  })
}
