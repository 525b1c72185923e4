import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { askMapping, subscribed, tern, kestrel } from '../support/mapping.ts'
import { workflowDesk, type WorkflowDesk } from '../support/runs.ts'

// Kestrel Ltd (admin@kestrel.example) is Aurora's in India, Nord GmbH (nord.example) is Borealis's in Germany. Tuesday 10 March 2026.

async function asked(context: TestContext, whose: 'aurora' | 'borealis', fields: Parameters<typeof askMapping>[3]) {
  const desk = await workflowDesk(context)
  const { path } = await desk.openOperations(whose)
  const begun = await askMapping(desk, whose, path, fields)
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  return { ...desk, path }
}

const accept = ({ step }: WorkflowDesk, path: string) => step('agent', path, 'accept-proof')

test('E2: a customer that nobody has and that pays nothing is mapped with its proof alone; the history says so', async (context) => {
  const desk = await asked(context, 'borealis', tern)
  const done = await accept(desk, desk.path)
  assert.deepEqual([done.status, done.body.run.outcome, done.body.run.state.id], [200, 'done', 'mapped'])
  const { items } = (await desk.get('borealis', '/customers')).body
  assert.deepEqual(
    items.map(({ name }: any) => name),
    ['Nord GmbH', 'Tern Ltd'],
  )
  const history = (await desk.get('agent', `/partners/${desk.partnerOf('borealis')}/history`)).body.items[0]
  assert.deepEqual([history.what, history.became, history.reason], ['mapping', 'every service', 'Proof: Order 8.pdf'])
  // A second time it is its own already.
  const again = await desk.openOperations('borealis')
  const refused = await askMapping(desk, 'borealis', again.path, tern)
  assert.deepEqual([refused.status, refused.body.errors[0].field], [409, 'fields.superAdminEmail'])
})

