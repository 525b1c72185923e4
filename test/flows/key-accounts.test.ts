import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { schedule } from '../../src/jobs/schedule.ts'
import { weighEverybody } from '../../src/services/registry/key-accounts.ts'
import { doIfDue, enter } from '../../src/services/timetable.ts'
import { ask, right, testDesk, type Answer } from '../support/http.ts'

type Who = 'admin' | 'agent' | 'aurora' | 'borealis'

async function opened(t: TestContext) {
  const desk = await testDesk(t)
  const keys = new Map<Who, string>()
  for (const who of ['admin', 'agent', 'aurora', 'borealis'] as const)
    keys.set(who, await desk.keyOf(desk.people[who].email))
  const as = (who: Who, method: string, path: string, body?: unknown): Promise<Answer> =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys.get(who) ?? null, ...(body === undefined ? {} : { body }) })
  const upload = (kind: string, lines: readonly string[]): Promise<Answer> =>
    ask(desk.url, 'POST', `/api/v1/imports/${kind}`, {
      key: keys.get('admin') ?? null,
      body: `${lines.join('\n')}\n`,
      headers: { 'content-type': 'text/csv' },
    })
  return { desk, as, upload }
}

const heading = 'subscription_id,status,email_id,customer_company_name,service_name,licences'
const customerOf = async (as: (who: Who, method: string, path: string) => Promise<Answer>, q: string) => {
  const { items } = (await as('admin', 'GET', `/customers?q=${encodeURIComponent(q)}`)).body
  assert.equal(items.length, 1, q)
  return (await as('admin', 'GET', `/customers/${items[0].id}`)).body
}

/** A country of each region, and the licences from which an account is a large one (D1). */
const regions = [
  ['anz', 'AU', 50],
  ['apac', 'JP', 50],
  ['india', 'IN', 100],
  ['mea', 'AE', 60],
  ['europe', 'GB', 60],
  ['americas', 'BR', 70],
] as const

test('D1, D2: an import makes a key account at the threshold of each region, not below it, with the evidence for it', async (t) => {
  const { as, upload } = await opened(t)
  await upload('partners', [
    'external_ref,name,tier,country',
    ...regions.map(([id, country]) => `${id},Partner ${id},authorised,${country}`),
  ])
  const rows = regions.flatMap(([id, , from]) =>
    [-1, 0, 1].map(
      (beside) =>
        `${id}${beside},active,admin@${id}${from + beside}.example,${id} ${from + beside},CRM,${from + beside},${id}`,
    ),
  )
  const done = await upload('subscriptions', [`${heading},partner`, ...rows])
  assert.deepEqual([done.body.inserted, done.body.rejectedRows], [18, 0])
  for (const [id, , from] of regions)
    for (const beside of [-1, 0, 1]) {
      const { keyAccount, keyAccountFrom, licences, missing, evidence } = await customerOf(
        as,
        `admin@${id}${from + beside}.example`,
      )
      assert.deepEqual(
        [keyAccount, keyAccountFrom, licences, missing],
        [beside >= 0, from, from + beside, beside < 0 ? 1 : 0],
        `${id} ${from + beside}`,
      )
      assert.deepEqual(evidence.counted, [{ id: `${id}${beside}`, product: 'CRM', licences: from + beside }])
      assert.equal(evidence.region, id)
    }
})

test('D2: licences are summed over active subscriptions; a subscription that ends takes its own away again', async (t) => {
  const { as, upload } = await opened(t)
  const rows = (status: string): string[] => [
    heading,
    `S-1,active,boss@nord.example,Nord GmbH,CRM,40`,
    `S-2,${status},anybody@nord.example,Nord GmbH,Desk,20`,
  ]
  assert.deepEqual((await upload('subscriptions', rows('active'))).body.inserted, 2)
  const large = await customerOf(as, 'nord')
  assert.deepEqual([large.licences, large.keyAccount, large.evidence.counted.length], [60, true, 2])
  assert.match(large.evidence.because, /60 licences in 2 active subscriptions: a large account/)
  const ended = (await upload('subscriptions', rows('inactive'))).body
  assert.deepEqual([ended.updated, ended.unchanged], [1, 1])
  const small = await customerOf(as, 'nord')
  assert.deepEqual([small.licences, small.keyAccount, small.missing], [40, false, 20])
  const { partner } = small
  const { items } = (await as('admin', 'GET', `/partners/${partner}/history`)).body
  assert.deepEqual(
    items.map(({ about, what, was, became }: any) => [about.name, what, was, became]),
    [
      ['Nord GmbH', 'keyAccount', 'yes', 'no'],
      ['Nord GmbH', 'keyAccount', 'no', 'yes'],
    ],
  )
})

