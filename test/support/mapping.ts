/** Customers that partners ask to have mapped to them (E2), for tests. */
import assert from 'node:assert/strict'
import type { CustomerId } from '../../src/domain/kernel.ts'
import { keepSubscriptions } from '../../src/storage/import/subscriptions.ts'
import type { Subscription } from '../../src/storage/subscriptions.ts'
import type { Answer } from './http.ts'
import { pdf, uploaded } from './payouts.ts'
import type { WorkflowDesk } from './runs.ts'

export const kestrel = { customerName: 'Kestrel Ltd', superAdminEmail: 'admin@kestrel.example', proof: 'Order 7.pdf' }
export const tern = { customerName: 'Tern Ltd', superAdminEmail: 'it@tern.example', proof: 'Order 8.pdf' }

/** Asks for a mapping on a ticket, with the proof uploaded under its name. */
export async function askMapping(
  { desk, begin }: Pick<WorkflowDesk, 'desk' | 'begin'>,
  whose: 'aurora' | 'borealis',
  path: string,
  { proof, ...form }: { readonly proof: string; readonly superAdminEmail?: string; readonly product?: string },
): Promise<Answer> {
  const { id: person, partner } = desk.people[whose]
  if (partner === null) throw new Error(`${whose} is no partner's.`)
  const file = await uploaded(desk.app, { kind: 'partner', person, partner }, pdf(proof), proof)
  return begin(whose, path, 'mapping', { ...form, proof: file })
}

/** A subscription of the customer's, begun on a day; free where it costs nothing. */
export async function subscribed(
  desk: WorkflowDesk,
  customer: CustomerId,
  startedOn: string,
  amount: number | null,
): Promise<void> {
  const row: Subscription = {
    id: `S-${startedOn}`,
    customer,
    partner: desk.partnerOf('aurora'),
    type: null,
    startedOn,
    status: 'active',
    email: 'admin@kestrel.example',
    companyName: null,
    billingFrequency: 'monthly',
    nextRecurringOn: null,
    currency: null,
    nextRecurringAmount: amount,
    orgId: null,
    planId: null,
    planName: null,
    serviceId: null,
    serviceName: 'CRM',
    licences: 120,
    licencesStated: true,
    payer: null,
  }
  await desk.desk.app.db.system((tx) => keepSubscriptions(tx, [row], desk.desk.app.now()))
}

/** Kestrel has paid for long and left Aurora, so that whoever asks for it needs its approval. */
export async function freed(desk: WorkflowDesk): Promise<void> {
  const customer = await desk.customerOf('aurora')
  await subscribed(desk, customer, '2025-01-01', 40)
  const { path } = await desk.openOperations('aurora')
  await desk.begin('aurora', path, 'untagging', { customer, untagBecause: 'They moved.' })
  assert.equal((await desk.step('agent', path, 'untag')).body.run.outcome, 'done')
}
