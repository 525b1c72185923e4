import assert from 'node:assert/strict'
import { askMapping } from '../support/mapping.ts'
import { test, type TestContext } from 'node:test'
import type { DeskOptions } from '../support/http.ts'
import type { Edit } from '../support/policies.ts'
import { publishWith } from '../support/presets.ts'
import { workflowDesk } from '../support/runs.ts'
import { verify, type Difference } from '../../src/services/verify.ts'

// What nobody asks for and cannot be done is tried once, and then a person's to look at. Tuesday 10 March 2026.

async function edited(context: TestContext, edits: readonly Edit[], options: DeskOptions = {}) {
  const desk = await workflowDesk(context, options)
  const { app } = desk.desk
  await publishWith(context, app, [], edits)
  const change = (name: string, text: string, values: readonly unknown[]) =>
    app.db.system((tx) => tx.call({ name, text }, values))
  return {
    ...desk,
    change,
    kinds: async (path: string) => (await desk.run('agent', path)).log.map(({ kind }: any) => kind),
    retry: (path: string) => desk.post('agent', `${path}/run/retries`),
    async isWhole() {
      const found: Difference[] = []
      await verify(app, (difference) => void found.push(difference))
      assert.deepEqual(found, [])
    },
  }
}

test('E2: what the end of another run brings about and cannot be done is looked at by a person, and done when it is tried again', async (context) => {
  const desk = await edited(context, [
    { file: 'workflows/mapping.yaml', from: '{ done: customer-asked, otherwise', to: '{ done: mapped, otherwise' },
  ])
  const { path } = await desk.openOperations('borealis')
  const kestrel = { customerName: 'Kestrel Ltd', superAdminEmail: 'admin@kestrel.example', proof: 'Order 7.pdf' }
  await askMapping(desk, 'borealis', path, kestrel)
  const clash = await desk.step('agent', path, 'accept-proof')
  const other = `/tickets/${clash.body.run.waitsOn.ticket}`
  // Somebody maps it by hand meanwhile.
  const own = desk.desk.app.newId<'customer'>()
  await desk.change(
    'test_customer',
    `insert into customers (id, partner_id, name, domain, super_admin_email, created_at)
      select $1, $2, name, domain, super_admin_email, created_at from customers where super_admin_email = $3`,
    [own, desk.partnerOf('borealis'), kestrel.superAdminEmail],
  )
  await desk.change(
    'test_mapping',
    'insert into customer_mappings (customer_id, partner_id, mapped_at) values ($1, $2, $3)',
    [own, desk.partnerOf('borealis'), desk.desk.app.now()],
  )
  await desk.answer((await desk.letters(other))[0]?.link ?? '', 'confirm')
  // The other run ends as it would: what waits for it does not hold it up.
  assert.equal((await desk.step('aurora', other, 'agree')).status, 200)
  const { state, trouble } = await desk.run('agent', path)
  assert.deepEqual([state.id, trouble.message], ['clash', 'The customer is mapped to this partner already.'])
  assert.equal((await desk.retry(path)).status, 409)
  await desk.change(
    'test_end',
    `update customer_mappings set ended_at = $2, ended_because = 'By hand' where customer_id = $1`,
    [own, desk.desk.app.now()],
  )
  const done = await desk.retry(path)
  assert.deepEqual([done.status, done.body.run?.state.id, done.body.run?.outcome], [200, 'mapped', 'done'])
  assert.deepEqual(await desk.kinds(path), ['started', 'step', 'trouble', 'retried', 'other-ended'])
  await desk.isWhole()
})

test('E1: what a letter that came back brings about and cannot be done is looked at by a person, and not tried twice a second', async (context) => {
  const name = 'name: The partner was not reached'
  const desk = await edited(
    context,
    [{ file: 'workflows/disassociation.yaml', from: name, to: `${name}\n    effects: [unmap-customer]` }],
    { letters: 'queued' },
  )
  const { path } = await desk.openOperations('aurora')
  const customer = await desk.customerOf('aurora')
  await desk.begin('agent', path, 'disassociation', { customer, consentFrom: 'admin@kestrel.example' })
  await desk.answer((await desk.letters(path))[0]?.link ?? '', 'confirm')
  const ended = (because: string | null) =>
    desk.change(
      `test_ended_${because === null}`,
      'update customer_mappings set ended_at = $2, ended_because = $3 where customer_id = $1',
      [customer, because === null ? null : desk.desk.app.now(), because],
    )
  await ended('By hand')
  await desk.change(
    'test_failed',
    `update letters set state = 'failed', settled_at = $1, answer = '550 no such mailbox' where recipient ->> 'email' = 'asha@aurora.example' and once_for like 'run:%'`,
    [desk.desk.app.now()],
  )
  for (let times = 0; times < 3; times += 1) await desk.wakeRuns()
  assert.deepEqual(await desk.kinds(path), ['started', 'step', 'trouble'])
  await ended(null)
  assert.equal((await desk.retry(path)).status, 200)
  await desk.wakeRuns()
  const { state, trouble } = await desk.run('agent', path)
  assert.deepEqual([state.id, trouble], ['unreachable', null])
  await desk.isWhole()
})
