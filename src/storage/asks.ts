/** What a ticket's partner was asked for, and what it has given since (B2, B3): out of the ledger. */
import type { Details } from '../domain/intake/missing.ts'
import type { Finding } from '../domain/intake/request.ts'
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import { storableJson } from './json.ts'
import type { Statement, Tx } from './tx.ts'

export interface Asking {
  readonly findings: readonly Finding[]
  /** The form as it was given. */
  readonly intake: unknown
  /** When the receipt asked for it; null where it did not. */
  readonly askedAt: Instant | null
  readonly supplied: readonly Supplied[]
}

export interface Supplied {
  readonly at: Instant
  readonly by: PersonId | null
  readonly details: Details
}

interface Row {
  readonly findings: Finding[]
  readonly intake: unknown
  readonly asked_at: Instant | null
}

/** The opening is a ticket's first event. */
const asking: Statement = {
  name: 'asking_of',
  text: `
    select t.findings, t.intake,
      (select e.noted_at from events e where e.ticket_id = t.id and e.seq = 1 and e.data->'request'->'ask' is not null) as asked_at
    from tickets t where t.id = $1::uuid`,
}

const supplied: Statement = {
  name: 'supplied_of',
  text: `select at, by_person as by, data->'details' as details from events
    where ticket_id = $1::uuid and kind = 'details-supplied' order by seq`,
}

/** Null where there is no such ticket that the actor may see. */
export async function askingOf(tx: Tx, ticket: TicketId): Promise<Asking | null> {
  const [row] = await tx.call<Row>(asking, [ticket])
  if (row === undefined) return null
  const given = await tx.call<Supplied>(supplied, [ticket])
  return { findings: row.findings, intake: row.intake, askedAt: row.asked_at, supplied: given }
}

const put: Statement = { name: 'put_findings', text: 'update tickets set findings = $2::jsonb where id = $1::uuid' }

/** In the place of those that the ticket has, which is locked: what was asked has been given. */
export async function setFindings(tx: Tx, ticket: TicketId, findings: readonly Finding[]): Promise<void> {
  await tx.call(put, [ticket, storableJson(findings)])
}
