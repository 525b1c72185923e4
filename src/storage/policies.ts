/** The published policies: numbered, and never changed again (C9). */
import { sql } from 'kysely'
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { Policy } from '../domain/policy.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

export interface StoredPolicy {
  readonly version: number
  readonly policy: Policy
  readonly digest: string
  readonly publishedAt: Instant
  readonly publishedBy: PersonId | null
}

/** Of this database; any number that nobody else takes ('policy' in ASCII, shortened). */
const lockPublishing: Statement = { name: 'lock_publishing', text: 'select pg_advisory_xact_lock(1886350441)' }

const columns = [
  'version',
  'document as policy',
  'digest',
  'published_at as publishedAt',
  'published_by as publishedBy',
] as const

/** The newest; null while there is none. `lock` lets one transaction at a time publish: it reads and then writes. */
export async function latestPolicy(tx: Tx, options: { readonly lock?: boolean } = {}): Promise<StoredPolicy | null> {
  if (options.lock === true) await tx.call(lockPublishing)
  const [row] = await tx.run(from.selectFrom('policies').select(columns).orderBy('version', 'desc').limit(1))
  return row ?? null
}

export async function policyByVersion(tx: Tx, version: number): Promise<StoredPolicy | null> {
  const [row] = await tx.run(from.selectFrom('policies').select(columns).where('version', '=', version))
  return row ?? null
}

/** All of them without their documents, the newest first. */
export function listPolicies(tx: Tx): Promise<readonly Omit<StoredPolicy, 'policy'>[]> {
  const [version, , ...rest] = columns
  return tx.run(
    from
      .selectFrom('policies')
      .select([version, ...rest])
      .orderBy('version', 'desc'),
  )
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
    }),
  )
}
