/** The published policies: numbered, and never changed again (C9). */
import { sql } from 'kysely'
import { ok, type Instant, type PersonId, type Result } from '../domain/kernel.ts'
import { policyShape, type Policy } from '../domain/policy.ts'
import { atLeast, cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

export interface StoredPolicy {
  readonly version: number
  readonly policy: Policy
  readonly digest: string
  readonly publishedAt: Instant
  readonly publishedBy: PersonId | null
  /** What the program that published it asked of every policy; 0 where that was not noted yet. */
  readonly shape: number
}

/** A version without its document. */
export type PolicyEntry = Omit<StoredPolicy, 'policy' | 'shape'>

/** Of this database; any number that nobody else takes ('policy' in ASCII, shortened). */
const lockPublishing: Statement = { name: 'lock_publishing', text: 'select pg_advisory_xact_lock(1886350441)' }

const entry = ['version', 'digest', 'published_at as publishedAt', 'published_by as publishedBy'] as const
const columns = [...entry, 'document as policy', 'shape'] as const

/** The newest; null while there is none. `lock` lets one transaction at a time publish: it reads and then writes. */
export async function latestPolicy(tx: Tx, options: { readonly lock?: boolean } = {}): Promise<StoredPolicy | null> {
  if (options.lock === true) await tx.call(lockPublishing)
  const [row] = await tx.run(from.selectFrom('policies').select(columns).orderBy('version', 'desc').limit(1))
  return row ?? null
}

/** Its number alone; null while there is none. */
export async function latestVersion(tx: Tx): Promise<number | null> {
  const [row] = await tx.run(from.selectFrom('policies').select('version').orderBy('version', 'desc').limit(1))
  return row?.version ?? null
}

export async function policyByVersion(tx: Tx, version: number): Promise<StoredPolicy | null> {
  const [row] = await tx.run(from.selectFrom('policies').select(columns).where('version', '=', version))
  return row ?? null
}

/** All of them without their documents, the newest first. */
export function listPolicies(tx: Tx): Promise<readonly PolicyEntry[]> {
  return tx.run(from.selectFrom('policies').select(entry).orderBy('version', 'desc'))
}

/** The same in pages. */
export async function pageOfPolicies(tx: Tx, { limit, cursor }: PageRequest): Promise<Result<Page<PolicyEntry>>> {
  const after = readCursor(cursor, 'policies', ['number'])
  if (!after.ok) return after
  const [before] = after.value ?? []
  const found = await tx.run(
    from
      .selectFrom('policies')
      .select(entry)
      .$if(before !== undefined, (query) => query.where('version', '<', Number(before)))
      .orderBy('version', 'desc')
      .limit(atLeast(limit)),
  )
  return ok(
    pageOf(
      found,
      limit,
      (row) => row,
      ({ version }) => cursorOf('policies', [version]),
    ),
  )
}

const countOpen: Statement = {
  name: 'open_by_policy',
  text: 'select policy_version as version, count(*)::int as tickets from tickets where open group by policy_version',
}

/** How many open tickets live under each version (C9); those of which none does are not in it. What it takes goes with the open ones. */
export async function openByPolicy(tx: Tx): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.call<{ readonly version: number; readonly tickets: number }>(countOpen)
  return new Map(rows.map(({ version, tickets }) => [version, tickets]))
}

/** How many partners there are of each tier. */
export async function partnersByTier(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.call<{ readonly tier: string; readonly partners: number }>(countTiers)
  return new Map(rows.map(({ tier, partners }) => [tier, partners]))
}

const countTiers: Statement = {
  name: 'partners_by_tier',
  text: 'select tier, count(*)::int as partners from partners group by tier order by tier',
}

export interface NewPolicy {
  readonly version: number
  readonly policy: Policy
  readonly digest: string
  readonly at: Instant
  readonly by: PersonId | null
}

/** Rejects where that version is taken: versions are given under `latestPolicy`'s lock. */
export async function insertPolicy(tx: Tx, { version, policy, digest, at, by }: NewPolicy): Promise<void> {
  await tx.run(
    from.insertInto('policies').values({
      version,
      document: sql`${JSON.stringify(policy)}::json`,
      digest,
      published_at: at,
      published_by: by,
      shape: policyShape,
    }),
  )
}
