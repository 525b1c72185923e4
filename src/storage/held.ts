/** Requests that are held (A7): put in as they came, decided about once, never removed. */
import { sql } from 'kysely'
import type { Finding } from '../domain/intake/request.ts'
import { ok, type Id, type Instant, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import type { Channel } from '../domain/ticket/ticket.ts'
import { toText } from './connection.ts'
import { storable, storableJson } from './json.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export type HeldId = Id<'held'>

export const heldStates = ['held', 'released', 'refused'] as const
export type HeldState = (typeof heldStates)[number]

/** As it came. */
export interface Held {
  readonly id: HeldId
  readonly channel: Channel
  readonly desk: DeskId
  /** The address in lower case. */
  readonly from: { readonly name: string; readonly email: string }
  readonly subject: string
  readonly text: string
  /** A `TicketForm` where the channel could make one of it. */
  readonly form: unknown
  readonly reasons: readonly Finding[]
  readonly receivedAt: Instant
  readonly heldAt: Instant
  /** Id of the raw mail. */
  readonly mail: string | null
  /** The ticket that it answers. */
  readonly replyTo: TicketId | null
}

export interface HeldRow extends Held {
  readonly toldAt: Instant | null
  readonly state: HeldState
  readonly decided: null | { readonly at: Instant; readonly by: PersonId; readonly because: string | null }
  /** What it became, or was added to. */
  readonly ticket: TicketId | null
}

export interface HeldAct {
  readonly at: Instant
  readonly by: PersonId | null
  readonly what: 'held' | 'told' | 'released' | 'refused' | 'reopened'
  readonly because: string | null
}

const all = from.selectFrom('held_requests').selectAll()

/** Puts it in; where its mail is held already, the id of what is there. */
export async function insertHeld(tx: Tx, held: Held): Promise<{ readonly id: HeldId; readonly fresh: boolean }> {
  const [row] = await tx.run(
    from
      .insertInto('held_requests')
      .values({
        id: held.id,
        channel: held.channel,
        desk: held.desk,
        from_name: storable(held.from.name),
        from_email: storable(held.from.email).toLowerCase(),
        subject: storable(held.subject),
        body: storable(held.text),
        form: sql`${held.form === null ? null : storableJson(held.form)}::jsonb`,
        reasons: sql`${storableJson(held.reasons)}::jsonb`,
        received_at: held.receivedAt,
        held_at: held.heldAt,
        mail_id: held.mail,
        reply_to: held.replyTo,
        state: 'held',
      })
      .onConflict((conflict) => conflict.column('mail_id').where('mail_id', 'is not', null).doNothing())
      .returning('id'),
  )
  if (row !== undefined) return { id: row.id, fresh: true }
  const [there] = await tx.run(from.selectFrom('held_requests').select('id').where('mail_id', '=', held.mail))
  if (there === undefined) throw new Error(`Mail ${held.mail} is held and not there.`)
  return { id: there.id, fresh: false }
}

export async function addHeldAct(tx: Tx, held: HeldId, { at, by, what, because }: HeldAct): Promise<void> {
  await tx.run(from.insertInto('held_acts').values({ held_id: held, at, by_person: by, what, because }))
}

/** In order. */
export function heldActs(tx: Tx, held: HeldId): Promise<readonly HeldAct[]> {
  return tx.run(
    from
      .selectFrom('held_acts')
      .select(['at', 'by_person as by', 'what', 'because'])
      .where('held_id', '=', held)
      .orderBy('id'),
  )
}

export async function readHeld(tx: Tx, id: HeldId): Promise<HeldRow | null> {
  const [row] = await tx.run(all.where('id', '=', id))
  return row === undefined ? null : rowOf(row)
}

/** Locked until the transaction ends: whoever decides about it meanwhile waits, and sees what was decided. */
export async function lockHeld(tx: Tx, id: HeldId): Promise<HeldRow | null> {
  const [row] = await tx.run(all.where('id', '=', id).forUpdate())
  return row === undefined ? null : rowOf(row)
}

export interface HeldFilter {
  readonly state: HeldState
  readonly desk?: DeskId | undefined
}

/** Those that wait: the longest held first; those decided about: the latest first. Refuses a cursor of another list. */
export async function listHeld(
  tx: Tx,
  { state, desk, limit, cursor }: HeldFilter & PageRequest,
): Promise<Result<Page<HeldRow>>> {
  const after = readCursor(cursor, state, ['instant', 'uuid'])
  if (!after.ok) return after
  const waiting = state === 'held'
  const [by, direction] = waiting ? (['received_at', 'asc'] as const) : (['decided_at', 'desc'] as const)
  let query = all
    .where('state', '=', state)
    .orderBy(by, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
  if (desk !== undefined) query = query.where('desk', '=', desk)
  if (after.value !== null) {
    const [at, id] = after.value
    query = query.where(
      waiting
        ? sql<boolean>`(received_at, id) > (${at}::timestamptz, ${id}::uuid)`
        : sql<boolean>`(decided_at, id) < (${at}::timestamptz, ${id}::uuid)`,
    )
  }
  const rows = await tx.run(query)
  return ok(pageOf(rows, limit, rowOf, (last) => cursorOf(state, [toText(last[by] ?? last.received_at), last.id])))
}

/** How many wait, counted up to `upTo`. */
export async function countHeld(tx: Tx, upTo = 1_000): Promise<number> {
  const some = from.selectFrom('held_requests').select('id').where('state', '=', 'held').limit(sql.lit(upTo))
  const [row] = await tx.run(from.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count')))
  return row?.count ?? 0
}

/** What was decided; null takes it up again. */
export async function decideHeld(
  tx: Tx,
  id: HeldId,
  decided: null | {
    readonly state: 'released' | 'refused'
    readonly at: Instant
    readonly by: PersonId
    readonly because: string | null
    readonly ticket: TicketId | null
  },
): Promise<void> {
  const facts =
    decided === null
      ? { state: 'held' as const, decided_at: null, decided_by: null, decided_because: null, ticket_id: null }
      : {
          state: decided.state,
          decided_at: decided.at,
          decided_by: decided.by,
          decided_because: decided.because,
          ticket_id: decided.ticket,
        }
  await tx.run(from.updateTable('held_requests').set(facts).where('id', '=', id))
}

/** One after the other for each sender: of two that come at once, one is told. */
export async function takeSendersTurn(tx: Tx, email: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('held_requests'), hashtext(${email}))`)
}

/** Whether a sender was told something since then. */
export async function wasToldSince(tx: Tx, email: string, since: Instant): Promise<boolean> {
  const query = from.selectFrom('held_requests').select('id').where('from_email', '=', email)
  return (await tx.run(query.where('told_at', '>=', since).limit(1))).length > 0
}

export async function noteTold(tx: Tx, id: HeldId, at: Instant): Promise<void> {
  await tx.run(from.updateTable('held_requests').set({ told_at: at }).where('id', '=', id))
}

type Row = Awaited<ReturnType<typeof all.execute>>[number]

const rowOf = (row: Row): HeldRow => ({
  id: row.id,
  channel: row.channel,
  desk: row.desk,
  from: { name: row.from_name, email: row.from_email },
  subject: row.subject,
  text: row.body,
  form: row.form,
  reasons: row.reasons,
  receivedAt: row.received_at,
  heldAt: row.held_at,
  mail: row.mail_id,
  replyTo: row.reply_to,
  toldAt: row.told_at,
  state: row.state,
  decided:
    row.decided_at === null || row.decided_by === null
      ? null
      : { at: row.decided_at, by: row.decided_by, because: row.decided_because },
  ticket: row.ticket_id,
})
