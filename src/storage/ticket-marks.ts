/** What stands beside a ticket in other tables: who confirmed its severity (C7), and the idea it asks for (B6). */
import type { IdeaStatus } from '../domain/idea.ts'
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { IdeaId } from './ideas.ts'
import type { Statement, Tx } from './tx.ts'

export interface TicketMarks {
  /** Null until an agent has confirmed the severity, or changed it. `by` is null for a log of the past. */
  readonly severityConfirmed: {
    readonly at: Instant
    readonly by: { readonly id: PersonId; readonly name: string } | null
  } | null
  readonly idea: {
    readonly id: IdeaId
    readonly number: number
    readonly title: string
    readonly status: IdeaStatus
  } | null
  /** By name; no partner sees any. */
  readonly tags: readonly string[]
}

export const noMarks: TicketMarks = { severityConfirmed: null, idea: null, tags: [] }

interface Row {
  readonly ticket_id: TicketId
  readonly confirmed_at: Instant | null
  readonly by_id: PersonId | null
  readonly by_name: string | null
  readonly idea_id: IdeaId | null
  readonly number: number
  readonly title: string
  readonly status: IdeaStatus
  readonly tags: readonly string[]
}

const marks: Statement = {
  name: 'ticket_marks',
  text: `
    select t.id as ticket_id, j.confirmed_at, n.id as by_id, n.name as by_name, i.id as idea_id, i.number, i.title, i.status,
      array(
        select distinct r.name from ticket_tags x join tags g on g.id = x.tag_id join tags r on r.id = coalesce(g.merged_into, g.id)
        where x.ticket_id = t.id order by r.name) as tags
    from unnest($1::uuid[]) as t (id)
    left join severity_judgements j on j.ticket_id = t.id
    left join person_names n on n.id = j.confirmed_by
    left join idea_tickets a on a.ticket_id = t.id
    left join ideas i on i.id = a.idea_id`,
}

/** By ticket; of one that has none, `noMarks`. */
export async function marksOf(tx: Tx, tickets: readonly TicketId[]): Promise<(ticket: TicketId) => TicketMarks> {
  const rows = tickets.length === 0 ? [] : await tx.call<Row>(marks, [tickets])
  const byTicket = new Map(rows.map((row) => [row.ticket_id, row]))
  return (ticket) => {
    const row = byTicket.get(ticket)
    if (row === undefined) return noMarks
    const { confirmed_at: at, by_id: id, by_name: name, number, title, status } = row
    return {
      severityConfirmed: at === null ? null : { at, by: id === null || name === null ? null : { id, name } },
      idea: row.idea_id === null ? null : { id: row.idea_id, number, title, status },
      tags: row.tags,
    }
  }
}
