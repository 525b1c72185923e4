/** Whether the ledger is as it was written: every chain of hashes, from a ticket's first event to its head (G2). */
import { sql } from 'kysely'
import type { TicketId } from '../domain/kernel.ts'
import { chainHash, chainStart } from './chain.ts'
import { eventOf, type EventColumns } from './events.ts'
import type { Tx } from './tx.ts'

export interface LedgerFault {
  readonly ticket: TicketId
  readonly number: string
  /** The first event that is not as it was written; null where events are missing at the end. */
  readonly seq: number | null
  readonly message: string
}

export interface LedgerCheck {
  /** How many tickets were looked at. */
  readonly checked: number
  readonly faults: readonly LedgerFault[]
  /** For the next ones; null where these were the last. */
  readonly next: TicketId | null
}

interface Row extends EventColumns {
  readonly ticket_id: TicketId
  readonly number: string
  readonly head: string
  readonly hash: string | null
}

/** Checks the chains of up to `limit` tickets after `after` (null: from the first), by id. As the system: others see less. */
export async function checkLedger(
  tx: Tx,
  { after, limit }: { readonly after: TicketId | null; readonly limit: number },
): Promise<LedgerCheck> {
  const rows = await tx.run(sql<Row>`
    select t.id as ticket_id, t.number, encode(t.chain_head, 'hex') as head, encode(e.hash, 'hex') as hash,
      e.seq, e.at, e.noted_at, e.by_kind, e.by_side, e.by_person, e.visible_to, e.kind, e.data
    from (select * from tickets where id > ${after ?? '00000000-0000-0000-0000-000000000000'} order by id limit ${limit}) t
    left join events e on e.ticket_id = t.id
    order by t.id, e.seq`)
  const tickets = [...Map.groupBy(rows, ({ ticket_id }) => ticket_id)]
  return {
    checked: tickets.length,
    faults: tickets.flatMap(([ticket, lines]) => faultIn(ticket, lines) ?? []),
    next: tickets.length < limit ? null : (tickets.at(-1)?.[0] ?? null),
  }
}

function faultIn(ticket: TicketId, lines: readonly Row[]): LedgerFault | null {
  const { number, head } = lines[0] as Row
  const fault = (seq: number | null, message: string): LedgerFault => ({ ticket, number, seq, message })
  let before = chainStart
  let seq = 0
  for (const line of lines) {
    if (line.hash === null) break
    seq += 1
    if (line.seq !== seq) return fault(seq, `Event ${seq} is missing.`)
    if (hashOf(before, ticket, line) !== line.hash)
      return fault(seq, `Event ${seq} is not what was written, or does not follow the one before it.`)
    before = line.hash
  }
  return before === head ? null : fault(null, `The ledger ends at event ${seq}, and the ticket knows of later ones.`)
}

/** Null for a line that no event of ours could have become. */
function hashOf(before: string, ticket: TicketId, line: Row): string | null {
  try {
    return chainHash(before, ticket, eventOf(line))
  } catch {
    return null
  }
}
