/** G2: a proof checked by itself, without the desk that made it: what holds, what was withheld, and what cannot be known from it. */
import { sayInstant } from '../../domain/explain/words.ts'
import type { TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { isSame } from '../../domain/same.ts'
import { retell } from '../../domain/ticket-proof/retell.ts'
import { policyUnder, type ProofTerms } from '../../domain/ticket-proof/terms.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import { proofClock } from './clocks.ts'
import { proofFile, proofFormat, type ProofFile } from './format.ts'
import { readLedger, type ProofFault } from './ledger.ts'
import { faultsInMessages, faultsInSeals } from './under-seals.ts'
import { inWords, unknownOf } from './words.ts'

export interface CheckedProof {
  readonly holds: boolean
  /** Null where it could not be read. */
  readonly ticket: string | null
  readonly takenAt: string | null
  readonly eyes: ProofFile['eyes'] | null
  readonly events: number
  readonly withheld: number
  readonly faults: readonly ProofFault[]
  /** What holds, in sentences. */
  readonly says: readonly string[]
  /** What nobody can know from the file. */
  readonly unknown: readonly string[]
}

/** The file, or why it is none. */
export function readProof(text: string): ProofFile | readonly ProofFault[] {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return [{ part: 'file', message: 'This is no proof of a ticket: it is not JSON.' }]
  }
  const parsed = proofFile.safeParse(read)
  if (parsed.success) return parsed.data
  if ((read as { format?: unknown } | null)?.format !== proofFormat)
    return [{ part: 'file', message: `This is no proof of a ticket that this program knows ('${proofFormat}').` }]
  return parsed.error.issues.map(({ path, message }) => ({
    part: 'file',
    message: `${path.map(String).join('.')}: ${message}`,
  }))
}

export function checkProof(file: ProofFile | readonly ProofFault[]): CheckedProof {
  if (!isFile(file)) {
    const none = { ticket: null, takenAt: null, eyes: null, events: 0, withheld: 0, says: [], unknown: [] }
    return { holds: false, ...none, faults: file }
  }
  const { faults: broken, events } = readLedger(file)
  const withheld = file.ledger.filter(({ line }) => line === null).length
  const policy = policyUnder(file.terms as unknown as ProofTerms)
  const { ticket, faults: untold } = retell(
    file.ticket.id as TicketId,
    events,
    policy,
    file.eyes === 'vendor' && withheld === 0,
  )
  const clocks = ticket === null ? [] : faultsInClocks(file, ticket, policy)
  const faults = [
    ...broken,
    ...untold.map(({ seq, message }) => ({ part: `event ${seq}`, message })),
    ...faultsInHead(file, ticket),
    ...clocks,
    ...faultsInMessages(file, events),
    ...faultsInSeals(file, events),
  ]
  const where = [
    `This is a proof of ${file.ticket.number}${file.ticket.partner === null ? '' : ` of ${file.ticket.partner.name}`}, taken ${sayInstant(
      Temporal.Instant.from(file.takenAt),
      'UTC',
    )} UTC, ${file.eyes === 'partner' ? 'as its partner may see it' : 'as the vendor sees it'}.`,
  ]
  return {
    holds: faults.length === 0,
    ticket: file.ticket.number,
    takenAt: file.takenAt,
    eyes: file.eyes,
    events: file.ledger.length,
    withheld,
    faults,
    says: faults.length > 0 || ticket === null ? where : [...where, ...inWords(file, ticket, policy)],
    unknown: unknownOf(file),
  }
}

export const isFile = (file: ProofFile | readonly ProofFault[]): file is ProofFile => !Array.isArray(file)

function faultsInHead({ ticket: said }: ProofFile, ticket: Ticket | null): readonly ProofFault[] {
  if (ticket === null) return []
  return [
    ...(said.subject === ticket.subject ? [] : ['The subject is not that of its opening.']),
    ...((said.partner?.id ?? null) === ticket.partner ? [] : ['The partner is not that of its opening.']),
  ].map((message) => ({ part: 'file', message }))
}

function faultsInClocks(file: ProofFile, ticket: Ticket, policy: Policy): readonly ProofFault[] {
  const made = new Map(ticket.clocks.map((clock) => [clock.id as string, clock]))
  const said = new Map(file.clocks.map((clock) => [clock.id, clock]))
  return [...new Set([...made.keys(), ...said.keys()])].flatMap((id) => {
    const [clock, own] = [made.get(id), said.get(id)]
    const part = `clock ${id.split('/').slice(1).join('/')}`
    if (clock === undefined) return [{ part, message: 'The ledger starts no such promise.' }]
    if (own === undefined)
      return [{ part, message: 'The ledger starts this promise, and the file does not tell of it.' }]
    const wanted = proofClock(policy, clock, ticket)
    return Object.entries(wanted)
      .filter(([field, value]) => !isSame(own[field as keyof typeof own], value))
      .map(([field, value]) => ({
        part,
        message: `Its ${field} is said to be ${JSON.stringify(own[field as keyof typeof own])}; by ledger and terms it is ${JSON.stringify(value)}.`,
      }))
  })
}
