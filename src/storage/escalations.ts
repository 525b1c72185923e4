/** Open escalations and disputes, what falls due first before the others (F4, C7). */
import { ok, type Result, type TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

/** What wants a lead's attention: an escalated ticket, or one whose severity is disputed. */
export const attentions = ['escalated', 'disputed'] as const
export type Attention = (typeof attentions)[number]

/** An escalation is due when its level must answer or the partner must hear of it; a dispute waits since it began. */
const due: Readonly<Record<Attention, string>> = {
  escalated: `least((escalation->>'answerDueAt')::timestamptz, (escalation->>'updateDueAt')::timestamptz)`,
  disputed: `(dispute->>'since')::timestamptz`,
}
const standing: Readonly<Record<Attention, string>> = {
  escalated: 'escalation is not null',
  disputed: 'dispute is not null',
}

const pageStatement = (which: Attention): Statement => ({
  name: `${which}_tickets`,
  text: `
    select id, to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due
    from (select id, desk, ${due[which]} as due from tickets where ${standing[which]}) as standing
    where ($1::text is null or desk = $1) and ($2::timestamptz is null or (due, id) > ($2, $3::uuid))
    order by standing.due, id limit $4`,
})
const countStatement = (which: Attention): Statement => ({
  name: `count_${which}_tickets`,
  text: `select count(*)::int as count from (select from tickets where ${standing[which]} limit $1) as counted`,
})
const statements = {
  escalated: { page: pageStatement('escalated'), count: countStatement('escalated') },
  disputed: { page: pageStatement('disputed'), count: countStatement('disputed') },
} satisfies Record<Attention, object>

/** A page of the tickets' ids, those that the actor may see. What is over is neither escalated nor disputed. */
export async function listAttention(
  tx: Tx,
  which: Attention,
  { desk, limit, cursor }: { readonly desk?: DeskId | undefined } & PageRequest,
): Promise<Result<Page<TicketId>>> {
  const after = readCursor(cursor, which, ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const rows = await tx.call<{ id: TicketId; due: string }>(statements[which].page, [desk ?? null, at, id, limit + 1])
  return ok(
    pageOf(
      rows,
      limit,
      (row) => row.id,
      (last) => cursorOf(which, [last.due, last.id]),
    ),
  )
}

/** How many there are, counted up to `upTo`. */
export async function countAttention(tx: Tx, which: Attention, upTo = 1_000): Promise<number> {
  const [row] = await tx.call<{ count: number }>(statements[which].count, [upTo])
  return row?.count ?? 0
}
