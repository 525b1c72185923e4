/** Partners: found, read, added and changed, each change kept with who, when and why (A2, D3). */
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import { customersOf } from '../../storage/customers.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { addDomains, domainsOf, removeDomains } from '../../storage/partner-domains.ts'
import { recordChanges, type Change } from '../../storage/partner-history.ts'
import {
  beginTier,
  insertPartners,
  listPartners as list,
  lockPartner,
  readPartner,
  setPointOfContact,
  updatePartner,
  type Partner,
  type PartnerFilter,
} from '../../storage/partners.ts'
import { knownOf, namesOf, type PersonName } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import type { Actor, App } from '../app.ts'
import { weigh } from './key-accounts.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { forgetNow } from '../tickets/opening-contexts.ts'
import { actOn, type Doer } from './partner-history.ts'
import { partnerMistakes, type FieldMistake, type PartnerFacts } from './partner-fields.ts'
import { partnerListed, partnerPage, peopleNamed, type PartnerListView, type PartnerPageView } from './partner-view.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { tellTickets } from './tier-change.ts'

/** By name; a partner's own people get their own. */
export async function listPartners(
  app: App,
  actor: Actor,
  query: PartnerFilter & PageRequest,
): Promise<Answer<Page<PartnerListView>>> {
  return app.db.transaction(actor, async (tx) => {
    const found = await list(tx, query)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const names = await knownOf(tx, peopleNamed(items))
    return { ok: true, value: { items: items.map((row) => partnerListed(row, names)), nextCursor } }
  })
}

export const getPartner = (app: App, actor: Actor, id: PartnerId): Promise<Answer<PartnerPageView>> =>
  app.db.transaction(actor, (tx) => pageIn(app, tx, id))

async function pageIn(app: App, tx: Tx, id: PartnerId): Promise<Answer<PartnerPageView>> {
  const row = await readPartner(tx, id)
  if (row === null) return notFound('partner')
  return { ok: true, value: await partnerPage(tx, app.policies.current(), row, app.now()) }
}

export interface NewPartner {
  readonly name: string
  readonly tier: string
  readonly country: string
  readonly state?: string | null | undefined
  readonly externalRef?: string | null | undefined
  readonly accountManager?: string | null | undefined
  readonly pointOfContact?: string | null | undefined
  readonly domains?: readonly string[] | undefined
}

export type PartnerChange = { readonly [Field in keyof NewPartner]?: NewPartner[Field] | undefined } & {
  /** Of a change of tier it is demanded (A2). */
  readonly reason?: string | undefined
}

const nothing: PartnerFacts = {
  name: '',
  tier: '',
  country: '',
  state: null,
  externalRef: null,
  accountManager: null,
  pointOfContact: null,
  domains: [],
}

/** What is given in the place of what was; a text that is empty is none. */
function merged(was: PartnerFacts, given: PartnerChange): PartnerFacts {
  const or = <Value>(value: Value | undefined, before: Value): Value => (value === undefined ? before : value)
  return {
    name: or(given.name, was.name),
    tier: or(given.tier, was.tier),
    country: or(given.country, was.country),
    state: or(given.state, was.state) || null,
    externalRef: or(given.externalRef, was.externalRef) || null,
    accountManager: or(given.accountManager, was.accountManager) as PersonId | null,
    pointOfContact: or(given.pointOfContact, was.pointOfContact) as PersonId | null,
    domains: [...new Set(or(given.domains, was.domains).map((domain) => domain.toLowerCase()))].toSorted(),
  }
}

export function addPartner(
  app: App,
  actor: Actor,
  given: NewPartner,
  asked: Once | null,
): Promise<Answer<Outcome<PartnerPageView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    await lockRegistry(tx)
    const facts = merged(nothing, given)
    const mistakes = await partnerMistakes(tx, app.policies.current(), facts, null)
    if (mistakes.length > 0) return wrongFields(mistakes)
    const at = app.now()
    const id = app.newId<'partner'>()
    await insertPartners(tx, [{ ...facts, id, createdAt: at }])
    if (facts.pointOfContact !== null) await setPointOfContact(tx, id, facts.pointOfContact)
    await addDomains(
      tx,
      facts.domains.map((domain) => ({ partner: id, domain })),
      at,
    )
    return pageIn(app, tx, id)
  })
}

