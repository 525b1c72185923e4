/** Where the widget may stand, and who uses it (A6). A session's token is kept nowhere, only its hash. */
import type { Id, Instant, PartnerId, PersonId } from '../domain/kernel.ts'
import type { Database } from './database.ts'
import { holderOf, type Holder, type HolderColumns } from './keys.ts'
import type { Statement, Tx } from './tx.ts'

export type WidgetSessionId = Id<'widget-session'>

export interface WidgetSession {
  readonly id: WidgetSessionId
  readonly person: PersonId
  readonly partner: PartnerId
  /** Of the page that it is for: 'https://store.vendor.example'. */
  readonly origin: string
  readonly onlyReads: boolean
  readonly issuedBy: PersonId
  readonly issuedAt: Instant
  readonly expiresAt: Instant
}

export interface WidgetSessionRow extends WidgetSession {
  readonly personName: string | null
  readonly partnerName: string | null
  readonly issuerName: string | null
}

const statements = {
  origins: { name: 'widget_origins', text: 'select origin from widget_origins order by origin' },
  allow: {
    name: 'widget_origin_added',
    text: 'insert into widget_origins (origin, added_by, added_at) values ($1, $2, $3) on conflict do nothing',
  },
  disallow: {
    name: 'widget_origins_kept',
    text: 'delete from widget_origins where not (origin = any ($1::text[])) returning origin',
  },
  add: {
    name: 'widget_session_added',
    text: `insert into widget_sessions (id, hash, person_id, partner_id, origin, only_reads, issued_by, issued_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  },
  one: { name: 'widget_session', text: 'select id from widget_sessions where id = $1' },
  running: {
    name: 'widget_sessions_running',
    text: `select s.id, s.person_id as person, s.partner_id as partner, s.origin, s.only_reads as "onlyReads", s.issued_by as "issuedBy",
        s.issued_at as "issuedAt", s.expires_at as "expiresAt", n.name as "personName", p.name as "partnerName", i.name as "issuerName"
      from widget_sessions s left join person_names n on n.id = s.person_id left join person_names i on i.id = s.issued_by
        left join partners p on p.id = s.partner_id
      where s.revoked_at is null and s.expires_at > $1 order by s.expires_at desc, s.id limit 100`,
  },
  revoke: {
    name: 'widget_session_revoked',
    text: 'update widget_sessions set revoked_at = $2 where id = $1 and revoked_at is null returning id',
  },
  revokeOf: {
    name: 'widget_sessions_of_revoked',
    text: 'update widget_sessions set revoked_at = $2 where person_id = $1 and revoked_at is null and expires_at > $2 returning id',
  },
  revokeAt: {
    name: 'widget_sessions_at_revoked',
    text: 'update widget_sessions set revoked_at = $2 where origin = any ($1::text[]) and revoked_at is null and expires_at > $2 returning id',
  },
  old: { name: 'widget_sessions_old', text: 'delete from widget_sessions where expires_at < $1 returning id' },
} as const satisfies Record<string, Statement>

const personOfSession: Statement = {
  name: 'person_of_widget_session',
  text: `select session_id as session, origin, only_reads as "onlyReads", expires_at as "expiresAt", person, partner
    from person_of_widget_session($1::bytea, $2::timestamptz)`,
}

export interface WidgetHolder extends Holder {
  readonly session: WidgetSessionId
  readonly origin: string
  readonly onlyReads: boolean
  readonly expiresAt: Instant
}

/** Who has the token with that SHA-256 hash; null where it is none, is over at `at`, was revoked, or its person has left. */
export async function personByWidgetToken(db: Database, hash: Buffer, at: Instant): Promise<WidgetHolder | null> {
  const [row] = await db.once<HolderColumns & Omit<WidgetHolder, keyof Holder>>(personOfSession, [hash, at])
  if (row === undefined) return null
  const { session, origin, onlyReads, expiresAt } = row
  return { session, origin, onlyReads, expiresAt, ...holderOf(row) }
}

export const allowedOrigins = async (tx: Tx): Promise<readonly string[]> =>
  (await tx.call<{ origin: string }>(statements.origins)).map(({ origin }) => origin)

/** These and no others from now on; what is over with the others ends at once. How many sessions that were. */
export async function setOrigins(tx: Tx, origins: readonly string[], by: PersonId, at: Instant): Promise<number> {
  for (const origin of origins) await tx.call(statements.allow, [origin, by, at])
  const gone = (await tx.call<{ origin: string }>(statements.disallow, [origins])).map(({ origin }) => origin)
  return gone.length === 0 ? 0 : (await tx.call(statements.revokeAt, [gone, at])).length
}

export async function insertWidgetSession(tx: Tx, row: WidgetSession & { readonly hash: Buffer }): Promise<void> {
  const { id, hash, person, partner, origin, onlyReads, issuedBy, issuedAt, expiresAt } = row
  await tx.call(statements.add, [id, hash, person, partner, origin, onlyReads, issuedBy, issuedAt, expiresAt])
}

export const hasWidgetSession = async (tx: Tx, id: WidgetSessionId): Promise<boolean> =>
  (await tx.call(statements.one, [id])).length > 0

/** Those that hold at an instant, the latest first; a hundred at most. */
export const runningSessions = (tx: Tx, at: Instant): Promise<readonly WidgetSessionRow[]> =>
  tx.call(statements.running, [at])

/** False where it held no more. */
export const revokeWidgetSession = async (tx: Tx, id: WidgetSessionId, at: Instant): Promise<boolean> =>
  (await tx.call(statements.revoke, [id, at])).length > 0

/** All that somebody has; how many there were. */
export const revokeSessionsOf = async (tx: Tx, person: PersonId, at: Instant): Promise<number> =>
  (await tx.call(statements.revokeOf, [person, at])).length

/** Forgets those that were over before; how many there were. */
export const forgetSessions = async (tx: Tx, before: Instant): Promise<number> =>
  (await tx.call(statements.old, [before])).length
