import assert from 'node:assert/strict'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatMistakes, loadPolicy } from '../../src/policy/load.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import { editedFolder, zohoFolder } from '../support/policies.ts'
import { workflowDesk } from '../support/runs.ts'

const claim = fileURLToPath(new URL('../fixtures/workflows/marketing-claim.yaml', import.meta.url))
const given = {
  amount: { amount: 500, currency: 'eur' },
  spentOn: '2026-03-02',
  purpose: 'A fair',
  invoice: 'fair.pdf',
}

/** The vendor publishes its policy with one more file in it. */
async function withClaims(context: TestContext) {
  const desk = await workflowDesk(context)
  const folder = await editedFolder(context, zohoFolder, [])
  await cp(claim, join(folder, 'workflows', 'marketing-claim.yaml'))
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
  await publishPolicy(desk.desk.app.db, loaded.policy, null, desk.desk.app.now())
  await desk.desk.app.policies.refresh()
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
  const approved = await step('admin', path, 'approve')
  assert.deepEqual([approved.status, approved.body.run.outcome], [200, 'done'])
  assert.equal((await letters(path)).at(-1)?.to, 'asha@aurora.example')
})

test('C9: a run keeps the rules it was begun under, whatever is published later', async (context) => {
  const { desk, begin, path, run, get, step } = await withClaims(context)
  await begin('aurora', path, 'marketing-claim', given)
  const loaded = await loadPolicy(zohoFolder)
  if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
  await publishPolicy(desk.app.db, loaded.policy, null, desk.app.now())
  await desk.app.policies.refresh()
  assert.ok(!(await get('aurora', '/workflows')).body.items.some(({ id }: any) => id === 'marketing-claim'))
  const { state, policyVersion } = await run('aurora', path)
  assert.deepEqual([state.name, policyVersion], ['The account manager decides', 2])
  const { items } = (await get('agent', '/runs/counts')).body
  assert.deepEqual(items.find(({ workflow }: any) => workflow === 'marketing-claim').states[0].open, 1)
  assert.equal((await step('admin', path, 'refuse', { why: 'No fair was held.' })).body.run.outcome, 'refused')
})

for (const name of ['disassociation-silence-refuses', 'disassociation-preconditions-first'])
  test(`E1: the preset '${name}' is one that a policy may have`, async (context) => {
    const folder = await editedFolder(context, zohoFolder, [])
    await cp(join(zohoFolder, '..', 'presets', 'workflows', `${name}.yaml`), join(folder, 'workflows', `${name}.yaml`))
    const loaded = await loadPolicy(folder)
    assert.ok(loaded.ok, loaded.ok ? '' : formatMistakes(loaded.mistakes))
    assert.ok(loaded.policy.workflows.some(({ id }) => id === name))
  })

test('E1: by the preset, silence of the partner refuses: the customer stays', async (context) => {
  const desk = await workflowDesk(context)
  const folder = await editedFolder(context, zohoFolder, [])
  await cp(
    join(zohoFolder, '..', 'presets', 'workflows', 'disassociation-silence-refuses.yaml'),
    join(folder, 'workflows', 'disassociation-silence-refuses.yaml'),
  )
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
  await publishPolicy(desk.desk.app.db, loaded.policy, null, desk.desk.app.now())
  await desk.desk.app.policies.refresh()
  const { path } = await desk.openOperations('aurora')
  const customer = await desk.customerOf('aurora')
  await desk.begin('agent', path, 'disassociation-silence-refuses', { customer, consentFrom: 'admin@kestrel.example' })
  await desk.answer((await desk.letters(path))[0]?.link ?? '', 'confirm')
  desk.desk.setTime('2026-03-18T06:00:00Z')
  await desk.wakeRuns()
  const { outcome, endedAt } = await desk.run('agent', path)
  // Day 5 after Tuesday 10 March is Tuesday 17 March.
  assert.deepEqual([outcome, endedAt], ['refused', '2026-03-17T18:30:00Z'])
  assert.equal((await desk.get('aurora', `/customers/${customer}`)).status, 200)
})
