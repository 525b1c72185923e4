/** Support contracts of partners (F2): first and last day 'YYYY-MM-DD', both in it. */
import type { Id, Instant, PartnerId } from '../domain/kernel.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export type ContractId = Id<'contract'>

export interface SupportContract {
  readonly id: ContractId
  readonly partner: PartnerId
  /** How the contract is known: one for each partner. */
  readonly reference: string
  readonly startsOn: string
  readonly endsOn: string
  readonly createdAt: Instant
}

const contracts = from
  .selectFrom('support_contracts')
  .select([
    'id',
    'partner_id as partner',
    'reference',
    'starts_on as startsOn',
    'ends_on as endsOn',
    'created_at as createdAt',
  ])

/** The latest first. */
export function contractsOf(tx: Tx, partner: PartnerId): Promise<readonly SupportContract[]> {
  return tx.run(contracts.where('partner_id', '=', partner).orderBy('ends_on', 'desc').orderBy('id'))
}

export async function contractById(tx: Tx, id: ContractId): Promise<SupportContract | null> {
  return (await tx.run(contracts.where('id', '=', id)))[0] ?? null
}

/**
 * The contract that counts on a day: the one that runs then, else the one that ended last, else the one that begins next.
 * Null where the partner never had one. `eligibility` says whether it is valid, and since when not (F2).
 */
export async function contractOn(tx: Tx, partner: PartnerId, day: string): Promise<SupportContract | null> {
  const all = await contractsOf(tx, partner)
  const begun = all.filter(({ startsOn }) => startsOn <= day)
  return begun.find(({ endsOn }) => day <= endsOn) ?? begun[0] ?? all.at(-1) ?? null
}

/** False where the partner has one of that reference. */
export async function insertContract(tx: Tx, contract: SupportContract): Promise<boolean> {
  const { partner, startsOn, endsOn, createdAt, id, reference } = contract
  const rows = await tx.run(
    from
      .insertInto('support_contracts')
      .values({ id, reference, partner_id: partner, starts_on: startsOn, ends_on: endsOn, created_at: createdAt })
      .onConflict((conflict) => conflict.columns(['partner_id', 'reference']).doNothing())
      .returning('id'),
  )
  return rows.length > 0
}

/** Puts dates and reference in the place of what they were. */
export async function updateContract(tx: Tx, { id, reference, startsOn, endsOn }: SupportContract): Promise<void> {
  await tx.run(
    from.updateTable('support_contracts').set({ reference, starts_on: startsOn, ends_on: endsOn }).where('id', '=', id),
  )
}
