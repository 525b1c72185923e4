import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { makeKey } from '../../src/services/access.ts'
import { actOn } from '../../src/services/registry/partner-history.ts'
import { contractOn } from '../../src/storage/contracts.ts'
import { recordChanges } from '../../src/storage/partner-history.ts'
import { beginTier, lockPartner, updatePartner } from '../../src/storage/partners.ts'
import { insertPeople, type Person } from '../../src/storage/people.ts'
import { settleTiers } from '../../src/services/registry/tier-change.ts'
import type { PartnerId, PersonId } from '../../src/domain/kernel.ts'
import { uuid } from '../support/decisions.ts'
import { ask, right, testDesk, type Answer, type TestDesk } from '../support/http.ts'

interface Registry {
  readonly desk: TestDesk
  readonly partner: string
  readonly other: string
  /** Asks as somebody of the cast, 'admin' unless told otherwise. */
  as(
    who: 'admin' | 'agent' | 'aurora' | 'borealis' | 'pam',
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer>
}

/** With an account manager of Borealis, who is an Advanced partner in Germany. */
async function registry(t: TestContext): Promise<Registry> {
  const desk = await testDesk(t)
  const { people } = desk
  const pam: Person = {
    ...people.agent,
    id: uuid<PersonId>(),
    role: 'pam',
    email: 'pam@vendor.example',
    name: 'Pia Pam',
  }
  await desk.app.db.system((tx) => insertPeople(tx, [pam]))
  const emails = { ...people, pam }
  const keys = new Map<string, string>()
  const keyOf = async (who: keyof typeof emails): Promise<string> => {
    const held = keys.get(who) ?? (who === 'pam' ? await keyFor(desk, pam) : await desk.keyOf(emails[who].email))
    keys.set(who, held)
    return held
  }
  return {
    desk,
    partner: people.borealis.partner as string,
    other: people.aurora.partner as string,
    as: async (who, method, path, body) =>
      ask(desk.url, method, `/api/v1${path}`, { key: await keyOf(who), ...(body === undefined ? {} : { body }) }),
  }
}

async function keyFor({ app }: TestDesk, { id }: Person): Promise<string> {
  return (await makeKey(app, id, { scope: 'full', label: 'test' })).key
}

const fieldsOf = ({ body }: Answer): string[] => body.errors.map(({ field }: { field: string }) => field).toSorted()

test('A2: a partner is added, changed and read; each change says who, when, from what to what', async (t) => {
  const { desk, as } = await registry(t)
  const added = await as('admin', 'POST', '/partners', {
    name: 'Cumulus',
    tier: 'authorised',
    country: 'US',
    state: 'CA',
    externalRef: 'P-17',
    domains: ['Cumulus.example', 'cumulus.example'],
  })
  assert.equal(added.status, 201)
  assert.equal(added.headers.get('location'), `/api/v1/partners/${added.body.id}`)
  assert.deepEqual(added.body.domains, ['cumulus.example'])
  assert.deepEqual(
    [added.body.region, added.body.zone, added.body.tierSince],
    ['americas', 'America/Los_Angeles', null],
  )

  desk.setTime('2026-03-11T06:00:00Z')
  const changed = await as('agent', 'PATCH', `/partners/${added.body.id}`, {
    name: 'Cumulus Inc.',
    accountManager: desk.people.admin.id,
    pointOfContact: desk.people.agent.id,
    domains: ['cumulus.example', 'cumulus-group.example'],
  })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.equal(changed.body.accountManager.name, 'Ada Admin')
  assert.equal(changed.body.pointOfContact.name, 'Ann Agent')
  const { items } = (await as('admin', 'GET', `/partners/${added.body.id}/history`)).body
  assert.deepEqual(
    items.map(({ what, was, became, by, at }: Record<string, any>) => [what, was, became, by.name, at]).toSorted(),
    [
      ['accountManager', null, 'Ada Admin', 'Ann Agent', '2026-03-11T06:00:00Z'],
      ['domains', 'cumulus.example', 'cumulus-group.example, cumulus.example', 'Ann Agent', '2026-03-11T06:00:00Z'],
      ['name', 'Cumulus', 'Cumulus Inc.', 'Ann Agent', '2026-03-11T06:00:00Z'],
      ['pointOfContact', null, 'Ann Agent', 'Ann Agent', '2026-03-11T06:00:00Z'],
    ],
  )
  const found = await as('admin', 'GET', '/partners?q=GROUP.example')
  assert.deepEqual(
    found.body.items.map(({ name }: { name: string }) => name),
    ['Cumulus Inc.'],
  )
  const same = await as('agent', 'PATCH', `/partners/${added.body.id}`, { name: 'Cumulus Inc.' })
  assert.equal(same.status, 200)
  assert.equal((await as('admin', 'GET', `/partners/${added.body.id}/history`)).body.items.length, items.length)
})

test('A2: what cannot be is refused with every wrong field at once, and nothing is changed', async (t) => {
  const { desk, as, partner } = await registry(t)
  const wrong = await as('admin', 'POST', '/partners', {
    name: 'Nimbus',
    tier: 'gold',
    country: 'XX',
    accountManager: desk.people.aurora.id,
    domains: ['gmail.com', 'no domain'],
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(fieldsOf(wrong), ['accountManager', 'country', 'domains', 'domains', 'tier'])
  assert.match(JSON.stringify(wrong.body.errors), /Anybody can have an address at gmail\.com/)

  await as('admin', 'PATCH', `/partners/${partner}`, { domains: ['borealis.example'], externalRef: 'P-2' })
  const taken = await as('admin', 'POST', '/partners', {
    name: 'Borealis again',
    tier: 'advanced',
    country: 'DE',
    externalRef: 'P-2',
    domains: ['borealis.example'],
  })
  assert.deepEqual(fieldsOf(taken), ['domains', 'externalRef'])

  const noReason = await as('admin', 'PATCH', `/partners/${partner}`, { tier: 'premium' })
  assert.equal(noReason.status, 422)
  assert.deepEqual(fieldsOf(noReason), ['reason'])
  assert.equal((await as('admin', 'GET', `/partners/${partner}`)).body.tier, 'advanced')
  assert.equal((await as('admin', 'PATCH', `/partners/${partner}`, { teir: 'premium' })).body.errors[0].field, 'teir')
  assert.equal((await as('admin', 'PATCH', `/partners/${uuid()}`, { name: 'x' })).status, 404)
})

test('A2: a better tier reaches open tickets at once, a worse one leaves them; new tickets have the new one', async (t) => {
  const { as, partner, desk } = await registry(t)
  const opened = await as('borealis', 'POST', '/tickets', { ...right, severity: 2 })
  const targetOf = (ticket: any): string => ticket.clocks[0].targetAt
  const before = targetOf(opened.body)
  const risen = await as('admin', 'PATCH', `/partners/${partner}`, {
    tier: 'premium',
    reason: 'The yearly evaluation.',
  })
  assert.equal(risen.status, 200)
  assert.deepEqual([risen.body.tier, risen.body.tierSince], ['premium', '2026-03-10T06:00:00Z'])
  const after = (await as('borealis', 'GET', `/tickets/${opened.body.id}`)).body
  // Germany, a Tuesday: Advanced aims at 9 hours, Premium at 6.
  assert.deepEqual([before, targetOf(after)], ['2026-03-10T15:00:00Z', '2026-03-10T12:00:00Z'])
  assert.match(after.clocks[0].because.join(' '), /tier changed: the better promise holds/)
  const events = (await as('borealis', 'GET', `/tickets/${opened.body.id}/events`)).body.items
  const heard = events.find(({ kind }: { kind: string }) => kind === 'tier-changed')
  assert.equal(
    heard.words,
    'The partner is Premium now, no longer Advanced: The yearly evaluation. The better promise holds.',
  )
  assert.equal(heard.by.person.name, 'Ada Admin')

  desk.setTime('2026-03-10T07:00:00Z')
  await as('admin', 'PATCH', `/partners/${partner}`, { tier: 'authorised', reason: 'Below the threshold.' })
  const kept = (await as('borealis', 'GET', `/tickets/${opened.body.id}`)).body
  assert.equal(targetOf(kept), '2026-03-10T12:00:00Z')
  const young = await as('borealis', 'POST', '/tickets', { ...right, severity: 2 })
  assert.equal(targetOf(young.body), '2026-03-10T19:00:00Z')
  const { items } = (await as('borealis', 'GET', `/partners/${partner}/history`)).body
  assert.deepEqual(
    items.map(({ what, was, became, reason }: Record<string, string>) => [what, was, became, reason]),
    [
      ['tier', 'Premium', 'Authorised', 'Below the threshold.'],
      ['tier', 'Advanced', 'Premium', 'The yearly evaluation.'],
    ],
  )
})

test('A2: what a crash left untold is told by the timetable, once; a ticket that was being opened hears of it too', async (t) => {
  const { as, partner, desk } = await registry(t)
  const tickets = await Promise.all(Array.from({ length: 5 }, () => as('borealis', 'POST', '/tickets', right)))
  // As a process that dies between the change and its tickets leaves it.
  await desk.app.db.system(async (tx) => {
    const row = await lockPartner(tx, partner as PartnerId)
    assert.ok(row !== null)
    await updatePartner(tx, { ...row, tier: 'premium' })
    await beginTier(tx, [row.id], desk.app.now())
    const act = actOn(row, { kind: 'system' }, desk.app.now())
    await recordChanges(tx, [{ ...act, what: 'tier', was: 'advanced', became: 'premium', reason: null }])
  })
  assert.deepEqual(await settleTiers(desk.app), { partners: 1, told: 5 })
  assert.deepEqual(await settleTiers(desk.app), { partners: 1, told: 0 })
  const tiers = await Promise.all(tickets.map(({ body }) => as('borealis', 'GET', `/tickets/${body.id}/events`)))
  for (const { body } of tiers)
    assert.equal(body.items.filter(({ kind }: { kind: string }) => kind === 'tier-changed').length, 1)
  desk.setTime('2026-03-10T06:01:00Z')
  await settleTiers(desk.app)
  assert.deepEqual(await settleTiers(desk.app), { partners: 0, told: 0 })
})

test('F2: a partner has support contracts, which are added and changed; none ends before it begins, none twice', async (t) => {
  const { as, partner, desk } = await registry(t)
  const contract = { reference: 'SC-1', startsOn: '2026-01-01', endsOn: '2026-06-30' }
  const added = await as('agent', 'POST', `/partners/${partner}/contracts`, contract)
  assert.equal(added.status, 201)
  assert.equal(added.body.state, 'running')
  assert.deepEqual(
    fieldsOf(await as('agent', 'POST', `/partners/${partner}/contracts`, { ...contract, endsOn: '2025-12-31' })),
    ['endsOn', 'reference'],
  )
  const changed = await as('agent', 'PATCH', `/contracts/${added.body.id}`, { endsOn: '2026-02-28' })
  assert.deepEqual([changed.status, changed.body.state], [200, 'ended'])
  const kept = await desk.app.db.system((tx) => contractOn(tx, partner as PartnerId, '2026-02-28'))
  assert.equal(kept?.endsOn, '2026-02-28')
  const { items } = (await as('admin', 'GET', `/partners/${partner}/history`)).body
  assert.deepEqual(
    items.map(({ about, was, became }: any) => [about.name, was, became]),
    [
      ['SC-1', '2026-01-01 to 2026-06-30', '2026-01-01 to 2026-02-28'],
      ['SC-1', null, '2026-01-01 to 2026-06-30'],
    ],
  )
})

test('A7, D4: contacts are added and changed, an address is one person’s; training is kept by product and shown', async (t) => {
  const { as, partner } = await registry(t)
  const added = await as('agent', 'POST', `/partners/${partner}/contacts`, {
    name: 'Nils',
    email: 'Nils@Borealis.example',
  })
  assert.equal(added.status, 201, JSON.stringify(added.body))
  assert.deepEqual(
    [added.body.email, added.body.zone, added.body.training],
    ['nils@borealis.example', 'Europe/Berlin', []],
  )
  const twice = await as('agent', 'POST', `/partners/${partner}/contacts`, {
    name: 'N',
    email: 'nils@borealis.example',
    zone: 'Moon',
  })
  assert.deepEqual(fieldsOf(twice), ['email', 'zone'])

  const trained = await as('agent', 'POST', `/contacts/${added.body.id}/training`, {
    product: 'CRM',
    completedOn: '2026-02-01',
  })
  assert.equal(trained.status, 200, JSON.stringify(trained.body))
  assert.deepEqual(
    trained.body.training.map((each: any) => [each.product.name, each.completedOn]),
    [['Zoho CRM', '2026-02-01']],
  )
  const again = await as('agent', 'POST', `/contacts/${added.body.id}/training`, {
    product: 'crm',
    completedOn: '2026-03-01',
    certificate: 'C-2',
  })
  assert.deepEqual(
    again.body.training.map((each: any) => [each.completedOn, each.certificate]),
    [['2026-03-01', 'C-2']],
  )
  const wrong = await as('agent', 'POST', `/contacts/${added.body.id}/training`, {
    product: 'Knitting',
    completedOn: '2027-01-01',
  })
  assert.deepEqual(fieldsOf(wrong), ['completedOn', 'product'])

  const { training, contacts, trained: count } = (await as('pam', 'GET', `/partners/${partner}`)).body
  assert.deepEqual([contacts, count, training.products[0].trained], [2, 1, 1])
  const left = await as('agent', 'PATCH', `/contacts/${added.body.id}`, { active: false })
  assert.equal(left.body.active, false)
  const { items } = (await as('borealis', 'GET', `/partners/${partner}/contacts`)).body
  assert.deepEqual(
    items.map(({ name }: { name: string }) => name),
    ['Björn'],
  )
  assert.equal((await as('agent', 'PATCH', `/contacts/${uuid()}`, { name: 'x' })).status, 404)
})

test('A4: a grant is the account manager’s to give, for a fiscal year, and ends by itself', async (t) => {
  const { as, partner, desk } = await registry(t)
  await as('admin', 'PATCH', `/partners/${partner}`, { tier: 'authorised', reason: 'For this test.' })
  const grant = { offering: 'chat', reason: 'A launch in spring.' }
  const path = `/partners/${partner}/grants`
  assert.equal((await as('agent', 'POST', path, grant)).status, 403)
  assert.equal((await as('pam', 'POST', path, grant)).status, 403, 'another partner’s account manager')
  const { body: pam } = await as('pam', 'GET', '/me')
  await as('admin', 'PATCH', `/partners/${partner}`, { accountManager: pam.id })

  const granted = await as('pam', 'POST', path, grant)
  assert.equal(granted.status, 201, JSON.stringify(granted.body))
  const { approvedBy, fiscalYear, startsOn, endsOn, state } = granted.body
  assert.deepEqual(
    [approvedBy.name, fiscalYear, startsOn, endsOn, state],
    ['Pia Pam', '2026', '2026-03-10', '2026-12-31', 'running'],
  )
  assert.equal((await as('admin', 'POST', path, grant)).status, 409)
  const chat = async (): Promise<{ allowed: boolean; because: string }> =>
    (await as('borealis', 'GET', '/entitlements')).body.items.find(({ offering }: any) => offering === 'chat')
  assert.equal((await chat()).allowed, true)
  // The last moment of the year in Berlin, and the first of the next.
  desk.setTime('2026-12-31T22:59:00Z')
  assert.equal((await chat()).allowed, true)
  desk.setTime('2026-12-31T23:00:00Z')
  assert.equal((await chat()).allowed, false)
  assert.match((await chat()).because, /ended on 31 December 2026/)
  assert.equal((await as('pam', 'POST', `/grants/${granted.body.id}/revoke`, { reason: 'Over.' })).status, 409)
})

test('A4: a grant can be revoked by who may give it, and given anew; what is no exception cannot be granted', async (t) => {
  const { as, partner } = await registry(t)
  const path = `/partners/${partner}/grants`
  const offered = await as('admin', 'POST', path, { offering: 'chat', reason: 'x' })
  assert.deepEqual([offered.status, fieldsOf(offered)], [422, ['offering']])
  await as('admin', 'PATCH', `/partners/${partner}`, { tier: 'authorised', reason: 'For this test.' })
  for (const [body, field] of [
    [{ offering: 'phone', reason: 'x' }, 'offering'],
    [{ offering: 'chat', fiscalYear: '2025', reason: 'x' }, 'fiscalYear'],
    [{ offering: 'chat', fiscalYear: 'next', reason: 'x' }, 'fiscalYear'],
  ] as const)
    assert.deepEqual(fieldsOf(await as('admin', 'POST', path, body)), [field])
  const next = await as('admin', 'POST', path, { offering: 'chat', fiscalYear: '2027', reason: 'Next year.' })
  assert.deepEqual([next.body.startsOn, next.body.state], ['2027-01-01', 'to-come'])
  const first = await as('admin', 'POST', path, { offering: 'live-chat', reason: 'This year.' })
  assert.equal(first.status, 201)
  assert.equal((await as('agent', 'POST', `/grants/${first.body.id}/revoke`, { reason: 'x' })).status, 403)
  const revoked = await as('admin', 'POST', `/grants/${first.body.id}/revoke`, { reason: 'Called off.' })
  assert.deepEqual([revoked.status, revoked.body.state, revoked.body.revoked.because], [200, 'revoked', 'Called off.'])
  const chat = (await as('borealis', 'GET', '/entitlements')).body.items.find(
    ({ offering }: any) => offering === 'chat',
  )
  assert.equal(chat.allowed, false)
  assert.equal((await as('admin', 'POST', path, { offering: 'chat', reason: 'After all.' })).status, 201)
})

test('A8: a partner sees every row of its own table and no other partner’s; staff says whose', async (t) => {
  const { as, partner, other } = await registry(t)
  const own = await as('borealis', 'GET', '/entitlements')
  assert.equal(own.status, 200)
  assert.equal(own.body.partner.name, 'Borealis')
  assert.equal(own.body.items.length, 11)
  for (const { because } of own.body.items) assert.ok(because.length > 10)
  assert.equal((await as('borealis', 'GET', `/entitlements?partner=${other}`)).status, 404)
  assert.equal((await as('agent', 'GET', '/entitlements')).status, 400)
  assert.equal((await as('agent', 'GET', `/entitlements?partner=${partner}&on=2026-06-01`)).body.on, '2026-06-01')
})

test('D3: whether a partner has a point of contact follows from its tier', async (t) => {
  const { as, partner } = await registry(t)
  assert.equal((await as('agent', 'GET', `/partners/${partner}`)).body.pointOfContactEntitled.allowed, true)
  await as('admin', 'PATCH', `/partners/${partner}`, { tier: 'authorised', reason: 'For this test.' })
  const { allowed, because } = (await as('agent', 'GET', `/partners/${partner}`)).body.pointOfContactEntitled
  assert.equal(allowed, false)
  assert.match(because, /offered to Advanced and Premium partners/)
})

test('G3: a partner sees itself, its contacts and its customers, and nobody else’s', async (t) => {
  const { as, partner, other } = await registry(t)
  const names = async (path: string): Promise<string[]> =>
    (await as('borealis', 'GET', path)).body.items.map(({ name }: { name: string }) => name)
  assert.deepEqual(await names('/partners'), ['Borealis'])
  assert.deepEqual(await names('/customers'), ['Nord GmbH'])
  assert.deepEqual(await names(`/customers?partner=${other}`), [])
  assert.equal((await as('borealis', 'GET', `/partners/${partner}`)).status, 200)
  assert.equal((await as('borealis', 'GET', `/partners/${other}`)).status, 404)
  assert.equal((await as('borealis', 'GET', `/partners/${other}/history`)).status, 404)
  assert.equal((await as('borealis', 'PATCH', `/partners/${partner}`, { tier: 'premium' })).status, 403)
  // Of staff it knows the names, and no address.
  await as('admin', 'PATCH', `/partners/${partner}`, { accountManager: (await as('pam', 'GET', '/me')).body.id })
  const { accountManager } = (await as('borealis', 'GET', `/partners/${partner}`)).body
  assert.deepEqual([accountManager.name, accountManager.email], ['Pia Pam', null])
})

test('D2: a customer is added and changed without a word of its licences; nobody’s domain is everybody’s', async (t) => {
  const { as, partner, other } = await registry(t)
  const added = await as('agent', 'POST', '/customers', { partner, name: 'Fjord AS', domain: 'Fjord.example' })
  assert.equal(added.status, 201, JSON.stringify(added.body))
  assert.deepEqual(
    [
      added.body.domain,
      added.body.licences,
      added.body.keyAccount,
      added.body.keyAccountFrom,
      added.body.missing,
      added.body.evidence,
    ],
    ['fjord.example', 0, false, 60, 60, null],
  )
  const wrong = await as('agent', 'POST', '/customers', { partner: uuid(), name: 'X', domain: 'gmail.com' })
  assert.deepEqual(fieldsOf(wrong), ['domain', 'partner'])
  assert.equal(
    (await as('agent', 'POST', '/customers', { partner, name: 'X', licences: 500 })).body.errors[0].field,
    'licences',
  )
  const changed = await as('agent', 'PATCH', `/customers/${added.body.id}`, { superAdminEmail: 'Boss@Fjord.example' })
  assert.equal(changed.body.superAdminEmail, 'boss@fjord.example')
  assert.equal((await as('aurora', 'GET', `/customers/${added.body.id}`)).status, 404)
  assert.equal((await as('agent', 'GET', `/customers?partner=${other}&q=KESTREL`)).body.items.length, 1)
  const { items } = (await as('agent', 'GET', `/partners/${partner}/history`)).body
  assert.deepEqual(
    [items[0].about.name, items[0].what, items[0].became],
    ['Fjord AS', 'superAdminEmail', 'boss@fjord.example'],
  )
})
