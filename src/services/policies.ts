/** The published policies: numbered, immutable, one of them current; a ticket keeps the version it was opened under (C9). */
import { createHash } from 'node:crypto'
import type { Instant, PersonId } from '../domain/kernel.ts'
import { policyShape, type Policy } from '../domain/policy.ts'
import type { Database, Tx } from '../storage/database.ts'
import { insertPolicy, latestPolicy, policyByVersion, type StoredPolicy } from '../storage/policies.ts'

export interface Policies {
  /** The version that new tickets are opened under. */
  current(): Policy
  /** A published version; rejects where there is none of that number. */
  version(number: number): Promise<Policy>
  /** Digest of the current one's content. */
  digest(): string
  /** Looks whether a newer one was published, here or by another process; whoever publishes announces it (stream.ts). */
  refresh(): Promise<void>
}

/**
 * The published policies of a database; null while nothing was ever published. `complete` adds what one that an earlier
 * program published does not say yet; the others stay as they were published (C9).
 */
export async function openPolicies(
  db: Database,
  complete: (policy: Policy) => Policy = (policy) => policy,
): Promise<Policies | null> {
  const whole = (stored: StoredPolicy): StoredPolicy =>
    stored.shape < policyShape ? { ...stored, policy: complete(stored.policy) } : stored
  const latest = await db.system((tx) => latestPolicy(tx))
  if (latest === null) return null
  const first = whole(latest)
  const known = new Map<number, Policy>([[first.version, first.policy]])
  let current = first
  return {
    current: () => current.policy,
    digest: () => current.digest,
    async version(number) {
      const held = known.get(number)
      if (held !== undefined) return held
      const found = await db.system((tx) => policyByVersion(tx, number))
      if (found === null) throw new Error(`There is no policy version ${number}.`)
      const { policy } = whole(found)
      known.set(number, policy)
      return policy
    },
    async refresh() {
      const newest = await db.system((tx) => latestPolicy(tx))
      // What was asked for earlier may be answered later.
      if (newest === null || newest.version <= current.version) return
      current = whole(newest)
      known.set(current.version, current.policy)
    },
  }
}

/** Of a policy as it was read from its files: the same content has the same digest, whatever its version. */
export const digestOf = (policy: Policy): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...policy, version: 0 }))
    .digest('hex')

export interface Published {
  readonly version: number
  /** False where it is what was published last: nothing is published twice. */
  readonly isNew: boolean
}

/** Publishes a checked policy as the next version. Two at once: each gets its own number, or the same where they are the same. */
export async function publishPolicy(
  db: Database,
  policy: Policy,
  by: PersonId | null,
  at: Instant,
): Promise<Published> {
  const digest = digestOf(policy)
  return db.system(async (tx) => {
    const latest = await latestPolicy(tx, { lock: true })
    if (latest?.digest === digest) return { version: latest.version, isNew: false }
    return { version: await publishNext(tx, latest?.version ?? 0, policy, by, at), isNew: true }
  })
}

/** Publishes a checked policy as the version after the latest one, which was read under its lock. The number that it has now. */
export async function publishNext(
  tx: Tx,
  latest: number,
  policy: Policy,
  by: PersonId | null,
  at: Instant,
): Promise<number> {
  const version = latest + 1
  await insertPolicy(tx, { version, policy: { ...policy, version }, digest: digestOf(policy), at, by })
  return version
}
