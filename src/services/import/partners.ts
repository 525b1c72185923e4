/** Partners out of a file: known again by how the other system names them, else by a domain, else by their name. */
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { contractsOf, insertContract, updateContract } from '../../storage/contracts.ts'
import { partnersNamed, type NamedPartner } from '../../storage/import/partners.ts'
import { addDomains, domainsOf, ownersOfDomains } from '../../storage/partner-domains.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { beginTier, insertPartners, lockPartner, setPointOfContact, updatePartner } from '../../storage/partners.ts'
import { listStaff, namesOf, type PersonName } from '../../storage/people.ts'
import type { PartnerFacts } from '../registry/partner-fields.ts'
import { differences } from '../registry/partners.ts'
import { tellTickets } from '../registry/tier-change.ts'
import type { Fields } from './fields.ts'
import { rejected, type Draft, type Import, type ImportKind, type Outcome } from './kind.ts'
import { partnerColumns, readPartnerRow, type Contract, type PartnerRow } from './partner-row.ts'

/** A class, since it must remember whose tickets are to hear of a new tier. */
export class Partners implements ImportKind<PartnerRow> {
  readonly #risen = new Set<PartnerId>()

  readonly columns = partnerColumns
  readonly read = (fields: Fields, { policy }: Import): PartnerRow => readPartnerRow(fields, policy)

  keyOf({ externalRef, name }: PartnerRow) {
    return externalRef === null ? { field: 'name', key: `\n${name}` } : { field: 'external_ref', key: externalRef }
  }

  async write(tx: Tx, drafts: readonly Draft<PartnerRow>[], of: Import): Promise<readonly Outcome[]> {
    const staff = new Map((await listStaff(tx)).filter(({ active }) => active).map(({ email, id }) => [email, id]))
    const words = drafts.flatMap(({ facts: { externalRef, name, domains } }) => [externalRef ?? name, name, ...domains])
    const named = await partnersNamed(tx, [...new Set(words)])
    const outcomes: Outcome[] = []
    for (const { line, facts } of drafts) {
      const strangers = (['account_manager', 'point_of_contact'] as const).filter((field) => {
        const email = field === 'account_manager' ? facts.accountManager : facts.pointOfContact
        return email !== null && !staff.has(email)
      })
      if (strangers[0] !== undefined) {
        outcomes.push(rejected(line, strangers[0], 'Nobody of the staff has this address.'))
        continue
      }
      const id = meant(facts, named)
      outcomes.push(
        typeof id === 'object' && id !== null
          ? rejected(line, 'name', id.problem)
          : await this.#writeOne(tx, of, line, facts, id, staff),
      )
    }
    return outcomes
  }

  async #writeOne(
    tx: Tx,
    of: Import,
    line: number,
    row: PartnerRow,
    id: PartnerId | null,
    staff: ReadonlyMap<string, PersonId>,
  ): Promise<Outcome> {
    const owners = await ownersOfDomains(tx, row.domains)
    const taken = row.domains.find((domain) => (owners.get(domain) ?? id) !== id)
    if (taken !== undefined) return rejected(line, 'domains', `${taken} is another partner's.`)
    const before = id === null ? null : await lockPartner(tx, id)
    if (before === null) {
      await add(tx, of, row, staff)
      return { line, did: 'inserted' }
    }
    const was: PartnerFacts = { ...before, domains: await domainsOf(tx, before.id) }
    const facts = merged(was, row, staff)
    const changes = differences(was, facts, await namesOfBoth(tx, was, facts))
    if (changes.length > 0) await updatePartner(tx, { ...before, ...facts })
    if (facts.pointOfContact !== was.pointOfContact) await setPointOfContact(tx, before.id, facts.pointOfContact)
    await addDomains(tx, domainsFor(before.id, row), of.at)
    if (facts.tier !== was.tier) {
      await beginTier(tx, [before.id], of.at)
      this.#risen.add(before.id)
    }
    const reason = row.reason ?? `Imported from ${of.file}.`
    const act = { partner: before.id, at: of.at, by: of.by, via: 'import' } as const
    const about = { kind: 'partner', id: before.id, name: before.name } as const
    await recordChanges(
      tx,
      changes.map((each) => ({ ...each, ...act, about, reason })),
    )
    const contracted = row.contract !== null && (await keepContract(tx, of, before.id, row.contract))
    return { line, did: changes.length > 0 || contracted ? 'updated' : 'unchanged' }
  }

  /** A2: open tickets hear of a new tier. */
  async finish({ app }: Import): Promise<void> {
    for (const id of this.#risen) await tellTickets(app, id)
  }
}

