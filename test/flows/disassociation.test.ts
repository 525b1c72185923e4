import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { workflowDesk } from '../support/runs.ts'

// Aurora is in India: its working week is Monday 00:00 to Friday 24:00 there (18:30Z). Tests begin on Tuesday 10 March 2026, 06:00Z.

async function requested(context: TestContext) {
  const desk = await workflowDesk(context)
  const { path } = await desk.openOperations('aurora')
  const customer = await desk.customerOf('aurora')
  const begun = await desk.begin('agent', path, 'disassociation', {
    customer,
    consentFrom: 'admin@kestrel.example',
    customerReason: 'They do not answer us.',
  })
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  const [letter] = await desk.letters(path)
  const token = letter?.link ?? ''
  return { ...desk, path, customer, token, stateOf: async () => (await desk.run('agent', path)).state.id as string }
}

async function confirmed(context: TestContext) {
  const desk = await requested(context)
  const answered = await desk.answer(desk.token, 'confirm')
  assert.equal(answered.status, 200, JSON.stringify(answered.body))
  return desk
}

test('E1: the customer confirms by its link, the partner agrees: the customer is untagged, and the history says so', async (context) => {
  const { get, look, step, letters, path, customer, token, stateOf, run, desk, ...rest } = await confirmed(context)
  assert.equal(await stateOf(), 'partner-told')
  assert.deepEqual((await get('aurora', '/runs?waitsFor=partner')).body.items.map((row: any) => row.state.id), ['partner-told'])
  assert.deepEqual((await get('borealis', '/runs?waitsFor=partner')).body.items, [])
  assert.equal((await look(token)).body.state, 'answered')
  desk.setTime('2026-03-11T06:00:00Z')
  const agreed = await step('aurora', path, 'agree')
  assert.equal(agreed.status, 200, JSON.stringify(agreed.body))
  assert.equal(await stateOf(), 'agreed')
  const { outcome, log } = await run('agent', path)
  assert.equal(outcome, 'done')
  assert.deepEqual(
    log.map((entry: any) => [entry.kind, entry.by.as, entry.to]),
    [
      ['started', 'agent', 'requested'],
      ['step', 'customer', 'partner-told'],
      ['delivered', 'post', 'partner-told'],
      ['step', 'partner', 'agreed'],
    ],
  )
  assert.deepEqual(
    [log[1].by.email, log[3].by.name, log[3].words],
    ['admin@kestrel.example', 'Asha', 'Agree. Now: Disassociated, the partner agreed. Kestrel Ltd is untagged from Aurora for every service.'],
  )
  // Untagged: the partner has it no more, the vendor sees whose it was, and its history keeps it.
  assert.equal((await get('aurora', `/customers/${customer}`)).status, 404)
  assert.equal((await get('agent', `/customers/${customer}`)).status, 200)
  const history = (await get('agent', `/partners/${rest.partnerOf('aurora')}/history`)).body.items[0]
  assert.deepEqual(
    [history.about.name, history.what, history.was, history.became, history.by.name],
    ['Kestrel Ltd', 'mapping', 'every service', null, 'Asha'],
  )
  assert.deepEqual((await letters(path)).map(({ to }) => to), ['admin@kestrel.example', 'asha@aurora.example', 'admin@kestrel.example'])
  const found: Difference[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('E1: silence of the partner counts in its working time, weekend left out: reminded at 24 h, untagged at 48 h, dated so', async (context) => {
  const desk = await requested(context)
  // Thursday 16:30Z is 22:00 in India: two hours of Thursday, 24 of Friday; 22 of Monday are left of the 48.
  desk.desk.setTime('2026-03-12T16:30:00Z')
  await desk.answer(desk.token, 'confirm')
  const { deadlines } = await desk.run('aurora', desk.path)
  assert.deepEqual(
    deadlines.map(({ id, dueAt, leadsTo }: any) => [id, dueAt, leadsTo]),
    [
      ['reminder', '2026-03-13T16:30:00Z', null],
      ['silence', '2026-03-16T16:30:00Z', "Disassociated on the customer's word"],
    ],
  )
  desk.desk.setTime('2026-03-13T16:30:00.001Z')
  await desk.wakeRuns()
  await desk.wakeRuns()
  const reminders = (await desk.letters(desk.path)).filter(({ subject }) => /Reminder/.test(subject))
  assert.deepEqual(reminders.map(({ to }) => to), ['asha@aurora.example'])
  // An answer at the very instant of the limit is in time; nobody looks for days, and the end is dated with its own instant.
  desk.desk.setTime('2026-03-16T16:30:00Z')
  await desk.wakeRuns()
  assert.equal(await desk.stateOf(), 'partner-told')
  desk.desk.setTime('2026-03-19T08:00:00Z')
  const late = await desk.step('aurora', desk.path, 'contest', { partnerWords: 'No.' })
  assert.deepEqual([late.status, late.body.type], [409, 'urn:partner-desk:problem:invalid-state'])
  await desk.wakeRuns()
  const { log, endedAt, outcome } = await desk.run('agent', desk.path)
  assert.deepEqual([endedAt, outcome], ['2026-03-16T16:30:00Z', 'done'])
  assert.deepEqual([log.at(-1).at, log.at(-1).notedAt, log.at(-1).by.as], ['2026-03-16T16:30:00Z', '2026-03-19T08:00:00Z', 'time'])
})