test('D2: a subscription without a number of licences counts as one; the vendor’s own columns are all kept', async (t) => {
  const { as, upload } = await opened(t)
  const own =
    'subscription_id,subscription_type,subscription_start_date,status,email_id,customer_company_name,billing_frequency,next_recurring_date,next_recurring_amount,org_id,plan_id,plan_name,service_id,service_name'
  const row =
    'SUB-9,paid,2025-04-01,ACTIVE,Boss@Nord.example,Nord GmbH,half_yearly,2026-04-01,"1,250.50",60012,P7,Enterprise,3,Zoho CRM'
  const done = await upload('subscriptions', [own, row])
  assert.deepEqual([done.body.inserted, done.body.ignored], [1, []])
  const { id } = await customerOf(as, 'nord')
  const { items } = (await as('admin', 'GET', `/customers/${id}/subscriptions`)).body
  assert.deepEqual(items, [
    {
      id: 'SUB-9',
      customer: id,
      type: 'paid',
      startedOn: '2025-04-01',
      status: 'active',
      email: 'boss@nord.example',
      companyName: 'Nord GmbH',
      billingFrequency: 'half_yearly',
      nextRecurringOn: '2026-04-01',
      currency: null,
      nextRecurringAmount: 1250.5,
      orgId: '60012',
      planId: 'P7',
      planName: 'Enterprise',
      serviceId: '3',
      serviceName: 'Zoho CRM',
      licences: 1,
      licencesStated: false,
      payer: null,
    },
  ])
  assert.equal((await upload('subscriptions', [own, row])).body.unchanged, 1)
  // A later file that says the number keeps it, also for files after it that do not.
  await upload('subscriptions', [
    'subscription_id,status,email_id,quantity,payer',
    'SUB-9,active,boss@nord.example,75,RC',
  ])
  await upload('subscriptions', [own, row])
  const later = (await as('admin', 'GET', `/customers/${id}/subscriptions`)).body.items[0]
  assert.deepEqual([later.licences, later.licencesStated, later.payer], [75, true, 'partner'])
})

test('D2: wrong rows of subscriptions are told by line and column, whose customer is not known among them', async (t) => {
  const { upload } = await opened(t)
  const done = await upload('subscriptions', [
    `${heading},billing_frequency,next_recurring_amount,partner`,
    'S-1,running,boss@nord.example,Nord GmbH,CRM,5,,,',
    'S-2,active,,Nord GmbH,CRM,5,weekly,,',
    'S-3,active,boss@nord.example,,CRM,-5,,much,',
    'S-4,active,boss@unknown.example,Unknown,CRM,5,,,',
    'S-5,active,boss@gmail.com,,CRM,5,,,',
    'S-6,active,boss@nord.example,,CRM,5,,,Nobody',
    ',active,boss@nord.example,,CRM,5,,,',
    'S-7,active,boss@nord.example,,CRM,5,,,',
  ])
  assert.deepEqual(
    done.body.rejected.map(({ line, field }: any) => `${line} ${field}`),
    [
      '2 status',
      '3 billing_frequency',
      '4 next_recurring_amount',
      '4 licences',
      '5 email_id',
      '6 email_id',
      '7 partner',
      '8 subscription_id',
    ],
  )
  assert.deepEqual([done.body.rows, done.body.inserted, done.body.rejectedRows], [8, 1, 7])
})

test('D2: a customer of two partners is whose the file says; without a word of it the row is rejected, and nobody’s guess', async (t) => {
  const { as, upload } = await opened(t)
  await upload('customers', ['partner,name,domain', 'Aurora,Shared,shared.example', 'Borealis,Shared,shared.example'])
  const row = 'S-1,active,boss@shared.example,Shared,CRM,5'
  const unclear = await upload('subscriptions', [heading, row])
  assert.match(unclear.body.rejected[0].message, /Shared of Aurora, Shared of Borealis/)
  const clear = await upload('subscriptions', [`${heading},partner`, `${row},Borealis`])
  assert.equal(clear.body.inserted, 1)
  // It stays with that customer when a later file does not say.
  assert.equal((await upload('subscriptions', [heading, row])).body.unchanged, 1)
  const moved = await upload('subscriptions?partner=Aurora', [heading, row])
  assert.equal(moved.body.updated, 1)
  const { items } = (await as('admin', 'GET', '/customers?q=shared')).body
  assert.deepEqual(items.map(({ partnerName, licences }: any) => [partnerName, licences]).toSorted(), [
    ['Aurora', 5],
    ['Borealis', 0],
  ])
})

