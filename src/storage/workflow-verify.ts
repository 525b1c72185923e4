/** Runs as they are kept, for `desk verify` to compare with what their logs make them. */
import { sql } from 'kysely'
import type { Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { Tx } from './tx.ts'
import { runOf } from './workflow-runs.ts'

/** Every run there is, with what lists know of it, for `desk verify`; after an id, by id. */
export async function runsAfter(tx: Tx, after: RunId | null, limit: number) {
  const found = await tx.run(
    sql<{
      run: unknown
      number: string
      wakeAt: Instant | null
      dueAt: Instant | null
      waitsFor: string | null
      country: string
      state: string | null
      ticket: TicketId
      partner: PartnerId | null
    }>`
      select r.run, t.number, r.wake_at as "wakeAt", r.due_at as "dueAt", r.waits_for as "waitsFor", t.country, t.state,
        t.id as ticket, t.partner_id as partner
      from workflow_runs r join tickets t on t.id = r.ticket_id
      where r.id > ${after ?? '00000000-0000-0000-0000-000000000000'} order by r.id limit ${limit}`,
  )
  return found.map(({ run, ...rest }) => ({ ...rest, run: runOf({ run }) }))
}

/** Runs that begin in a ledger and have no row. */
export const runsWithoutRow = (tx: Tx): Promise<readonly { readonly number: string; readonly run: string }[]> =>
  tx.run(sql<{ number: string; run: string }>`select distinct t.number, e.data ->> 'run' as run
    from events e join tickets t on t.id = e.ticket_id
    where e.kind = 'workflow' and not exists (select from workflow_runs r where r.id = (e.data ->> 'run')::uuid)`)
