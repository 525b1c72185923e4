/** The log of a ticket's runs: lines of its ledger, as far as the actor may see them (G3). */
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { By } from '../domain/ticket/ticket.ts'
import type { WorkflowFact } from '../domain/workflow/run.ts'
import { eventOf, type EventColumns } from './events.ts'
import type { Statement, Tx } from './tx.ts'

export interface LoggedEntry {
  readonly fact: WorkflowFact
  readonly notedAt: Instant
  readonly by: By
  readonly person: { readonly id: PersonId; readonly name: string } | null
}

const ofTicket: Statement = {
  name: 'workflow_log_of_ticket',
  text: `select e.seq, e.at, e.noted_at, e.by_kind, e.by_side, e.by_person, e.visible_to, e.kind, e.data, n.id as person_id,
      n.name as person_name
    from events e left join person_names n on n.id = e.by_person
    where e.ticket_id = $1 and e.kind = 'workflow' order by e.seq`,
}

type Row = EventColumns & {
  readonly by_person: PersonId | null
  readonly person_id: PersonId | null
  readonly person_name: string | null
}

/** In order. */
export async function runLogOf(tx: Tx, ticket: TicketId): Promise<readonly LoggedEntry[]> {
  return (await tx.call<Row>(ofTicket, [ticket])).map(({ person_id, person_name, ...row }) => {
    const { fact, notedAt, by } = eventOf(row)
    return {
      fact: fact as WorkflowFact,
      notedAt,
      by,
      person: person_id === null || person_name === null ? null : { id: person_id, name: person_name },
    }
  })
}
