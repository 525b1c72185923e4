import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cast } from '../../seeds/demo/company.ts'
import { register } from '../../seeds/demo/registry.ts'
import { entitlementsOf } from '../../src/services/registry/entitlements.ts'
import { weigh } from '../../src/services/registry/key-accounts.ts'
import { insertCustomers, listCustomers } from '../../src/storage/customers.ts'
import { insertPartners } from '../../src/storage/partners.ts'
import { insertPeople } from '../../src/storage/people.ts'
import { testDesk } from '../support/http.ts'

test('The demo’s subscriptions have the licences that its customers have, so that no night changes them (D2, A4)', async (t) => {
  const { app } = await testDesk(t)
  const policy = app.policies.current()
  const company = cast(policy, app.now())
  await app.db.system(async (tx) => {
    await insertPeople(
      tx,
      company.people.filter(({ side }) => side === 'staff'),
    )
    await insertPartners(tx, company.partners)
    await insertPeople(
      tx,
      company.people.filter(({ side }) => side === 'partner'),
    )
    await insertCustomers(tx, company.customers)
    await register(tx, policy, company, app.now())
  })
  const licences = async (): Promise<unknown> => {
    const found = await app.db.system((tx) => listCustomers(tx, { limit: 100, cursor: null }))
    assert.ok(found.ok)
    return found.value.items.map(({ name, licences: amount, keyAccount }) => [name, amount, keyAccount])
  }
  const before = await licences()
  const ids = company.customers.map(({ id }) => id)
  assert.deepEqual(await weigh(app, ids, { by: null, via: 'timetable' }), { weighed: 10, changed: 0 })
  assert.deepEqual(await licences(), before)

  const cumulus = company.contact('dana')
  const own = { kind: 'partner', person: cumulus.person.id, partner: cumulus.partner.id } as const
  const answer = await entitlementsOf(app, own, {})
  assert.ok(answer.ok)
  const chat = answer.value.items.find(({ opens }) => opens.includes('chat'))
  assert.deepEqual([chat?.allowed, chat?.grantedUntil], [true, '2026-12-31'])
})
