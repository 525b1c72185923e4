/** Two proofs of one ticket: whether the later one goes on from the earlier, so that what was shown then stands (G2). */
import { isSame } from '../../domain/same.ts'
import type { ProofFile } from './format.ts'
import { readLedger, type ProofFault } from './ledger.ts'
import { redactedIn } from './under-seals.ts'

export interface Continued {
  readonly holds: boolean
  readonly faults: readonly ProofFault[]
  readonly says: readonly string[]
}

/** Whoever kept the older one has pinned all that it has the hash of, withheld events too. */
export function continues(older: ProofFile, newer: ProofFile): Continued {
  if (older.ticket.id !== newer.ticket.id) {
    const message = `They are of two tickets, ${older.ticket.number} and ${newer.ticket.number}.`
    return { holds: false, faults: [{ part: 'file', message }], says: [] }
  }
  const faults: ProofFault[] = []
  if (Temporal.Instant.compare(older.takenAt, newer.takenAt) > 0)
    faults.push({ part: 'file', message: 'The second was taken before the first: give the older one first.' })
  const now = new Map(newer.ledger.map((entry) => [entry.seq, entry]))
  for (const { seq, hash } of older.ledger) {
    const entry = now.get(seq)
    if (entry === undefined)
      faults.push({ part: `event ${seq}`, message: `Event ${seq} was there, and is not any more.` })
    else if (entry.hash !== hash)
      faults.push({ part: `event ${seq}`, message: `Event ${seq} is another one than it was.` })
  }
  if (older.terms.policyVersion === newer.terms.policyVersion && !isSame(older.terms, newer.terms))
    faults.push({
      part: 'file',
      message: `The terms of version ${newer.terms.policyVersion} are others than they were.`,
    })
  const seals = new Map(newer.seals.map(({ number, hash }) => [number, hash]))
  for (const { number, hash } of older.seals)
    if ((seals.get(number) ?? hash) !== hash)
      faults.push({ part: `seal ${number}`, message: `Seal ${number} is another one than it was.` })
  const redacted = redactedIn(readLedger(newer).events)
  const said = new Map(newer.messages.map(({ id, hash }) => [id, hash]))
  const blackened: string[] = []
  for (const { id, hash } of older.messages) {
    const own = said.get(id)
    if (own === hash) continue
    if (own !== undefined && redacted.has(id)) blackened.push(id)
    else if (own !== undefined || older.eyes === newer.eyes || newer.eyes === 'vendor')
      faults.push({
        part: `message ${id}`,
        message:
          own === undefined
            ? `Message ${id} was there, and is not any more.`
            : `Message ${id} says other words than it did.`,
      })
  }
  const more = newer.ledger.length - older.ledger.length
  return {
    holds: faults.length === 0,
    faults,
    says:
      faults.length > 0
        ? []
        : [
            `The second continues the first: all ${older.ledger.length} events of it are in their places, with the same hashes${more === 0 ? ', and nothing came since' : `, and ${more} came since`}.`,
            ...blackened.map((id) => `Message ${id} was redacted since, as the ledger says.`),
          ],
  }
}
