import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { consentsOf } from '../../src/storage/consents.ts'
import type { TicketId } from '../../src/domain/kernel.ts'
import { workflowDesk } from '../support/runs.ts'

const form = {
  account: 'Org 60012345',
  superAdminEmail: 'admin@kestrel.example',
  change: 'Make maya@kestrel.example the super-admin.',
}

async function disputed(context: TestContext) {
  const desk = await workflowDesk(context)
  const opened = await desk.post('aurora', '/tickets', {
    category: 'account-changes',
    subType: 'admin-change',
    product: 'CRM',
    subject: 'New super-admin',
    description: 'Maya takes over.',
    customerEmail: 'admin@kestrel.example',
    reproducible: false,
  })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const path = `/tickets/${opened.body.id}`
  const customer = await desk.customerOf('aurora')
  const ask = (consentFrom: string) => desk.begin('agent', path, 'consent', { ...form, customer, consentFrom })
  const kept = () => desk.desk.app.db.system((tx) => consentsOf(tx, opened.body.id as TicketId))
  return { ...desk, path, ask, kept, solve: () => desk.post('agent', `${path}/solve`, { body: 'Done.' }) }
}

test('E5: the ticket is not done before the consent is recorded, in the uniform format, with who gave it and how', async (context) => {
  const { path, get, ask, solve, letters, look, answer, kept, run } = await disputed(context)
  const { startable } = (await get('aurora', `${path}/run`)).body
  assert.deepEqual(
    startable.filter(({ suggested }: any) => suggested).map(({ id }: any) => id),
    ['consent'],
  )
  const early = await solve()
  assert.deepEqual([early.status, /Customer's consent' comes first/.test(early.body.detail)], [409, true])
  assert.equal((await ask('admin@kestrel.example')).status, 201)
  assert.match((await solve()).body.detail, /'The customer is asked'/)
  const [letter] = await letters(path)
  for (const line of [
    'Customer: Kestrel Ltd',
    'Account: Org 60012345',
    'Super-admin: admin@kestrel.example',
    'Date: Tue 10 Mar 2026',
  ])
    assert.ok(letter?.text.includes(line), line)
  const shown = (await look(letter?.link ?? '')).body
  assert.deepEqual(
    shown.facts.map(({ name, said }: any) => `${name}: ${said}`),
    [
      'Partner: Aurora',
      'Customer: Kestrel Ltd',
      'Account: Org 60012345',
      'Super-admin: admin@kestrel.example',
      'Change asked for: Make maya@kestrel.example the super-admin.',
      'Who is asked: admin@kestrel.example',
    ],
  )
  assert.equal((await answer(letter?.link ?? '', 'consent')).status, 200)
  const [consent] = await kept()
  assert.deepEqual(
    [consent?.answer, consent?.address, consent?.form.change, consent?.form.day],
    ['given', 'admin@kestrel.example', form.change, '2026-03-10'],
  )
  assert.match(consent?.form.statement ?? '', /^I, admin@kestrel\.example, consent on behalf of Kestrel Ltd/)
  assert.equal((await run('agent', path)).outcome, 'done')
  assert.equal((await solve()).status, 200)
})

test('E5: only the super-admin or an address at the customer’s own domain is asked, and only such a one answers by mail', async (context) => {
  const { path, ask, step, kept } = await disputed(context)
  for (const stranger of ['maya@gmail.com', 'admin@kestrel.example.org', 'contact@aurora.example'])
    assert.deepEqual([(await ask(stranger)).status, stranger], [409, stranger])
  assert.equal((await ask('Maya@Kestrel.example')).status, 201)
  const reply = { customerWords: 'We consent.' }
  assert.equal((await step('agent', path, 'record-consent', { ...reply, consentFrom: 'maya@gmail.com' })).status, 409)
  assert.equal(
    (await step('aurora', path, 'record-consent', { ...reply, consentFrom: 'maya@kestrel.example' })).status,
    403,
  )
  assert.equal(
    (await step('agent', path, 'record-consent', { ...reply, consentFrom: 'admin@kestrel.example' })).status,
    200,
  )
  const [consent] = await kept()
  assert.deepEqual(
    [consent?.answer, consent?.address, consent?.evidence],
    ['given', 'admin@kestrel.example', 'We consent.'],
  )
})

