/** A request that may come twice is answered once: its key is claimed in the transaction that does the work (G1). */
import { sql } from 'kysely'
import type { Instant } from '../domain/kernel.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface KeyClaim {
  readonly key: string
  /** A digest of what was asked: the same key may not be used for something else. */
  readonly bodyHash: string
  readonly at: Instant
}

export type KeyClaimed =
  | { readonly kind: 'claimed' }
  /** The first answer, as it was. */
  | { readonly kind: 'replay'; readonly status: number; readonly response: unknown }
  | { readonly kind: 'mismatch' }

/** Keys are each actor's own. */
const owner = (tx: Tx): string => (tx.actor.kind === 'system' ? '' : tx.actor.person)

/**
 * Claims a key for this transaction. Somebody with the same key at the same moment waits here until the first is done,
 * and gets its answer, or the claim where the first came to nothing.
 */
export async function claimKey(tx: Tx, { key, bodyHash, at }: KeyClaim): Promise<KeyClaimed> {
  const inserted = await tx.run(
    from
      .insertInto('idempotency_keys')
      .values({ actor: owner(tx), key, body_hash: bodyHash, at })
      .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
      .returning('key'),
  )
  if (inserted.length > 0) return { kind: 'claimed' }
  const kept = await keptUnder(tx, key)
  if (kept === undefined) throw new Error(`Key '${key}' was claimed by somebody, and then there was none.`)
  if (kept.body_hash !== bodyHash) return { kind: 'mismatch' }
  if (kept.status === null) throw new Error(`Key '${key}' was claimed and never answered.`)
  return { kind: 'replay', status: kept.status, response: kept.response }
}

async function keptUnder(tx: Tx, key: string) {
  const [kept] = await tx.run(
    from
      .selectFrom('idempotency_keys')
      .select(['body_hash', 'status', sql<unknown>`first_answer(idempotency_keys)`.as('response')])
      .where('actor', '=', owner(tx))
      .where('key', '=', key),
  )
  return kept
}

/** The answer that was kept under a key, for work that is too long to be done while it is claimed; null where there is none. */
export async function answerKept(
  tx: Tx,
  { key, bodyHash }: Omit<KeyClaim, 'at'>,
): Promise<Exclude<KeyClaimed, { kind: 'claimed' }> | null> {
  const kept = await keptUnder(tx, key)
  if (kept === undefined || kept.status === null) return null
  return kept.body_hash === bodyHash
    ? { kind: 'replay', status: kept.status, response: kept.response }
    : { kind: 'mismatch' }
}

/** Keeps the answer for whoever asks again with a key that this transaction claimed. */
export async function keepAnswer(tx: Tx, key: string, status: number, response: unknown): Promise<void> {
  await tx.run(
    from
      .updateTable('idempotency_keys')
      .set({ status, response: JSON.stringify(response ?? null) })
      .where('actor', '=', owner(tx))
      .where('key', '=', key),
  )
}

/** Forgets the keys used before `before`; how many there were. */
export async function forgetKeys(tx: Tx, before: Instant): Promise<number> {
  return (await tx.run(from.deleteFrom('idempotency_keys').where('at', '<', before).returning('key'))).length
}
