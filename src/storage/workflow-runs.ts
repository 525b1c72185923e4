/** Runs of workflows (section E): as they stand, found by their ticket, by what has come due, and in lists. */
import { sql } from 'kysely'
import { ok, type Instant, type PartnerId, type Result, type TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import type { StateRules, WorkflowRole } from '../domain/policy/workflows.ts'
import { runWakeAt } from '../domain/workflow/engine.ts'
import type { Run, RunId } from '../domain/workflow/run.ts'
import { revive } from './json.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

const keep: Statement = {
  name: 'workflow_runs_keep',
  text: `insert into workflow_runs (id, ticket_id, partner_id, workflow, policy_version, revision, state, waits_for, entered_at,
      run, notice, notice_delivered, trouble, wake_at, due_at, started_at, ended_at, outcome)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
    on conflict (id) do update set revision = excluded.revision, state = excluded.state, waits_for = excluded.waits_for,
      entered_at = excluded.entered_at, run = excluded.run, notice = excluded.notice,
      notice_delivered = excluded.notice_delivered, trouble = excluded.trouble,
      wake_at = excluded.wake_at, due_at = excluded.due_at, ended_at = excluded.ended_at, outcome = excluded.outcome`,
}

/** The run as it now is, with the rules of the state in which it stands. */
export async function keepRun(tx: Tx, run: Run, state: StateRules): Promise<void> {
  await tx.call(keep, [
    run.id,
    run.ticket,
    run.partner,
    run.workflow,
    run.policyVersion,
    run.revision,
    run.state,
    run.endedAt === null ? (state.waitsFor ?? null) : null,
    run.since,
    JSON.stringify(run),
    run.notice?.onceFor ?? null,
    run.notice === null || run.notice.deliveredAt !== null,
    run.trouble !== null || run.mailed != null,
    runWakeAt(run),
    leavesAt(run, state),
    run.startedAt,
    run.endedAt,
    run.outcome,
  ])
}

/** When the state is left by itself; reminders leave nothing. */
export function leavesAt(run: Run, state: StateRules): Instant | null {
  const leaving = run.timers.filter(({ id }) => state.deadlines.some((row) => row.id === id && row.to !== undefined))
  return leaving.map(({ dueAt }) => dueAt).toSorted(Temporal.Instant.compare)[0] ?? null
}

const ofTicket: Statement = {
  name: 'workflow_runs_of_ticket',
  text: 'select run from workflow_runs where ticket_id = $1 order by started_at, id',
}
const ofId: Statement = { name: 'workflow_run', text: 'select run from workflow_runs where id = $1' }
const due: Statement = {
  name: 'workflow_runs_due',
  text: 'select id, ticket_id as ticket from workflow_runs where wake_at <= $1 order by wake_at, id limit $2',
}
const lock: Statement = {
  name: 'ticket_lock_unless_busy',
  text: 'select id from tickets where id = $1 for update skip locked',
}

interface Row {
  readonly run: unknown
}
export const runOf = ({ run }: Row): Run => revive(run) as Run

/** Every one that the ticket carries or carried, the first begun first. */
export const runsOf = async (tx: Tx, ticket: TicketId): Promise<readonly Run[]> =>
  (await tx.call<Row>(ofTicket, [ticket])).map(runOf)

/** The one that is open; null where none is. */
export const openRunOf = async (tx: Tx, ticket: TicketId): Promise<Run | null> =>
  (await runsOf(tx, ticket)).find(({ endedAt }) => endedAt === null) ?? null

export async function runById(tx: Tx, id: RunId): Promise<Run | null> {
  const [row] = await tx.call<Row>(ofId, [id])
  return row === undefined ? null : runOf(row)
}

export interface DueRun {
  readonly id: RunId
  readonly ticket: TicketId
}

/** Up to `limit` runs of which something has come due, the longest due first. None is locked. */
export const dueRuns = (tx: Tx, at: Instant, limit: number): Promise<readonly DueRun[]> => tx.call(due, [at, limit])

/** Locks the ticket; false where another transaction has it. */
export const lockTicketUnlessBusy = async (tx: Tx, id: TicketId): Promise<boolean> =>
  (await tx.call(lock, [id])).length > 0

/** What has become of a letter that a run waits for. */
export interface SettledNotice extends DueRun {
  readonly delivered: boolean
  readonly settledAt: Instant
  /** What the receiving side said. */
  readonly answer: string | null
}

const notices: Statement = {
  name: 'workflow_notices_settled',
  text: `
    select r.id, r.ticket_id as ticket, l.state in ('captured', 'sent') as delivered,
      coalesce(l.settled_at, l.created_at) as "settledAt", l.answer
    from workflow_runs r join letters l on l.once_for = r.notice and l.state not in ('queued', 'sending')
    where not r.notice_delivered
    union all
    select r.id, r.ticket_id, false, coalesce(l.settled_at, l.created_at), l.answer
    from letters l join workflow_runs r on r.notice = l.once_for and r.notice_delivered
    where l.state in ('failed', 'bounced', 'declined') and l.once_for like 'run:%'
    limit $1`,
}

/**
 * Runs whose notice has been settled: sent, or captured where there is no mail server (G4); or failed, bounced, declined.
 * Looks only at those that wait for one, and at those letters that came back after they had arrived.
 */
export const settledNotices = (tx: Tx, limit: number): Promise<readonly SettledNotice[]> => tx.call(notices, [limit])

export interface RunFilter {
  readonly workflow?: string | undefined
  readonly state?: string | undefined
  readonly waitsFor?: WorkflowRole | undefined
  /** Those that are over, the last first; else those that are open, the next to be left by itself first. */
  readonly over?: boolean | undefined
  /** Only those of which a person must look after something that could not be done. */
  readonly trouble?: boolean | undefined
}

export interface RunRow {
  readonly run: Run
  readonly dueAt: Instant | null
  readonly waitsFor: WorkflowRole | null
  readonly number: string
  readonly desk: DeskId
  readonly subject: string
  readonly partnerName: string | null
  readonly country: string
  readonly state: string | null
}

const rows = from
  .selectFrom('workflow_runs as r')
  .innerJoin('ticket_rows as t', 't.id', 'r.ticket_id')
  .leftJoin('partners as p', 'p.id', 'r.partner_id')
  .select([
    'r.id',
    'r.run',
    'r.due_at as dueAt',
    'r.waits_for as waitsFor',
    'r.order_at as orderAt',
    'r.ended_at as endedAt',
    't.number',
    't.desk',
    't.subject',
    't.country',
    't.state',
    'p.name as partnerName',
  ])

/** As far as the actor may see them. */
export async function listRuns(tx: Tx, filter: RunFilter & PageRequest): Promise<Result<Page<RunRow>>> {
  const { workflow, state, waitsFor, trouble, over = false, limit, cursor } = filter
  const order = over ? 'runs-over' : 'runs'
  const after = readCursor(cursor, order, ['instant', 'uuid'])
  if (!after.ok) return after
  const column = over ? 'r.ended_at' : 'r.order_at'
  let query = rows
    .where('r.ended_at', over ? 'is not' : 'is', null)
    .orderBy(column, over ? 'desc' : 'asc')
    .orderBy('r.id', over ? 'desc' : 'asc')
    .limit(limit + 1)
  if (workflow !== undefined) query = query.where('r.workflow', '=', workflow)
  if (state !== undefined) query = query.where('r.state', '=', state)
  if (waitsFor !== undefined) query = query.where('r.waits_for', '=', waitsFor)
  if (trouble === true) query = query.where('r.trouble', '=', true)
  if (after.value !== null) {
    const [at, id] = after.value as [string, RunId]
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple(column, 'r.id'), over ? '<' : '>', tuple(Temporal.Instant.from(at), id)),
    )
  }
  const found = await tx.run(query)
  return ok(
    pageOf(
      found,
      limit,
      ({ run, dueAt, waitsFor: whose, number, desk, subject, partnerName, country, state: where }): RunRow => ({
        run: runOf({ run }),
        dueAt,
        waitsFor: whose,
        number,
        desk,
        subject,
        partnerName,
        country,
        state: where,
      }),
      (last) => cursorOf(order, [said(over ? (last.endedAt ?? last.orderAt) : last.orderAt), last.id]),
    ),
  )
}

const said = (at: Instant): string => at.toString({ smallestUnit: 'millisecond' })

export interface RunCount {
  readonly workflow: string
  readonly state: string
  readonly open: number
  readonly trouble: number
}

/** How many are open, by workflow and state: counted over those that are open only. */
export const countRuns = (tx: Tx): Promise<readonly RunCount[]> =>
  tx.run(sql<RunCount>`select workflow, state, count(*)::integer as open, count(*) filter (where trouble)::integer as trouble
    from workflow_runs where ended_at is null group by workflow, state order by workflow, state`)

export const countWaitingFor = async (tx: Tx, role: WorkflowRole, partner: PartnerId): Promise<number> => {
  const [row] = await tx.run(
    sql<{ count: number }>`select count(*)::integer as count from workflow_runs
      where ended_at is null and waits_for = ${role} and partner_id = ${partner}`,
  )
  return row?.count ?? 0
}