test('D1, C3: a new ticket for a key account is flagged, aims at the lower end, and stands in the queue of key accounts', async (t) => {
  const { as, upload } = await opened(t)
  await upload('subscriptions', [heading, 'S-1,active,boss@nord.example,Nord GmbH,CRM,60'])
  const before = await as('borealis', 'POST', '/tickets', { ...right, severity: 2 })
  const form = {
    ...right,
    severity: 2,
    customerEmail: 'user@elsewhere.example',
    reproduction: { superAdminEmail: 'boss@nord.example' },
  }
  const bySuperAdmin = await as('borealis', 'POST', '/tickets', form)
  const byDomain = await as('borealis', 'POST', '/tickets', {
    ...right,
    severity: 2,
    customerEmail: 'user@nord.example',
  })
  assert.deepEqual(
    [before, bySuperAdmin, byDomain].map(({ body }) => body.keyAccount),
    [false, true, true],
  )
  // Germany, a Tuesday: an Advanced partner's target is after 9 hours, a key account's after 6.
  assert.deepEqual(
    [before, bySuperAdmin].map(({ body }) => body.clocks[0].targetAt),
    ['2026-03-10T15:00:00Z', '2026-03-10T12:00:00Z'],
  )
  const queue = async (path: string): Promise<string[]> =>
    (await as('agent', 'GET', path)).body.items.map(({ id }: any) => id)
  assert.deepEqual(
    (await queue('/tickets?keyAccount=true')).toSorted(),
    [bySuperAdmin.body.id, byDomain.body.id].toSorted(),
  )
  assert.deepEqual(await queue('/tickets?keyAccount=false'), [before.body.id])
  assert.equal((await as('agent', 'GET', '/tickets/counts')).body.keyAccounts, 2)
  assert.deepEqual((await queue(`/tickets?customer=${byDomain.body.customer.id}`)).length, 2)
  assert.equal((await as('agent', 'GET', '/tickets?keyAccount=perhaps')).status, 400)
})

test('D2: every night everybody is weighed once, by one of the nodes; what changed in between is found', async (t) => {
  const { as, upload, desk } = await opened(t)
  await upload('subscriptions', [heading, 'S-1,active,boss@nord.example,Nord GmbH,CRM,60'])
  const { id, partner } = await customerOf(as, 'nord')
  const nightly = schedule.find(({ name }) => name === 'key-accounts')
  assert.ok(nightly !== undefined)
  await enter(desk.app, nightly)
  assert.equal(await doIfDue(desk.app, nightly), false)
  // Behind the program's back, as a restored or corrected database has it.
  await desk.app.db.system((tx) =>
    tx.call({ name: 'less', text: `update subscriptions set licences = 59 returning subscription_id` }),
  )
  desk.setTime('2026-03-11T01:30:00Z')
  const done = await Promise.all([1, 2, 3].map(() => doIfDue(desk.app, nightly)))
  assert.deepEqual(done.filter(Boolean).length, 1)
  const after = (await as('admin', 'GET', `/customers/${id}`)).body
  assert.deepEqual([after.keyAccount, after.licences, after.evidence.evaluatedAt], [false, 59, '2026-03-11T01:30:00Z'])
  const [latest] = (await as('admin', 'GET', `/partners/${partner}/history`)).body.items
  assert.deepEqual([latest.via, latest.by, latest.became], ['timetable', null, 'no'])
  assert.deepEqual(await weighEverybody(desk.app), { weighed: 2, changed: 0 })
})

test('D1: a partner that moves to another region has its customers weighed by that region’s threshold', async (t) => {
  const { as, upload } = await opened(t)
  await upload('subscriptions', [heading, 'S-1,active,boss@nord.example,Nord GmbH,CRM,65'])
  const { partner } = await customerOf(as, 'nord')
  assert.equal((await customerOf(as, 'nord')).keyAccount, true)
  await as('admin', 'PATCH', `/partners/${partner}`, { country: 'BR' })
  const moved = await customerOf(as, 'nord')
  assert.deepEqual([moved.keyAccount, moved.keyAccountFrom, moved.missing], [false, 70, 5])
})

test('D4: a ticket says where its contact has no training record for the product', async (t) => {
  const { as, upload, desk } = await opened(t)
  const open = async (product?: string): Promise<any> =>
    (await as('aurora', 'POST', '/tickets', { ...right, ...(product === undefined ? {} : { product }) })).body
  const [none, before] = [await open(), await open('CRM')]
  assert.deepEqual([none.untrained, before.untrained], [true, true])
  await upload('training', ['contact,product,completed_on', `${desk.people.aurora.email},CRM,2026-02-01`])
  const seen = async ({ id }: { id: string }): Promise<boolean> =>
    (await as('agent', 'GET', `/tickets/${id}`)).body.untrained
  assert.deepEqual([await seen(none), await seen(before), await seen(await open('Desk'))], [false, false, true])
})
