import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { publishWith } from '../support/presets.ts'
import { workflowDesk } from '../support/runs.ts'

const given = {
  amount: { amount: 500, currency: 'eur' },
  spentOn: '2026-03-02',
  purpose: 'A fair',
  invoice: 'fair.pdf',
}

/** The vendor publishes its policy with one more file in it. */
async function withClaims(context: TestContext) {
  const desk = await workflowDesk(context)
  await publishWith(context, desk.desk.app, ['marketing-claim'])
  const pam = await desk.hire('Pam Manager', 'pam@vendor.example')
  await desk.manages(pam, 'aurora')
  const { path } = await desk.openOperations('aurora')
  return { ...desk, path }
}

test('A workflow is added by a file alone: form, letters, approval, and a limit of ten business days', async (context) => {
  const { desk, begin, path, run, get, letters, step, wakeRuns } = await withClaims(context)
  const workflows = (await get('aurora', '/workflows')).body.items
  assert.ok(workflows.some(({ id }: any) => id === 'marketing-claim'))
  const wrong = await begin('aurora', path, 'marketing-claim', {
    ...given,
    amount: { amount: -1, currency: 'EUR' },
    spentOn: 'soon',
    invoice: '',
  })
  assert.deepEqual(
    wrong.body.errors.map(({ field }: any) => field),
    ['fields.amount', 'fields.spentOn', 'fields.invoice'],
  )
  const begun = await begin('aurora', path, 'marketing-claim', given)
  assert.equal(begun.status, 201)
  assert.equal(begun.body.run.asks, 'Aurora claims EUR 500.00 for A fair, spent on Mon 2 Mar 2026.')
  assert.deepEqual(
    (await letters(path)).map(({ to, subject }) => [to, subject.replace(/^\S+ /, '')]),
    [['pam@vendor.example', 'Aurora claims EUR 500.00']],
  )
  // Begun on Tuesday 10 March: that is day 0, and day 10 is Tuesday 24 March, to its end in India.
  assert.deepEqual(
    (await run('aurora', path)).deadlines.map(({ dueAt }: any) => dueAt),
    ['2026-03-17T18:30:00Z', '2026-03-24T18:30:00Z'],
  )
  assert.equal((await step('agent', path, 'approve')).status, 403)
  desk.setTime('2026-03-24T18:30:00Z')
  await wakeRuns()
  assert.equal((await run('aurora', path)).state.id, 'approval')
  desk.setTime('2026-03-24T18:30:00.001Z')
  await wakeRuns()
  assert.equal((await run('aurora', path)).state.id, 'overdue')
  // What the state asks stands in its letter.
  assert.match((await letters(path)).at(-1)?.text ?? '', /^Aurora claims EUR 500\.00 for A fair/)
  const approved = await step('admin', path, 'approve')
  assert.deepEqual([approved.status, approved.body.run.outcome], [200, 'done'])
  assert.equal((await letters(path)).at(-1)?.to, 'asha@aurora.example')
})

test('C9: a run keeps the rules it was begun under, whatever is published later', async (context) => {
  const { desk, begin, path, run, get, step } = await withClaims(context)
  await begin('aurora', path, 'marketing-claim', given)
  await publishWith(context, desk.app, [])
  assert.ok(!(await get('aurora', '/workflows')).body.items.some(({ id }: any) => id === 'marketing-claim'))
  const { state, policyVersion } = await run('aurora', path)
  assert.deepEqual([state.name, policyVersion], ['The account manager decides', 2])
  const { items } = (await get('agent', '/runs/counts')).body
  assert.deepEqual(items.find(({ workflow }: any) => workflow === 'marketing-claim').states[0].open, 1)
  assert.equal((await step('admin', path, 'refuse', { why: 'No fair was held.' })).body.run.outcome, 'refused')
})
