import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, deciding, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, partner, person } from '../../test/support/storage.ts'
import type { CustomerId, PartnerId, PersonId } from '../domain/kernel.ts'
import type { Policy } from '../domain/policy.ts'
import { commit } from './commit.ts'
import {
  customerByEmail,
  customerById,
  customersOf,
  insertCustomers,
  updateCustomer,
  type Customer,
} from './customers.ts'
import { allKeys, insertKey, personByKeyHash, revokeKey } from './keys.ts'
import { tracedLettersOf } from './letter-lists.ts'
import { insertPartners, listPartners, partnerById, partnersByRef, updatePartner } from './partners.ts'
import { contactsOf, insertPeople, listStaff, personByEmail, personById, updatePerson } from './people.ts'
import { insertPolicy, latestPolicy, listPolicies, policyByVersion } from './policies.ts'
import { keepSetting, readSetting } from './settings.ts'

const now = at('2026-03-10T06:00:00Z')

test('Partners are found by id and by how other systems name them, changed, and listed by name', async (t) => {
  const { db, agent } = await openDesk(t)
  const cumulus = partner('Cumulus', { country: 'US', state: 'CA', externalRef: 'P-17', accountManager: agent.id })
  await db.system(async (tx) => {
    await insertPartners(tx, [cumulus])
    assert.deepEqual(await partnerById(tx, cumulus.id), cumulus)
    assert.equal(await partnerById(tx, uuid<PartnerId>()), null)
    assert.deepEqual(await partnersByRef(tx, ['P-17', 'P-18']), [cumulus])
    assert.deepEqual(await partnersByRef(tx, []), [])
    assert.equal(await updatePartner(tx, { ...cumulus, tier: 'advanced' }), true)
    assert.equal((await partnerById(tx, cumulus.id))?.tier, 'advanced')
    assert.equal(await updatePartner(tx, partner('Nobody')), false)
    const first = await listPartners(tx, { limit: 2, cursor: null })
    assert.ok(first.ok)
    const second = await listPartners(tx, { limit: 2, cursor: first.value.nextCursor })
    assert.ok(second.ok)
    assert.deepEqual(
      [...first.value.items, ...second.value.items].map(({ name }) => name),
      ['Aurora', 'Borealis', 'Cumulus'],
    )
    assert.equal(second.value.nextCursor, null)
    assert.equal((await listPartners(tx, { limit: 2, cursor: 'x' })).ok, false)
  })
})

test('People are found by address in any case; one address is one person’s', async (t) => {
  const { db, aurora, agent } = await openDesk(t)
  const ada = person('Ada', { partner: aurora.id, email: 'Ada@Aurora.Example' })
  await db.system(async (tx) => {
    await insertPeople(tx, [ada])
    const kept = { ...ada, email: 'ada@aurora.example' }
    assert.deepEqual(await personById(tx, ada.id), kept)
    assert.deepEqual(await personByEmail(tx, 'ADA@aurora.example'), kept)
    assert.equal(await personByEmail(tx, 'nobody@aurora.example'), null)
    assert.deepEqual(
      (await contactsOf(tx, aurora.id)).map(({ name }) => name),
      ['Ada', 'Contact of Aurora'],
    )
    assert.deepEqual(await listStaff(tx), [agent])
    assert.equal(await updatePerson(tx, { ...ada, active: false }), true)
    assert.equal((await personById(tx, ada.id))?.active, false)
    assert.equal(await updatePerson(tx, person('Nobody', { partner: aurora.id })), false)
  })
  await assert.rejects(
    db.system((tx) => insertPeople(tx, [person('Twin', { partner: aurora.id, email: 'ADA@AURORA.EXAMPLE' })])),
    /people_email_key/,
  )
  await assert.rejects(
    db.system((tx) => insertPeople(tx, [person('Neither', { partner: null })])),
    /check constraint/,
  )
})

test('A customer is found by its super-admin, else by its domain, and only at its own partner (D2)', async (t) => {
  const { db, aurora, borealis } = await openDesk(t)
  const customer = (name: string, change: Partial<Customer>): Customer => ({
    id: uuid<CustomerId>(),
    partner: aurora.id,
    name,
    domain: null,
    superAdminEmail: null,
    licences: 10,
    keyAccount: false,
    createdAt: now,
    ...change,
  })
  const byAdmin = customer('By admin', { superAdminEmail: 'Boss@Shared.example' })
  const older = customer('By domain', { domain: 'Shared.example' })
  const younger = customer('By domain too', { domain: 'shared.example', createdAt: now.add({ hours: 1 }) })
  const elsewhere = customer('Elsewhere', { partner: borealis.id, domain: 'other.example' })
  await db.system(async (tx) => {
    await insertCustomers(tx, [younger, older, byAdmin, elsewhere])
    const found = async (email: string): Promise<string | undefined> =>
      (await customerByEmail(tx, aurora.id, email))?.name
    assert.equal(await found('BOSS@shared.example'), 'By admin')
    assert.equal(await found('someone@Shared.Example'), 'By domain')
    assert.equal(await found('someone@other.example'), undefined)
    assert.equal((await customerByEmail(tx, borealis.id, 'someone@other.example'))?.name, 'Elsewhere')
    assert.deepEqual((await customersOf(tx, aurora.id)).length, 3)
    assert.equal(await updateCustomer(tx, { ...older, licences: 60, keyAccount: true }), true)
    assert.deepEqual(await customerById(tx, older.id), {
      ...older,
      domain: 'shared.example',
      licences: 60,
      keyAccount: true,
    })
    assert.equal(await updateCustomer(tx, customer('Nobody', {})), false)
    assert.equal(await customerById(tx, uuid<CustomerId>()), null)
  })
})

