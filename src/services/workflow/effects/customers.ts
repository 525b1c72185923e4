/** E1, E2: a customer is untagged from its partner, or mapped to one; the history of both partners says so. */
import type { CustomerId } from '../../../domain/kernel.ts'
import {
  activeMappings,
  endMappings,
  insertMappings,
  moveSubscriptions,
  recordAt,
} from '../../../storage/customer-mappings.ts'
import { customerById, insertCustomers, readCustomer } from '../../../storage/customers.ts'
import { recordChanges } from '../../../storage/partner-history.ts'
import { partnerById } from '../../../storage/partners.ts'
import { lockRegistry } from '../../../storage/registry-lock.ts'
import { weighIn } from '../../registry/key-accounts.ts'
import { no } from '../../refusals.ts'
import { trueAt, type RunContext } from '../context.ts'
import { knownBy, textOf } from '../facts/customers.ts'
import { fileOf } from '../files.ts'
import type { Effect } from './index.ts'

const refused = (message: string) => no({ code: 'conflict', message })

const serviceOf = ({ policy, run }: Pick<RunContext, 'policy' | 'run'>) =>
  policy.products.find(({ id }) => id === textOf(run.fields, 'product')) ?? null

export const unmapCustomer: Effect = async (context) => {
  const { tx, rules, run, person } = context
  const at = trueAt(context)
  await lockRegistry(tx)
  const customer = await readCustomer(tx, textOf(run.fields, 'customer') as CustomerId)
  if (customer === null) return refused('The customer is not in the registry any more.')
  const service = serviceOf(context)
  const because = `${rules.name}: ${rules.states.find(({ id }) => id === run.state)?.name ?? run.state}`
  const { ended, left } = await endMappings(tx, customer.id, service?.id ?? null, { at, by: run.id, because })
  if (ended === 0) return refused(`${customer.name} is not mapped to ${customer.partnerName} any more.`)
  const what = service?.name ?? 'every service'
  await recordChanges(tx, [
    {
      partner: customer.partner,
      at,
      by: person,
      via: person === null ? 'timetable' : 'desk',
      about: { kind: 'customer', id: customer.id, name: customer.name },
      what: 'mapping',
      was: what,
      became: null,
      reason: because,
    },
  ])
  const kept = left === 0 ? '' : ' It keeps it for other services.'
  return { ok: true, value: { said: `${customer.name} is untagged from ${customer.partnerName} for ${what}.${kept}` } }
}

export const mapCustomer: Effect = async (context) => {
  const { app, tx, ticket, policy, run, person } = context
  const at = trueAt(context)
  if (ticket.partner === null) return refused('This ticket is no partner’s: there is nobody to map the customer to.')
  await lockRegistry(tx)
  const partner = await partnerById(tx, ticket.partner)
  if (partner === null) return refused('The partner is not in the registry any more.')
  const known = knownBy(policy, run.fields)
  const service = serviceOf(context)
  const product = service?.id ?? null
  // One partner for each customer and service: looked at again, since the registry may have changed meanwhile.
  const others = await activeMappings(tx, known, product)
  const other = others.find((row) => row.partner !== partner.id)
  if (other !== undefined) return refused(`${other.customerName} is mapped to another partner by now.`)
  if (others.some((row) => product !== null || row.product === null))
    return refused('The customer is mapped to this partner already.')

  const own = await recordAt(tx, partner.id, known)
  const name = textOf(run.fields, 'customerName') ?? known.superAdminEmail
  const customer = own ?? app.newId<'customer'>()
  const given = textOf(run.fields, 'proof')
  const proof = given === null ? null : ((await fileOf(tx, given))?.name ?? given)
  if (own === null)
    await insertCustomers(
      tx,
      [
        {
          id: customer,
          partner: partner.id,
          name,
          domain: known.domain,
          superAdminEmail: known.superAdminEmail,
          licences: 0,
          keyAccount: false,
          createdAt: at,
        },
      ],
      { product, by: run.id, proof },
    )
  else await insertMappings(tx, [{ customer, partner: partner.id, product, at, by: run.id, proof }])
  const what = service?.name ?? 'every service'
  await recordChanges(tx, [
    {
      partner: partner.id,
      at,
      by: person,
      via: person === null ? 'timetable' : 'desk',
      about: { kind: 'customer', id: customer, name },
      what: 'mapping',
      was: null,
      became: what,
      reason: proof === null ? null : `Proof: ${proof}`,
    },
  ])
  const touched = await moveSubscriptions(tx, known, { customer, partner: partner.id }, service?.name ?? null)
  await weighIn(app, tx, touched, { by: person, via: 'desk' })
  return {
    ok: true,
    value: { said: `${(await customerById(tx, customer))?.name ?? name} is mapped to ${partner.name} for ${what}.` },
  }
}