/** Only what is given changes. A new tier wants its reason, and every open ticket of the partner hears of it (A2). */
export async function changePartner(
  app: App,
  actor: Actor,
  id: PartnerId,
  change: PartnerChange,
): Promise<Answer<PartnerPageView>> {
  const done = await app.db.transaction(actor, async (tx): Promise<Answer<Changed>> => {
    await lockRegistry(tx)
    return changePartnerIn(app, tx, actor, id, change)
  })
  if (!done.ok) return done
  forgetNow(app)
  if (done.value.tier) await tellTickets(app, id)
  if (done.value.place) await weighCustomersOf(app, actor, id)
  return getPartner(app, actor, id)
}

/** The same within a transaction that has locked the registry. What follows from it is the caller's: `tellTickets` of a tier. */
export async function changePartnerIn(
  app: App,
  tx: Tx,
  actor: Doer,
  id: PartnerId,
  change: PartnerChange,
): Promise<Answer<Changed>> {
  const before = await lockPartner(tx, id)
  return before === null ? notFound('partner') : applyChange(app, tx, actor, before, change)
}

interface Changed {
  readonly tier: boolean
  readonly place: boolean
}

async function applyChange(
  app: App,
  tx: Tx,
  actor: Doer,
  before: Partner & Pick<PartnerFacts, 'pointOfContact'>,
  change: PartnerChange,
): Promise<Answer<Changed>> {
  const policy = app.policies.current()
  const was: PartnerFacts = { ...before, domains: await domainsOf(tx, before.id) }
  const facts = merged(was, change)
  const reason = change.reason?.trim() ?? ''
  const mistakes: FieldMistake[] = [...(await partnerMistakes(tx, policy, facts, before.id, was))]
  if (facts.tier !== was.tier && reason === '')
    mistakes.push({ field: 'reason', message: 'Say why the tier changes, in words that the partner may read.' })
  if (mistakes.length > 0) return wrongFields(mistakes)

  const at = app.now()
  const names = await namesOf(
    tx,
    [was, facts]
      .flatMap(({ accountManager, pointOfContact }) => [accountManager, pointOfContact])
      .filter((person) => person !== null),
  )
  const changes = differences(was, facts, names)
  if (changes.length > 0) await updatePartner(tx, { ...before, ...facts })
  if (facts.pointOfContact !== was.pointOfContact) await setPointOfContact(tx, before.id, facts.pointOfContact)
  await removeDomains(
    tx,
    before.id,
    was.domains.filter((domain) => !facts.domains.includes(domain)),
  )
  await addDomains(
    tx,
    facts.domains.filter((domain) => !was.domains.includes(domain)).map((domain) => ({ partner: before.id, domain })),
    at,
  )
  const tier = facts.tier !== was.tier
  if (tier) await beginTier(tx, [before.id], at)
  await recordChanges(
    tx,
    changes.map((each) => ({ ...each, ...actOn(before, actor, at), reason: reason === '' ? null : reason })),
  )
  return { ok: true, value: { tier, place: facts.country !== was.country || facts.state !== was.state } }
}

type Difference = Pick<Change, 'what' | 'was' | 'became'>

/** What differs, as people read it: people by their names. */
export function differences(
  was: PartnerFacts,
  facts: PartnerFacts,
  names: ReadonlyMap<PersonId, PersonName>,
): readonly Difference[] {
  const said = (each: PartnerFacts) => {
    const nameOf = (id: PersonId | null): string | null => (id === null ? null : (names.get(id)?.name ?? id))
    const { domains, accountManager, pointOfContact, ...plain } = each
    return {
      name: plain.name,
      tier: plain.tier,
      country: plain.country,
      state: plain.state,
      externalRef: plain.externalRef,
      accountManager: nameOf(accountManager),
      pointOfContact: nameOf(pointOfContact),
      domains: domains.length === 0 ? null : domains.join(', '),
    }
  }
  const [old, young] = [said(was), said(facts)]
  return (Object.keys(old) as (keyof typeof old)[])
    .filter((what) => old[what] !== young[what])
    .map((what) => ({ what, was: old[what], became: young[what] }))
}

/** D1: in another region another threshold holds. */
async function weighCustomersOf(app: App, actor: Actor, id: PartnerId): Promise<void> {
  const ids = (await app.db.system((tx) => customersOf(tx, id))).map((customer) => customer.id)
  await weigh(app, ids, { by: actor.kind === 'system' ? null : actor.person, via: 'desk' })
}
