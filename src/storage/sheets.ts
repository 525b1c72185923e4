/** What is shown of partners, its versions, and the changes that were asked for (E8). */
import { sql } from 'kysely'
import type { Id, Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { ChangeState, SheetChange, Standing } from '../domain/sheet/change.ts'
import type { SheetValues } from '../domain/sheet/values.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { AttachmentId } from './attachments.ts'
import { storableJson } from './json.ts'
import type { Tx } from './tx.ts'

export type SheetId = Id<'sheet'>

export interface Sheet {
  readonly id: SheetId
  readonly partner: PartnerId
  /** Of the policy. */
  readonly kind: string
  /** 0 while nothing was approved yet. */
  readonly version: number
  /** Without what is the registry's own. */
  readonly contents: SheetValues
  readonly createdAt: Instant
  readonly publishedAt: Instant | null
  readonly takenDownAt: Instant | null
}

export const standingOf = (sheet: Pick<Sheet, 'version' | 'takenDownAt'> | null): Standing =>
  sheet === null || sheet.version === 0 ? 'new' : sheet.takenDownAt === null ? 'published' : 'taken-down'

export interface KeptChange {
  /** Of the run that asked for it. */
  readonly id: RunId
  readonly sheet: SheetId
  readonly ticket: TicketId
  readonly partner: PartnerId
  readonly change: SheetChange
  readonly why: string | null
  readonly proof: AttachmentId | null
  readonly state: ChangeState
  /** Why it was refused. */
  readonly decision: string | null
  readonly askedBy: PersonId | null
  readonly askedAt: Instant
  readonly changedAt: Instant
  readonly version: number | null
}

const columns = sql`id, partner_id as partner, kind, version, contents, created_at as "createdAt",
  published_at as "publishedAt", taken_down_at as "takenDownAt"`

/** The last published first; those that were only asked for after them. */
export const sheetsOf = (tx: Tx, partner: PartnerId): Promise<readonly Sheet[]> =>
  tx.run(
    sql<Sheet>`select ${columns} from partner_sheets where partner_id = ${partner}
      order by published_at desc nulls last, id desc`,
  )

export async function sheetById(tx: Tx, id: string): Promise<Sheet | null> {
  return (await tx.run(sql<Sheet>`select ${columns} from partner_sheets where id = ${id}`))[0] ?? null
}

/** The only one of its kind. */
export async function singleSheet(tx: Tx, partner: PartnerId, kind: string): Promise<Sheet | null> {
  const rows = await tx.run(
    sql<Sheet>`select ${columns} from partner_sheets where partner_id = ${partner} and kind = ${kind} and single`,
  )
  return rows[0] ?? null
}

/** Nobody else changes a sheet of the partner's, or adds one, until the transaction ends. */
export async function lockSheets(tx: Tx, partner: PartnerId): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('sheets:' || ${partner}, 0))`)
}

export async function insertSheet(
  tx: Tx,
  {
    id,
    partner,
    kind,
    single,
    at,
  }: Pick<Sheet, 'id' | 'partner' | 'kind'> & { readonly single: boolean; readonly at: Instant },
): Promise<void> {
  await tx.run(
    sql`insert into partner_sheets (id, partner_id, kind, single, created_at)
      values (${id}, ${partner}, ${kind}, ${single}, ${at})`,
  )
}

export interface NewVersion {
  readonly sheet: Sheet
  readonly change: SheetChange
  readonly changeId: RunId
  readonly contents: SheetValues
  readonly at: Instant
  readonly by: PersonId | null
}

/** Makes a version the one that is shown; the ones before it stay. The number that it has. */
export async function publishVersion(
  tx: Tx,
  { sheet, change, changeId, contents, at, by }: NewVersion,
): Promise<number> {
  const version = sheet.version + 1
  const shown = !change.takesDown
  const stored = storableJson(contents)
  await tx.run(
    sql`insert into sheet_versions (sheet_id, version, partner_id, change_id, was, became, contents, shown, at, by_person)
      values (${sheet.id}, ${version}, ${sheet.partner}, ${changeId}, ${storableJson(change.was)}::jsonb,
        ${storableJson(change.set)}::jsonb, ${stored}::jsonb, ${shown}, ${at}, ${by})`,
  )
  await tx.run(
    sql`update partner_sheets set version = ${version}, contents = ${stored}::jsonb, published_at = ${at},
        taken_down_at = ${shown ? null : at}
      where id = ${sheet.id}`,
  )
  return version
}

export interface SheetVersion {
  readonly version: number
  readonly was: SheetChange['was']
  readonly became: SheetChange['set']
  readonly shown: boolean
  readonly at: Instant
  readonly by: PersonId | null
  /** Null where it was brought over with the partner: nobody asked for it here. */
  readonly ticket: TicketId | null
  readonly number: string | null
  readonly askedBy: PersonId | null
  readonly why: string | null
}

/** The last first; so many at most. */
export const versionsOf = (tx: Tx, sheet: SheetId, most: number): Promise<readonly SheetVersion[]> =>
  tx.run(
    sql<SheetVersion>`select v.version, v.was, v.became, v.shown, v.at, v.by_person as by, t.id as ticket, t.number,
        c.asked_by as "askedBy", c.why
      from sheet_versions v left join sheet_changes c on c.id = v.change_id left join tickets t on t.id = c.ticket_id
      where v.sheet_id = ${sheet} order by v.version desc limit ${most}`,
  )

const changeColumns = sql`c.id, c.sheet_id as sheet, c.ticket_id as ticket, c.partner_id as partner, c.change, c.why, c.proof, c.state,
  c.decision, c.asked_by as "askedBy", c.asked_at as "askedAt", c.changed_at as "changedAt", c.version`

export async function changeById(tx: Tx, id: RunId): Promise<KeptChange | null> {
  return (await tx.run(sql<KeptChange>`select ${changeColumns} from sheet_changes c where c.id = ${id}`))[0] ?? null
}

export interface ListedChange extends KeptChange {
  readonly number: string
  /** When its state is left by itself; null where it is over, or time does nothing. */
  readonly dueAt: Instant | null
}

/** Open ones first, then the last that were decided; so many at most. */
export const changesOf = (tx: Tx, partner: PartnerId, most: number): Promise<readonly ListedChange[]> =>
  tx.run(
    sql<ListedChange>`select ${changeColumns}, t.number, r.due_at as "dueAt"
      from sheet_changes c join tickets t on t.id = c.ticket_id left join workflow_runs r on r.id = c.id
      where c.partner_id = ${partner}
      order by (c.state in ('asked', 'missing')) desc, c.asked_at desc, c.id desc limit ${most}`,
  )

/** As it now is; what was asked for, by whom and when, is written once, and anew where the partner asks for something else. */
export async function keepChange(tx: Tx, row: KeptChange): Promise<void> {
  const { id, sheet, ticket, partner, change, why, proof, state, decision, askedBy, askedAt, changedAt, version } = row
  await tx.run(
    sql`insert into sheet_changes (id, sheet_id, ticket_id, partner_id, change, why, proof, state, decision, asked_by, asked_at,
        changed_at, version)
      values (${id}, ${sheet}, ${ticket}, ${partner}, ${storableJson(change)}::jsonb, ${why}, ${proof}, ${state}, ${decision},
        ${askedBy}, ${askedAt}, ${changedAt}, ${version})
      on conflict (id) do update set change = excluded.change, proof = excluded.proof, state = excluded.state,
        decision = excluded.decision, changed_at = excluded.changed_at, version = excluded.version`,
  )
}
