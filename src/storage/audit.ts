/** The audit as it is looked through: the latest first (G2). Staff and the program see it, partners nothing of it. */
import { sql } from 'kysely'
import { ok, type Instant, type PersonId, type Result } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import type { AuditRow } from './evidence.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export interface AuditFilter {
  readonly person?: PersonId | undefined
  /** The table. */
  readonly thing?: string | undefined
  /** Of the row in it. */
  readonly key?: string | undefined
  readonly from?: Instant | undefined
  /** Before it. */
  readonly to?: Instant | undefined
}

export async function listAudit(
  tx: Tx,
  { person, thing, key, from, to }: AuditFilter,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<AuditRow>>> {
  const after = readCursor(cursor, 'audit', ['instant', 'number'])
  if (!after.ok) return after
  const conditions = [
    sql<boolean>`true`,
    ...(person === undefined ? [] : [sql<boolean>`person_id = ${person}`]),
    ...(thing === undefined ? [] : [sql<boolean>`thing = ${thing}`]),
    ...(key === undefined ? [] : [sql<boolean>`key = ${key}`]),
    ...(from === undefined ? [] : [sql<boolean>`at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql<boolean>`at < ${to}::timestamptz`]),
    ...(after.value === null
      ? []
      : [sql<boolean>`(at, id) < (${after.value[0]}::timestamptz, ${after.value[1]}::bigint)`]),
  ]
  const rows = await tx.run(sql<AuditRow>`
    select id, at, actor, person_id as person, act, thing, key, partner_id as partner, was, became from audit
    where ${sql.join(conditions, sql` and `)} order by at desc, id desc limit ${sql.lit(limit + 1)}`)
  return ok(
    pageOf(
      rows,
      limit,
      (row) => row,
      ({ at, id }) => cursorOf('audit', [toText(at), id]),
    ),
  )
}

const named: Statement = {
  name: 'audit_names',
  text: `
    select id::text, name from people where id = any ($1::uuid[])
    union all (select distinct on (key) key, became ->> 'name' from audit
      where key = any ($2::text[]) and thing = 'auth_user' and became ? 'name' order by key, id desc)
    union all select id::text, name from partners where id = any ($1::uuid[])
    union all select id::text, name from customers where id = any ($1::uuid[])
    union all select id::text, title from ideas where id = any ($1::uuid[])
    union all select id::text, title from incidents where id = any ($1::uuid[])
    union all select id::text, title from announcements where id = any ($1::uuid[])
    union all select id::text, title from saved_replies where id = any ($1::uuid[])
    union all select id::text, label from api_keys where id = any ($1::uuid[])
    union all select id::text, url from webhooks where id = any ($1::uuid[])
    union all select id::text, reference from support_contracts where id = any ($1::uuid[])
    union all select id::text, offering from grants where id = any ($1::uuid[])
    union all select id::text, subject from held_requests where id = any ($1::uuid[])
    union all select id::text, name from attachments where id = any ($1::uuid[])
    union all select id::text, title from reviews where id = any ($1::uuid[])
    union all select id::text, number from tickets where id = any ($1::uuid[])
    union all select a.id::text, v.title from articles a join article_versions v on v.article_id = a.id and v.number = a.version
      where a.id = any ($1::uuid[])`,
}

/** What those of the identifiers are called now that are known, by identifier; `users` are those of the sign-in. */
export async function namesOfThings(
  tx: Tx,
  ids: readonly string[],
  users: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0 && users.length === 0) return new Map()
  const rows = await tx.call<{ id: string; name: string }>(named, [ids, users])
  return new Map(rows.map(({ id, name }) => [id, name]))
}