test('A key names its person and partner in one statement; revoked, or of one who left, it names nobody', async (t) => {
  const { db, aurora, agent, asAurora } = await openDesk(t)
  const { person: contact } = asAurora as { person: PersonId }
  const keys = [agent.id, contact].map((holder, place) => ({
    id: uuid<string>(),
    hash: Buffer.from([1, 2, place]),
    person: holder,
    scope: 'all',
    label: `Key ${place}`,
    at: now,
  }))
  const [ofAgent, ofContact] = keys as [(typeof keys)[0], (typeof keys)[0]]
  await db.system(async (tx) => {
    for (const key of keys) await insertKey(tx, key)
  })
  const holder = await personByKeyHash(db, ofAgent.hash, '2026-03-10')
  assert.deepEqual(holder, { key: ofAgent.id, scope: 'all', person: agent, partner: null })
  assert.deepEqual((await personByKeyHash(db, ofContact.hash, '2026-03-10'))?.partner, aurora)
  assert.equal(await personByKeyHash(db, Buffer.from('none'), '2026-03-10'), null)
  assert.equal((await db.system(allKeys))[0]?.lastUsedOn, '2026-03-10')
  assert.equal(await db.system((tx) => revokeKey(tx, ofAgent.id, now)), true)
  assert.equal(await db.system((tx) => revokeKey(tx, ofAgent.id, now)), false)
  assert.equal(await personByKeyHash(db, ofAgent.hash, '2026-03-10'), null)
  await db.system(async (tx) => {
    const left = await personById(tx, contact)
    assert.ok(left)
    await updatePerson(tx, { ...left, active: false })
  })
  assert.equal(await personByKeyHash(db, ofContact.hash, '2026-03-10'), null)
})

test('Policies come back letter by letter, the newest first; a version is given once (C9)', async (t) => {
  const { db } = await openDesk(t)
  const policy = { version: 1, vendor: { name: 'Z' }, b: 1, a: 2 } as unknown as Policy
  await db.system(async (tx) => {
    assert.equal(await latestPolicy(tx), null)
    await insertPolicy(tx, { version: 1, policy, digest: 'one', at: now, by: null })
    await insertPolicy(tx, { version: 2, policy: { ...policy, version: 2 }, digest: 'two', at: now, by: null })
    const latest = await latestPolicy(tx)
    assert.deepEqual([latest?.version, latest?.digest, latest?.publishedAt], [2, 'two', now])
    assert.equal(JSON.stringify((await policyByVersion(tx, 1))?.policy), JSON.stringify(policy))
    assert.equal(await policyByVersion(tx, 3), null)
    assert.deepEqual(
      (await listPolicies(tx)).map(({ version }) => version),
      [2, 1],
    )
  })
  await assert.rejects(
    db.system((tx) => insertPolicy(tx, { version: 2, policy, digest: 'x', at: now, by: null })),
    /duplicate key/,
  )
})

test('Two that publish at once read what the other has written: each gets its own version', async (t) => {
  const { db } = await openDesk(t)
  const publish = (): Promise<number> =>
    db.system(async (tx) => {
      const version = ((await latestPolicy(tx, { lock: true }))?.version ?? 0) + 1
      await insertPolicy(tx, { version, policy: {} as Policy, digest: 'x', at: now, by: null })
      return version
    })
  assert.deepEqual((await Promise.all([publish(), publish(), publish()])).sort(), [1, 2, 3])
})

test('A letter is captured, whole, while there is no way out (G4)', async (t) => {
  const { db, asAgent } = await openDesk(t)
  const to = { kind: 'contact', person: uuid<PersonId>() } as const
  const write = deciding(opening(), { letters: [{ template: 'reply', to, message: null, data: { n: 1 } }] })
  await db.system((tx) => commit(tx, [write]))
  const kept = await db.transaction(asAgent, (tx) => tracedLettersOf(tx, write.decision.ticket.id))
  assert.deepEqual(
    kept.map(({ template, to: whom, data, state }) => ({ template, to: whom, data, state })),
    [{ template: 'reply', to, data: { n: 1 }, state: 'captured' }],
  )
})

test('What the program remembers of itself is kept, and replaced', async (t) => {
  const { db } = await openDesk(t)
  await db.system(async (tx) => {
    assert.equal(await readSetting(tx, 'demo'), null)
    await keepSetting(tx, 'demo', { seeded: true })
    await keepSetting(tx, 'demo', [1, 'two'])
    assert.deepEqual(await readSetting(tx, 'demo'), [1, 'two'])
  })
})
