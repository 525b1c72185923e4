/** The audit chain: each event's hash covers the one before it, so none can be changed, dropped or put in between (G2). */
import { hash } from 'node:crypto'
import type { TicketId } from '../domain/kernel.ts'
import type { TicketEvent } from '../domain/ticket/ticket.ts'
import { canonicalJson, holdsUnstorable, storable } from './json.ts'

/** What the first event of a ticket follows. */
export const chainStart = ''

/** SHA-256 in hexadecimal of the event, as it will be stored, after the hash of the one before it. */
export function chainHash(before: string, ticket: TicketId, event: TicketEvent): string {
  const line = canonicalJson({ ticket, ...event })
  const stored = holdsUnstorable(line) ? canonicalJson(storable({ ticket, ...event })) : line
  return hash('sha256', `${before}\n${stored}`)
}
