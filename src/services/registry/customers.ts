/** Customers of partners: found, read, added and changed; how far each is from a key account, and by what evidence (D1, D2). */
import { findKeyAccount } from '../../domain/key-account.ts'
import type { CustomerId, PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import {
  insertCustomers,
  listCustomers as list,
  readCustomer,
  updateCustomer,
  type CustomerFilter,
  type CustomerRow,
} from '../../storage/customers.ts'
import { mappingsOf, type Mapping } from '../../storage/customer-mappings.ts'
import type { Tx } from '../../storage/database.ts'
import { evidenceOf } from '../../storage/key-accounts.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { partnerById } from '../../storage/partners.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { listSubscriptions, type Subscription } from '../../storage/subscriptions.ts'
import type { Actor, App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { domainMistake } from './partner-fields.ts'
import { actOn } from './partner-history.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'

export const customerListed = (policy: Policy, row: CustomerRow) => ({
  id: row.id as string,
  partner: row.partner as string,
  partnerName: row.partnerName,
  name: row.name,
  domain: row.domain,
  superAdminEmail: row.superAdminEmail,
  licences: row.licences,
  keyAccount: row.keyAccount,
  /** Licences from which it is a key account: its partner's region decides (D1). */
  keyAccountFrom: findKeyAccount(policy, row, []).from,
  /** E1: since when no partner has it; the partner is the last one that did. */
  untaggedAt: utcOrNull(row.untaggedAt),
})

export type CustomerListView = ReturnType<typeof customerListed>

/** By name; a partner's own people get their own. */
export async function listCustomers(
  app: App,
  actor: Actor,
  query: CustomerFilter & PageRequest,
): Promise<Answer<Page<CustomerListView>>> {
  const found = await app.db.transaction(actor, (tx) => list(tx, query))
  if (!found.ok) return no(found.problem)
  const policy = app.policies.current()
  const { items, nextCursor } = found.value
  return { ok: true, value: { items: items.map((row) => customerListed(policy, row)), nextCursor } }
}

export type CustomerPageView = Awaited<ReturnType<typeof customerPage>>

/** E1, E2: whose it is, for what, and whose it was. */
const mappingView = (policy: Policy, mapping: Mapping) => ({
  partnerName: mapping.partnerName,
  /** Null: for every service. */
  service: policy.products.find(({ id }) => id === mapping.product)?.name ?? mapping.product,
  without: mapping.without.map((product) => policy.products.find(({ id }) => id === product)?.name ?? product),
  mappedAt: utc(mapping.mappedAt),
  proof: mapping.proof,
  endedAt: utcOrNull(mapping.endedAt),
  endedBecause: mapping.endedBecause,
})

async function customerPage(policy: Policy, tx: Tx, row: CustomerRow) {
  const kept = await evidenceOf(tx, row.id)
  const listed = customerListed(policy, row)
  return {
    ...listed,
    missing: Math.max(0, listed.keyAccountFrom - row.licences),
    mappings: (await mappingsOf(tx, row.id)).map((mapping) => mappingView(policy, mapping)),
    /** Null until its subscriptions were first weighed. */
    evidence:
      kept === null
        ? null
        : {
            because: kept.finding.because,
            region: kept.finding.region,
            licences: kept.finding.licences,
            from: kept.finding.from,
            counted: kept.finding.counted.map(({ id, product, licences }) => ({ id, product, licences })),
            policyVersion: kept.policyVersion,
            evaluatedAt: utc(kept.evaluatedAt),
          },
    createdAt: utc(row.createdAt),
  }
}

export const getCustomer = (app: App, actor: Actor, id: CustomerId): Promise<Answer<CustomerPageView>> =>
  app.db.transaction(actor, (tx) => pageIn(app, tx, id))

async function pageIn(app: App, tx: Tx, id: CustomerId): Promise<Answer<CustomerPageView>> {
  const row = await readCustomer(tx, id)
  if (row === null) return notFound('customer')
  return { ok: true, value: await customerPage(app.policies.current(), tx, row) }
}

export const subscriptionView = ({ customer, partner: _partner, ...rest }: Subscription) => ({
  ...rest,
  customer: customer as string,
})

export async function customerSubscriptions(
  app: App,
  actor: Actor,
  id: CustomerId,
  page: PageRequest,
): Promise<Answer<Page<ReturnType<typeof subscriptionView>>>> {
  return app.db.transaction(actor, async (tx) => {
    if ((await readCustomer(tx, id)) === null) return notFound('customer')
    const found = await listSubscriptions(tx, id, page)
    if (!found.ok) return no(found.problem)
    return { ok: true, value: { ...found.value, items: found.value.items.map(subscriptionView) } }
  })
}

export interface NewCustomer {
  /** Id of the partner. */
  readonly partner: string
  readonly name: string
  readonly domain?: string | null | undefined
  readonly superAdminEmail?: string | null | undefined
}

export type CustomerChange = { readonly [Field in keyof Omit<NewCustomer, 'partner'>]?: NewCustomer[Field] | undefined }

export function addCustomer(
  app: App,
  actor: Actor,
  given: NewCustomer,
  asked: Once | null,
): Promise<Answer<Outcome<CustomerPageView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    await lockRegistry(tx)
    const partner = await partnerById(tx, given.partner as PartnerId)
    const facts = factsOf(given)
    const mistakes = [
      ...(partner === null ? [{ field: 'partner', message: 'There is no such partner.' }] : []),
      ...customerMistakes(app.policies.current(), facts),
    ]
    if (partner === null || mistakes.length > 0) return wrongFields(mistakes)
    const id = app.newId<'customer'>()
    await insertCustomers(tx, [
      { ...facts, id, partner: partner.id, licences: 0, keyAccount: false, createdAt: app.now() },
    ])
    return pageIn(app, tx, id)
  })
}

export async function changeCustomer(
  app: App,
  actor: Actor,
  id: CustomerId,
  change: CustomerChange,
): Promise<Answer<CustomerPageView>> {
  return app.db.transaction(actor, async (tx) => {
    await lockRegistry(tx)
    const was = await readCustomer(tx, id)
    if (was === null) return notFound('customer')
    const facts = factsOf({ ...was, ...given(change) })
    const mistakes = customerMistakes(app.policies.current(), facts)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updateCustomer(tx, { ...was, ...facts })
    const fields = (['name', 'domain', 'superAdminEmail'] as const).filter((field) => was[field] !== facts[field])
    await recordChanges(
      tx,
      fields.map((what) => ({
        ...actOn({ id: was.partner, name: was.partnerName }, actor, app.now()),
        about: { kind: 'customer', id, name: was.name },
        what,
        was: was[what],
        became: facts[what],
        reason: null,
      })),
    )
    return pageIn(app, tx, id)
  })
}

/** Without the fields that are only mentioned as undefined. */
const given = (change: CustomerChange): Partial<CustomerRow> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

type CustomerFacts = Pick<CustomerRow, 'name' | 'domain' | 'superAdminEmail'>

/** An empty text is none; addresses are in lower case. */
const factsOf = ({ name, domain, superAdminEmail }: Omit<NewCustomer, 'partner'>): CustomerFacts => ({
  name,
  domain: domain?.trim().toLowerCase() || null,
  superAdminEmail: superAdminEmail?.trim().toLowerCase() || null,
})

/** D2: a domain that anybody can have an address at would make everybody's tickets this customer's. */
function customerMistakes(policy: Policy, { domain }: CustomerFacts): Refusals['errors'] {
  const message = domain === null ? null : domainMistake(policy, domain)
  return message === null ? [] : [{ field: 'domain', message }]
}
