/** Messages and seals of a proof (G2). */
import type { TicketEvent } from '../../domain/ticket/ticket.ts'
import { partsOf } from '../../storage/seal-hash.ts'
import type { ProofFile } from './format.ts'
import { hashOf, type ProofFault } from './ledger.ts'

/** Messages that the ledger says were redacted: their words are others than those that were sealed. */
export const redactedIn = (events: readonly TicketEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap(({ fact }) => {
      const { kind, message } = fact as { readonly kind: string; readonly message?: unknown }
      return kind === 'message-redacted' && typeof message === 'string' ? [message] : []
    }),
  )

export function faultsInMessages({ messages }: ProofFile, events: readonly TicketEvent[]): readonly ProofFault[] {
  const named = JSON.stringify(events)
  return messages.flatMap(({ id, hash, line }) => {
    const part = `message ${id}`
    return [
      ...(hashOf(line) === hash ? [] : [{ part, message: `Message ${id} is not what its hash is of.` }]),
      ...(idIn(line) === id ? [] : [{ part, message: `Message ${id} is another one.` }]),
      ...(named.includes(id) ? [] : [{ part, message: `No disclosed event tells of message ${id}.` }]),
    ]
  })
}

function idIn(line: string): unknown {
  try {
    return (JSON.parse(line) as { id?: unknown } | null)?.id
  } catch {
    return undefined
  }
}

export function faultsInSeals(file: ProofFile, events: readonly TicketEvent[]): readonly ProofFault[] {
  const hashes = new Map(file.ledger.map(({ seq, hash }) => [seq, hash]))
  const redacted = redactedIn(events)
  const said = new Map(file.messages.filter(({ id }) => !redacted.has(id)).map(({ id, hash }) => [id, hash]))
  const byNumber = new Map(file.seals.map((seal) => [seal.number, seal]))
  return file.seals.flatMap((seal) => {
    const { number, before, hash, line, events: covered, sealedAt } = seal
    const part = `seal ${number}`
    const previous = byNumber.get(number - 1)
    const follows = previous === undefined || previous.hash === before
    const faults = follows ? [] : [{ part, message: `Seal ${number} does not follow the one before it.` }]
    if (line === null) return faults
    const content = contentOf(line)
    if (hashOf(line) !== hash || content === null)
      return [...faults, { part, message: `Seal ${number} is not what its hash is of.` }]
    const isItself = content.number === number && content.before === before && isAt(content.sealedAt, sealedAt)
    if (!isItself) faults.push({ part, message: `Seal ${number} says other things of itself than the file does.` })
    const listed = new Map(content.lines.map(partsOf).map((each) => [each.name, each.hash]))
    for (const seq of covered)
      if (!hashes.has(seq) || listed.get(`event/${file.ticket.id}/${seq}`) !== hashes.get(seq))
        faults.push({ part, message: `Event ${seq} is not under seal ${number} as it stands here.` })
    for (const [id, own] of said)
      if ((listed.get(`message/${id}`) ?? own) !== own)
        faults.push({ part: `message ${id}`, message: `Message ${id} is not what was put under seal ${number}.` })
    return faults
  })
}

interface SealContent {
  readonly number: unknown
  readonly before: unknown
  readonly sealedAt: unknown
  readonly lines: readonly string[]
}

function contentOf(line: string): SealContent | null {
  try {
    const content = JSON.parse(line) as SealContent | null
    const isList = Array.isArray(content?.lines) && content.lines.every((each) => typeof each === 'string')
    return isList ? content : null
  } catch {
    return null
  }
}

function isAt(said: unknown, sealedAt: string): boolean {
  try {
    return typeof said === 'string' && Temporal.Instant.from(said).equals(Temporal.Instant.from(sealedAt))
  } catch {
    return false
  }
}