/** Whom a row means; null for one that is new. One that has no reference yet may be given one. */
function meant(
  { externalRef, domains, name }: PartnerRow,
  named: ReadonlyMap<string, readonly NamedPartner[]>,
): PartnerId | null | { readonly problem: string } {
  const byRef =
    externalRef === null ? [] : (named.get(externalRef) ?? []).filter((each) => each.externalRef === externalRef)
  const mayBe = (each: NamedPartner): boolean => externalRef === null || each.externalRef === null
  const byDomain = domains.flatMap((domain) => named.get(domain) ?? []).filter(mayBe)
  const [found] = [...byRef, ...byDomain]
  if (found !== undefined) return found.id
  const byName = (named.get(name) ?? []).filter((each) => each.name === name && mayBe(each))
  if (byName.length > 1)
    return { problem: `Several partners are called '${name}': give the reference of the one that is meant.` }
  return byName[0]?.id ?? null
}

/** An empty value leaves what was; domains are added, never taken away. */
const merged = (was: PartnerFacts, row: PartnerRow, staff: ReadonlyMap<string, PersonId>): PartnerFacts => ({
  name: row.name,
  tier: row.tier,
  country: row.country,
  state: row.state ?? (row.country === was.country ? was.state : null),
  externalRef: row.externalRef ?? was.externalRef,
  accountManager: row.accountManager === null ? was.accountManager : (staff.get(row.accountManager) ?? null),
  pointOfContact: row.pointOfContact === null ? was.pointOfContact : (staff.get(row.pointOfContact) ?? null),
  domains: [...new Set([...was.domains, ...row.domains])].toSorted(),
})

const none: PartnerFacts = {
  name: '',
  tier: '',
  country: '',
  state: null,
  externalRef: null,
  accountManager: null,
  pointOfContact: null,
  domains: [],
}

async function add(tx: Tx, of: Import, row: PartnerRow, staff: ReadonlyMap<string, PersonId>): Promise<void> {
  const facts = merged(none, row, staff)
  const id = of.app.newId<'partner'>()
  await insertPartners(tx, [{ ...facts, id, createdAt: of.at }])
  if (facts.pointOfContact !== null) await setPointOfContact(tx, id, facts.pointOfContact)
  await addDomains(tx, domainsFor(id, row), of.at)
  if (row.contract !== null) await keepContract(tx, of, id, row.contract)
}

const domainsFor = (partner: PartnerId, { domains }: PartnerRow) => domains.map((domain) => ({ partner, domain }))

function namesOfBoth(tx: Tx, ...facts: readonly PartnerFacts[]): Promise<ReadonlyMap<PersonId, PersonName>> {
  const people = facts.flatMap(({ accountManager, pointOfContact }) => [accountManager, pointOfContact])
  return namesOf(tx, [...new Set(people.filter((person) => person !== null))])
}

/** Whether anything of it is new. */
async function keepContract(tx: Tx, { app, at, by }: Import, partner: PartnerId, contract: Contract): Promise<boolean> {
  const { reference, startsOn, endsOn } = contract
  const before = (await contractsOf(tx, partner)).find((each) => each.reference === reference)
  if (before?.startsOn === startsOn && before.endsOn === endsOn) return false
  const id = before?.id ?? app.newId<'contract'>()
  if (before === undefined) await insertContract(tx, { ...contract, id, partner, createdAt: at })
  else await updateContract(tx, { ...before, startsOn, endsOn })
  await recordChanges(tx, [
    {
      partner,
      at,
      by,
      via: 'import',
      about: { kind: 'contract', id, name: reference },
      what: 'span',
      was: before === undefined ? null : `${before.startsOn} to ${before.endsOn}`,
      became: `${startsOn} to ${endsOn}`,
      reason: null,
    },
  ])
  return true
}
