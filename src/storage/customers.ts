/** Customers of partners, found by the address of their super-admin, else by their domain (D2). */
import { sql } from 'kysely'
import { ok, type CustomerId, type Instant, type PartnerId, type Result } from '../domain/kernel.ts'
import { insertMappings, type NewMapping } from './customer-mappings.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface Customer {
  readonly id: CustomerId
  readonly partner: PartnerId
  readonly name: string
  /** In lower case, as is the address. */
  readonly domain: string | null
  readonly superAdminEmail: string | null
  readonly licences: number
  readonly keyAccount: boolean
  readonly createdAt: Instant
}

const customers = from
  .selectFrom('customers')
  .select([
    'id',
    'partner_id as partner',
    'name',
    'domain',
    'super_admin_email as superAdminEmail',
    'licences',
    'key_account as keyAccount',
    'created_at as createdAt',
  ])

export async function customerById(tx: Tx, id: CustomerId): Promise<Customer | null> {
  return (await tx.run(customers.where('id', '=', id)))[0] ?? null
}

/**
 * The partner's customer with that super-admin, else the one whose domain the address has; null where neither is known.
 * Of several the oldest.
 */
export async function customerByEmail(tx: Tx, partner: PartnerId, email: string): Promise<Customer | null> {
  const address = email.toLowerCase()
  const own = customers
    .where('partner_id', '=', partner)
    .where('untagged_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
  const [admin] = await tx.run(own.where('super_admin_email', '=', address))
  if (admin !== undefined) return admin
  const [atDomain] = await tx.run(own.where('domain', '=', address.slice(address.lastIndexOf('@') + 1)))
  return atDomain ?? null
}

/** A customer as lists and its page show it: with its partner, whose region sets the threshold (D1). */
export interface CustomerRow extends Customer {
  /** E1: since when no partner has it; the partner is the last one that did. */
  readonly untaggedAt: Instant | null
  readonly partnerName: string
  readonly country: string
  readonly state: string | null
}

const customerRows = from
  .selectFrom('customers as u')
  .innerJoin('partners as p', 'p.id', 'u.partner_id')
  .select([
    'u.id',
    'u.partner_id as partner',
    'u.name',
    'u.domain',
    'u.super_admin_email as superAdminEmail',
    'u.licences',
    'u.key_account as keyAccount',
    'u.created_at as createdAt',
    'u.untagged_at as untaggedAt',
    'p.name as partnerName',
    'p.country',
    'p.state',
  ])

export async function readCustomer(tx: Tx, id: CustomerId): Promise<CustomerRow | null> {
  return (await tx.run(customerRows.where('u.id', '=', id)))[0] ?? null
}

export interface CustomerFilter {
  readonly partner?: PartnerId | undefined
  readonly keyAccount?: boolean | undefined
  /** Part of the name, the domain or the super-admin's address; in any case. */
  readonly q?: string | undefined
}

/** By name; a partner gets its own. */
export async function listCustomers(
  tx: Tx,
  { partner, keyAccount, q, limit, cursor }: CustomerFilter & PageRequest,
): Promise<Result<Page<CustomerRow>>> {
  const after = readCursor(cursor, 'customers', ['text', 'uuid'])
  if (!after.ok) return after
  let query = customerRows
    .orderBy('u.name')
    .orderBy('u.id')
    .limit(limit + 1)
  if (partner !== undefined) query = query.where('u.partner_id', '=', partner).where('u.untagged_at', 'is', null)
  if (keyAccount !== undefined) query = query.where('u.key_account', '=', keyAccount)
  const words = q?.trim().toLowerCase() ?? ''
  if (words !== '')
    query = query.where(
      sql<boolean>`(strpos(lower(u.name), ${words}) > 0 or strpos(u.domain, ${words}) > 0
        or strpos(u.super_admin_email, ${words}) > 0)`,
    )
  if (after.value !== null) {
    const [name, id] = after.value as [string, CustomerId]
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('u.name', 'u.id'), '>', tuple(name, id)))
  }
  const rows = await tx.run(query)
  return ok(
    pageOf(
      rows,
      limit,
      (row): CustomerRow => row,
      (last) => cursorOf('customers', [last.name, last.id]),
    ),
  )
}

export function customersOf(tx: Tx, partner: PartnerId): Promise<readonly Customer[]> {
  const own = customers.where('partner_id', '=', partner).where('untagged_at', 'is', null)
  return tx.run(own.orderBy('name').orderBy('id'))
}

export async function insertCustomers(
  tx: Tx,
  added: readonly Customer[],
  mapped: Pick<NewMapping, 'product' | 'by' | 'proof'> = { product: null, by: null, proof: null },
): Promise<void> {
  if (added.length === 0) return
  await tx.run(from.insertInto('customers').values(added.map(rowOf)))
  // E2: a customer of the registry is its partner's for every service, until a workflow says otherwise.
  await insertMappings(
    tx,
    added.map(({ id, partner, createdAt }) => ({
      customer: id,
      partner,
      product: mapped.product,
      at: createdAt,
      by: mapped.by,
      proof: mapped.proof,
    })),
  )
}

/** Puts the customer's facts in the place of what they were; false where there is none of that id. */
export async function updateCustomer(tx: Tx, customer: Customer): Promise<boolean> {
  const { id, created_at: _stays, ...facts } = rowOf(customer)
  return (await tx.run(from.updateTable('customers').set(facts).where('id', '=', id).returning('id'))).length > 0
}

const rowOf = (customer: Customer) => ({
  id: customer.id,
  partner_id: customer.partner,
  name: customer.name,
  domain: customer.domain?.toLowerCase() ?? null,
  super_admin_email: customer.superAdminEmail?.toLowerCase() ?? null,
  licences: customer.licences,
  key_account: customer.keyAccount,
  created_at: customer.createdAt,
})
