/** Support contracts of partners (F2). */
import type { PartnerId } from '../../domain/kernel.ts'
import {
  contractById,
  contractsOf,
  insertContract,
  updateContract,
  type ContractId,
  type SupportContract,
} from '../../storage/contracts.ts'
import type { Tx } from '../../storage/database.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { actOn } from './partner-history.ts'
import { contractView, todayOf, type ContractView } from './partner-view.ts'
import { notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'

export interface NewContract {
  readonly reference: string
  /** First and last day, 'YYYY-MM-DD', both in it. */
  readonly startsOn: string
  readonly endsOn: string
}

export function addContract(
  app: App,
  actor: Actor,
  id: PartnerId,
  given: NewContract,
  asked: Once | null,
): Promise<Answer<Outcome<ContractView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    await lockRegistry(tx)
    const partner = await partnerById(tx, id)
    if (partner === null) return notFound('partner')
    const contract: SupportContract = { ...given, id: app.newId<'contract'>(), partner: id, createdAt: app.now() }
    const mistakes = await contractMistakes(tx, contract)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await insertContract(tx, contract)
    return keep(app, tx, actor, partner, null, contract)
  })
}

export type ContractChange = { readonly [Field in keyof NewContract]?: NewContract[Field] | undefined }

export async function changeContract(
  app: App,
  actor: Actor,
  id: ContractId,
  change: ContractChange,
): Promise<Answer<ContractView>> {
  return app.db.transaction(actor, async (tx) => {
    await lockRegistry(tx)
    const was = await contractById(tx, id)
    const partner = was === null ? null : await partnerById(tx, was.partner)
    if (was === null || partner === null) return notFound('contract')
    const { reference = was.reference, startsOn = was.startsOn, endsOn = was.endsOn } = change
    const contract = { ...was, reference, startsOn, endsOn }
    const mistakes = await contractMistakes(tx, contract)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updateContract(tx, contract)
    return keep(app, tx, actor, partner, was, contract)
  })
}

async function contractMistakes(
  tx: Tx,
  { id, partner, reference, startsOn, endsOn }: SupportContract,
): Promise<Refusals['errors']> {
  const others = (await contractsOf(tx, partner)).filter((other) => other.id !== id)
  return [
    ...(others.some((other) => other.reference === reference)
      ? [{ field: 'reference', message: 'The partner has a contract of this reference already.' }]
      : []),
    ...(endsOn < startsOn ? [{ field: 'endsOn', message: 'A contract must not end before it begins.' }] : []),
  ]
}

const span = ({ startsOn, endsOn }: SupportContract): string => `${startsOn} to ${endsOn}`

async function keep(
  app: App,
  tx: Tx,
  actor: Actor,
  partner: Partner,
  was: SupportContract | null,
  contract: SupportContract,
): Promise<Answer<ContractView>> {
  const act = {
    ...actOn(partner, actor, app.now()),
    about: { kind: 'contract', id: contract.id, name: contract.reference },
    reason: null,
  } as const
  const before = was === null ? null : span(was)
  if (before !== span(contract))
    await recordChanges(tx, [{ ...act, what: 'span', was: before, became: span(contract) }])
  if (was !== null && was.reference !== contract.reference)
    await recordChanges(tx, [{ ...act, what: 'reference', was: was.reference, became: contract.reference }])
  return { ok: true, value: contractView(contract, todayOf(app.policies.current(), partner, app.now())) }
}
