/** What changed about a partner and all that is its: who, when, why, from what to what (A2). Written once, never changed. */
import { sql } from 'kysely'
import { ok, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export const historySubjects = ['partner', 'contact', 'customer', 'contract', 'grant'] as const
/** The way in which a change came: by somebody at the desk or its API, out of a file, or by the program in its time. */
export const historyWays = ['desk', 'import', 'timetable'] as const

export interface Change {
  readonly partner: PartnerId
  readonly at: Instant
  /** Null for the program itself, and for a file that was read in on the command line. */
  readonly by: PersonId | null
  readonly via: (typeof historyWays)[number]
  readonly about: {
    readonly kind: (typeof historySubjects)[number]
    readonly id: string | null
    /** What it was called then. */
    readonly name: string
  }
  /** The field, e.g. 'tier'. */
  readonly what: string
  readonly was: string | null
  readonly became: string | null
  readonly reason: string | null
}

export interface KeptChange extends Change {
  readonly id: number
}

const columns = [
  'id',
  'partner_id as partner',
  'at',
  'by_person as by',
  'via',
  'about',
  'about_id',
  'about_name',
  'what',
  'was',
  'became',
  'reason',
] as const

type Row = Omit<KeptChange, 'about'> & {
  readonly about: Change['about']['kind']
  readonly about_id: string | null
  readonly about_name: string
}

const changeOf = ({ about, about_id: id, about_name: name, ...rest }: Row): KeptChange => ({
  ...rest,
  about: { kind: about, id, name },
})

export async function recordChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ partner, by, about, ...rest }) => ({
    ...rest,
    partner_id: partner,
    by_person: by,
    about: about.kind,
    about_id: about.id,
    about_name: about.name,
  }))
  await tx.run(
    sql`insert into partner_history
        (partner_id, at, by_person, via, about, about_id, about_name, what, was, became, reason)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (partner_id uuid, at timestamptz,
        by_person uuid, via text, about text, about_id uuid, about_name text, what text, was text, became text, reason text)`,
  )
}

/** The latest first. */
export async function historyOf(
  tx: Tx,
  partner: PartnerId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<KeptChange>>> {
  const after = readCursor(cursor, 'history', ['serial'])
  if (!after.ok) return after
  let query = from.selectFrom('partner_history').select(columns).where('partner_id', '=', partner)
  if (after.value !== null) query = query.where('id', '<', after.value[0] as number)
  const rows = await tx.run(query.orderBy('id', 'desc').limit(limit + 1))
  return ok(pageOf(rows, limit, changeOf, (last) => cursorOf('history', [last.id])))
}

/** How the partner came by its tier; null where it always had it. */
export async function lastTierChange(tx: Tx, partner: PartnerId): Promise<KeptChange | null> {
  const [row] = await tx.run(
    from
      .selectFrom('partner_history')
      .select(columns)
      .where('partner_id', '=', partner)
      .where('about', '=', 'partner')
      .where('what', '=', 'tier')
      .orderBy('id', 'desc')
      .limit(1),
  )
  return row === undefined ? null : changeOf(row)
}