test('E5: a refusal is recorded with its words, and so is that no answer came', async (context) => {
  const first = await disputed(context)
  await first.ask('admin@kestrel.example')
  const [letter] = await first.letters(first.path)
  await first.answer(letter?.link ?? '', 'refuse', { customerWords: 'We know nothing of this.' })
  assert.deepEqual(
    (await first.kept()).map(({ answer, address, evidence }) => [answer, address, evidence]),
    [['refused', 'admin@kestrel.example', 'We know nothing of this.']],
  )
  assert.equal((await first.answer(letter?.link ?? '', 'consent')).status, 409)
  assert.equal((await first.solve()).status, 200)

  const second = await disputed(context)
  await second.ask('admin@kestrel.example')
  second.desk.setTime('2026-03-30T06:00:00Z')
  await second.wakeRuns()
  assert.deepEqual(
    (await second.kept()).map(({ answer, address, at }) => [answer, address, at.toString()]),
    [['expired', null, '2026-03-25T06:00:00Z']],
  )
  assert.equal((await second.run('agent', second.path)).endedAt, '2026-03-25T06:00:00Z')
})

test('E5: a link asks nothing any more once the request was taken back or the change is another one', async (context) => {
  const { path, ask, step, letters, look, answer, begin, customerOf } = await disputed(context)
  await ask('admin@kestrel.example')
  const [letter] = await letters(path)
  assert.equal((await step('aurora', path, 'withdraw')).body.run.outcome, 'withdrawn')
  assert.equal((await look(letter?.link ?? '')).body.state, 'superseded')
  assert.equal((await answer(letter?.link ?? '', 'consent')).status, 409)
  const customer = await customerOf('aurora')
  await begin('agent', path, 'consent', {
    ...form,
    customer,
    change: 'Close the account.',
    consentFrom: 'admin@kestrel.example',
  })
  assert.equal((await answer(letter?.link ?? '', 'consent')).status, 409)
  const fresh = (await letters(path)).at(-1)
  assert.match((await look(fresh?.link ?? '')).body.asks, /Close the account/)
})

test('E5: what the desk itself takes back is no consent: only the partner may take back what it asked for', async (context) => {
  const { path, ask, step, solve } = await disputed(context)
  await ask('admin@kestrel.example')
  assert.equal((await step('agent', path, 'withdraw')).body.run.outcome, 'withdrawn')
  const early = await solve()
  assert.deepEqual([early.status, /comes first, and was taken back by the desk/.test(early.body.detail)], [409, true])
  await ask('admin@kestrel.example')
  assert.equal((await step('aurora', path, 'withdraw')).body.run.outcome, 'withdrawn')
  assert.equal((await solve()).status, 200)
})

test('E5: nobody of the partner consents for its customer, whatever stands in the registry', async (context) => {
  const { path, ask, step, desk, patch, customerOf } = await disputed(context)
  const customer = await customerOf('aurora')
  const change = { domain: 'aurora.example', superAdminEmail: 'asha@aurora.example' }
  assert.equal((await patch('agent', `/customers/${customer}`, change)).status, 200)
  for (const own of ['asha@aurora.example', 'arun@aurora.example'])
    assert.deepEqual([(await ask(own)).status, own], [409, own])
  await ask('it@kestrel.example')
  const reply = { customerWords: 'We consent.', consentFrom: 'asha@aurora.example' }
  assert.equal((await step('agent', path, 'record-consent', reply)).status, 409)
  assert.deepEqual(desk.complaints, [])
})

test('G2: what a customer said is never changed or removed', async (context) => {
  const { path, ask, letters, answer, desk } = await disputed(context)
  await ask('admin@kestrel.example')
  await answer((await letters(path))[0]?.link ?? '', 'consent')
  for (const text of [`update customer_consents set answer = 'refused'`, 'delete from customer_consents'])
    await assert.rejects(desk.app.db.system((tx) => tx.call({ name: `test_${text.length}`, text })))
})