test('E2: one that is with another partner opens the disassociation there; the first partner hears nothing of who asks', async (context) => {
  const desk = await asked(context, 'borealis', kestrel)
  const { body } = await accept(desk, desk.path)
  assert.equal(body.run.state.id, 'clash')
  const other = `/tickets/${body.run.waitsOn.ticket}`
  assert.equal((await desk.get('borealis', other)).status, 404)
  assert.equal((await desk.run('borealis', desk.path)).waitsOn, null)
  const theirs = await desk.run('aurora', other)
  assert.deepEqual([theirs.workflow.id, theirs.state.id], ['disassociation', 'requested'])
  assert.equal(JSON.stringify(theirs).includes('Borealis'), false)
  // Nobody has asked for anything yet: the customer is asked first.
  const told = (await desk.get('aurora', `${other}/messages`)).body.items[0].body
  assert.match(told, /^Kestrel Ltd is asked whether it wants to leave you\./)

  const leaving = (await desk.letters(other))[0]?.link ?? ''
  assert.equal((await desk.answer(leaving, 'confirm')).status, 200)
  assert.equal((await desk.step('aurora', other, 'agree')).status, 200)
  // The customer left; that it goes to Borealis is its own to say.
  const run = await desk.run('agent', desk.path)
  assert.equal(run.state.id, 'customer-asked')
  assert.deepEqual((await desk.get('aurora', '/customers')).body.items, [])
  const joining = (await desk.letters(desk.path)).at(-1)
  assert.equal(joining?.to, 'admin@kestrel.example')
  const shown = (await desk.look(joining?.link ?? '')).body
  assert.match(shown.asks, /Kestrel Ltd is to be mapped to Borealis/)
  assert.deepEqual(
    shown.answers.map(({ step }: any) => step),
    ['approve', 'deny'],
  )
  assert.equal((await desk.answer(joining?.link ?? '', 'approve')).status, 200)
  const { items } = (await desk.get('borealis', '/customers')).body
  assert.deepEqual(
    items.map(({ name }: any) => name),
    ['Kestrel Ltd', 'Nord GmbH'],
  )
  const found: Difference[] = []
  await verify(desk.desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('E2: the other partner keeps it where the customer denies; so does a request that is taken back', async (context) => {
  const desk = await asked(context, 'borealis', kestrel)
  const { body } = await accept(desk, desk.path)
  const other = `/tickets/${body.run.waitsOn.ticket}`
  await desk.answer((await desk.letters(other))[0]?.link ?? '', 'deny')
  const { state, outcome } = await desk.run('agent', desk.path)
  assert.deepEqual([state.id, outcome], ['stays', 'refused'])

  const second = await desk.openOperations('borealis')
  await askMapping(desk, 'borealis', second.path, kestrel)
  const clash = await accept(desk, second.path)
  assert.equal((await desk.step('borealis', second.path, 'withdraw')).body.run.outcome, 'withdrawn')
  // What was opened at the other partner goes on, and its end moves nothing here any more.
  const third = `/tickets/${clash.body.run.waitsOn.ticket}`
  await desk.answer((await desk.letters(third))[0]?.link ?? '', 'deny')
  assert.equal((await desk.run('agent', second.path)).outcome, 'withdrawn')
})

for (const [title, startedOn, amount, state] of [
  ['for more than a month must approve', '2026-02-09', 40, 'customer-asked'],
  ['for a month to the day need not', '2026-02-10', 40, 'mapped'],
  ['nothing (a free plan) need not', '2025-01-01', 0, 'mapped'],
] as const)
  test(`E2: a customer that has paid ${title}`, async (context) => {
    const desk = await workflowDesk(context)
    const customer = await desk.customerOf('aurora')
    await subscribed(desk, customer, startedOn, amount)
    // Nobody has it any more: it is no clash.
    const { path: leaving } = await desk.openOperations('aurora')
    await desk.begin('aurora', leaving, 'untagging', { customer, untagBecause: 'They moved to another country.' })
    assert.equal((await desk.step('agent', leaving, 'untag')).body.run.outcome, 'done')
    const { path } = await desk.openOperations('borealis')
    await askMapping(desk, 'borealis', path, kestrel)
    assert.equal((await accept(desk, path)).body.run.state.id, state)
  })

test('E2, D2: what the customer pays for goes with it, and is weighed where it comes to', async (context) => {
  const desk = await workflowDesk(context)
  const customer = await desk.customerOf('aurora')
  await subscribed(desk, customer, '2026-03-01', 40)
  const { path: leaving } = await desk.openOperations('aurora')
  await desk.begin('aurora', leaving, 'untagging', { customer, untagBecause: 'They moved.' })
  await desk.step('agent', leaving, 'untag')
  const { path } = await desk.openOperations('borealis')
  await askMapping(desk, 'borealis', path, kestrel)
  await accept(desk, path)
  const [mine] = (await desk.get('borealis', '/customers?q=kestrel')).body.items
  assert.deepEqual([mine.licences, mine.keyAccount], [120, true])
  assert.equal((await desk.get('borealis', `/customers/${mine.id}/subscriptions`)).body.items.length, 1)
})

test('E2: one partner for each service: another may have another, and the first keeps the rest', async (context) => {
  const desk = await asked(context, 'borealis', { ...kestrel, product: 'desk' })
  const { body } = await accept(desk, desk.path)
  const other = `/tickets/${body.run.waitsOn.ticket}`
  await desk.answer((await desk.letters(other))[0]?.link ?? '', 'confirm')
  const agreed = await desk.step('aurora', other, 'agree')
  assert.match(agreed.body.run.log.at(-1).words, /untagged from Aurora for Zoho Desk\. It keeps it for other services/)
  await desk.answer((await desk.letters(desk.path)).at(-1)?.link ?? '', 'approve')
  assert.equal((await desk.get('aurora', '/customers')).body.items.length, 1)
  assert.equal((await desk.get('borealis', '/customers?q=kestrel')).body.items.length, 1)
  // For Desk it is Borealis's now: Aurora clashes with it, and for the rest Borealis with Aurora.
  const back = await desk.openOperations('aurora')
  assert.equal((await askMapping(desk, 'aurora', back.path, { ...kestrel, product: 'desk' })).status, 201)
  assert.equal((await accept(desk, back.path)).body.run.state.id, 'clash')
})

test('E2: without an answer it lapses after fifteen days, weekends counted, also when nobody looked for longer', async (context) => {
  const desk = await workflowDesk(context)
  await subscribed(desk, await desk.customerOf('aurora'), '2025-01-01', 40)
  const customer = await desk.customerOf('aurora')
  const { path: leaving } = await desk.openOperations('aurora')
  await desk.begin('agent', leaving, 'untagging', { customer, untagBecause: 'They moved.' })
  await desk.step('agent', leaving, 'untag')
  const { path } = await desk.openOperations('borealis')
  await askMapping(desk, 'borealis', path, kestrel)
  await accept(desk, path)
  desk.desk.setTime('2026-04-20T06:00:00Z')
  await desk.wakeRuns()
  const { outcome, endedAt, log } = await desk.run('borealis', path)
  // Germany changes its clocks on 29 March: fifteen days on is the same time of day, and one hour less.
  assert.deepEqual([outcome, endedAt], ['lapsed', '2026-03-25T06:00:00Z'])
  assert.deepEqual(
    log.slice(-2).map(({ at, kind }: any) => [kind, at]),
    [
      ['deadline', '2026-03-17T06:00:00Z'],
      ['deadline', '2026-03-25T06:00:00Z'],
    ],
  )
})

test('E2: un-tagging is for the partner that has the customer, decided by Operations', async (context) => {
  const desk = await workflowDesk(context)
  const customer = await desk.customerOf('aurora')
  const theirs = await desk.openOperations('borealis')
  const refused = await desk.begin('borealis', theirs.path, 'untagging', { customer, untagBecause: 'We want it.' })
  assert.deepEqual(
    [refused.status, refused.body.errors[0]],
    [422, { field: 'fields.customer', message: 'There is no such customer.' }],
  )
  const { path } = await desk.openOperations('aurora')
  const wrong = await desk.begin('aurora', path, 'untagging', { customer, product: 'no such', extra: 1 })
  assert.deepEqual(wrong.body.errors.map(({ field }: any) => field).toSorted(), [
    'fields.extra',
    'fields.product',
    'fields.untagBecause',
  ])
  await desk.begin('aurora', path, 'untagging', { customer, untagBecause: 'They do not pay.' })
  assert.equal((await desk.step('aurora', path, 'untag')).status, 403)
  assert.equal((await desk.begin('agent', path, 'untagging', { customer, untagBecause: 'Again.' })).status, 409)
  assert.equal((await desk.step('agent', path, 'refuse', { decision: 'They do pay.' })).body.run.outcome, 'refused')
  assert.equal((await desk.get('aurora', `/customers/${customer}`)).status, 200)
})
