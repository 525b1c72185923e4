import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { partnershipDesk } from '../support/partnership.ts'
import { payoutDesk } from '../support/payouts.ts'
import { publishWith } from '../support/presets.ts'
import { workflowDesk, type WorkflowDesk } from '../support/runs.ts'

// What is answered by the wrong one, twice, by two at once, or by nobody, where the files of each workflow do not say it already.
// Aurora is in India, Borealis in Germany. Tuesday 10 March 2026, 06:00Z.

const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).toSorted()

async function isWhole({ desk }: Pick<WorkflowDesk, 'desk'>) {
  const found: Difference[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
}

async function leaving(context: TestContext) {
  const desk = await workflowDesk(context)
  const customer = await desk.customerOf('aurora')
  return {
    ...desk,
    customer,
    async asked() {
      const { path } = await desk.openOperations('aurora')
      await desk.begin('agent', path, 'disassociation', { customer, consentFrom: 'admin@kestrel.example' })
      return path
    },
    linkOf: async (path: string) => (await desk.letters(path)).findLast(({ link }) => link !== null)?.link ?? '',
    stateOf: async (path: string) => (await desk.run('agent', path)).state.id,
  }
}

test('E1: a lead who lets a contested customer go counts once, and both sides are told; time and links count no more', async (context) => {
  const desk = await leaving(context)
  const path = await desk.asked()
  const link = await desk.linkOf(path)
  await desk.answer(link, 'confirm')
  const contests = await Promise.all(
    ['They owe us.', 'And more.'].map((partnerWords) => desk.step('aurora', path, 'contest', { partnerWords })),
  )
  assert.deepEqual(statuses(contests), [200, 409])
  assert.equal((await desk.answer(link, 'deny')).status, 409)
  assert.equal((await desk.step('borealis', path, 'proceed', { decision: 'Yes.' })).status, 404)
  const decided = await Promise.all([
    desk.step('admin', path, 'proceed', { decision: 'It may go.' }),
    desk.step('admin', path, 'keep', { decision: 'It may not.' }),
  ])
  assert.deepEqual(statuses(decided), [200, 409])
  const gone = (await desk.stateOf(path)) === 'released'
  assert.equal((await desk.get('aurora', `/customers/${desk.customer}`)).status, gone ? 404 : 200)
  assert.deepEqual(
    (await desk.letters(path))
      .slice(-2)
      .map(({ to }) => to)
      .toSorted(),
    ['admin@kestrel.example', 'asha@aurora.example'],
  )
  await isWhole(desk)
})

test('E1: a partner that writes on the ticket instead of answering was not silent: a lead reads it', async (context) => {
  const desk = await leaving(context)
  const path = await desk.asked()
  await desk.answer(await desk.linkOf(path), 'confirm')
  // What was written before it was asked is no answer, nor is what the vendor writes.
  await desk.post('agent', `${path}/messages`, { body: 'Please answer on this page.', visibility: 'public' })
  desk.desk.setTime('2026-03-11T08:00:00Z')
  const said = await desk.post('aurora', `${path}/messages`, {
    body: 'They owe us two invoices!',
    visibility: 'public',
  })
  assert.equal(said.status, 201, JSON.stringify(said.body))
  desk.desk.setTime('2026-03-20T06:00:00Z')
  await desk.wakeRuns()
  const { state, waitsFor, log } = await desk.run('agent', path)
  assert.deepEqual([state.id, waitsFor], ['partner-wrote', 'lead'])
  assert.deepEqual(log.at(-1).facts, [{ fact: 'partner-has-written', found: true }])
  assert.match((await desk.letters(path)).at(-1)?.text ?? '', /has written on the page of/)
  assert.equal((await desk.get('aurora', `/customers/${desk.customer}`)).status, 200)
  assert.equal((await desk.step('agent', path, 'proceed', { decision: 'No.' })).status, 403)
  assert.equal(
    (await desk.step('admin', path, 'keep', { decision: 'The invoices first.' })).body.run.outcome,
    'refused',
  )

  // What it wrote before it was asked is none: then it was silent.
  const other = await desk.asked()
  await desk.post('aurora', `${other}/messages`, { body: 'We know.', visibility: 'public' })
  desk.desk.setTime('2026-03-20T07:00:00Z')
  await desk.answer(await desk.linkOf(other), 'confirm')
  desk.desk.setTime('2026-04-01T06:00:00Z')
  await desk.wakeRuns()
  assert.equal(await desk.stateOf(other), 'lapsed')
  await isWhole(desk)
})

test('E1: the letter and its reminder ask the same: of both links one answer counts', async (context) => {
  const desk = await leaving(context)
  const path = await desk.asked()
  const first = await desk.linkOf(path)
  desk.desk.setTime('2026-03-17T06:00:01Z')
  await desk.wakeRuns()
  const second = await desk.linkOf(path)
  assert.notEqual(first, second)
  assert.deepEqual(
    statuses(await Promise.all([desk.answer(first, 'confirm'), desk.answer(second, 'deny')])),
    [200, 409],
  )
  assert.equal((await desk.look(first)).body.state, 'answered')
  assert.equal((await desk.look(second)).body.state, 'answered')
})

test('E1: where nobody of the partner can be written to, no silence counts: a person reaches them, or it waits', async (context) => {
  const desk = await leaving(context)
  const path = await desk.asked()
  await desk.desk.app.db.system((tx) =>
    tx.call({ name: 'test_gone', text: 'update people set active = false where partner_id = $1' }, [
      desk.partnerOf('aurora'),
    ]),
  )
  assert.equal((await desk.answer(await desk.linkOf(path), 'confirm')).status, 200)
  const { state, log } = await desk.run('agent', path)
  assert.equal(state.id, 'unreachable')
  assert.match(log.at(-1).words, /There is nobody to write to/)
  desk.desk.setTime('2026-06-01T06:00:00Z')
  await desk.wakeRuns()
  assert.equal(await desk.stateOf(path), 'unreachable')
  await isWhole(desk)
})

test('E3: another partner’s payout is not there; of a payment, a return and a taking back at once one counts', async (context) => {
  const desk = await payoutDesk(context)
  const { id, ticket } = await desk.invoice('aurora')
  const paid = { paidOn: '2026-03-10', reference: 'TRF-1' }
  assert.equal((await desk.post('borealis', `/payouts/${id}/paid`, paid)).status, 404)
  assert.equal((await desk.step('borealis', `/tickets/${ticket.id}`, 'withdraw')).status, 404)
  assert.equal((await desk.post('aurora', `/payouts/${id}/reject`, { reason: 'No.' })).status, 403)
  const answers = await Promise.all([
    desk.post('agent', `/payouts/${id}/paid`, paid),
    desk.post('admin', `/payouts/${id}/reject`, { reason: 'The amount is wrong.' }),
    desk.step('aurora', `/tickets/${ticket.id}`, 'withdraw'),
    desk.post('admin', `/payouts/${id}/paid`, { ...paid, reference: 'TRF-2' }),
  ])
  const [pays, returns, withdraws, paysAgain] = answers.map(({ status }) => status === 200)
  // What was returned may be taken back all the same.
  const counted = [pays, returns, withdraws && !returns, paysAgain].filter(Boolean)
  assert.equal(counted.length, 1, JSON.stringify(answers.map(({ status, body }) => [status, body.detail])))
  // Whoever came too late hears what has become of it.
  for (const { status, body } of answers)
    if (status !== 200) {
      assert.equal(status, 409)
      assert.match(body.detail, /This is not open now|^It is paid already\.$|^'Commission payout' is over already: /)
    }
  await isWhole(desk)
})

test('E3: a partner that does not upload anew is reminded after five business days of its own, once; its time stands still', async (context) => {
  const desk = await payoutDesk(context)
  const { id, ticket } = await desk.invoice('aurora')
  const path = `/tickets/${ticket.id}`
  // The letter says the day with whose end it is late.
  assert.match((await desk.letters(path))[0]?.text ?? '', /late after Tue 7 Apr 2026, 24:00 \(Asia\/Kolkata\)/)
  await desk.post('agent', `/payouts/${id}/reject`, { reason: 'The amount is without taxes.' })
  // Day 5 after Tuesday 10 March is Tuesday 17 March, to its end in India.
  desk.desk.setTime('2026-03-17T18:30:00Z')
  await desk.wakeRuns()
  const reminders = async () => (await desk.letters(path)).filter(({ subject }) => /was returned/.test(subject)).length
  const before = await reminders()
  desk.desk.setTime('2026-03-17T18:30:00.001Z')
  await desk.wakeRuns()
  await desk.wakeRuns()
  assert.equal((await reminders()) - before, 1)
  desk.desk.setTime('2026-06-01T06:00:00Z')
  await desk.wakeRuns()
  assert.equal((await desk.payout('aurora', id)).state, 'returned')
})

test('E3, C9: a holiday that is published mid-way moves no payout that is under way, nor its corrected invoice; the next one counts it', async (context) => {
  const desk = await payoutDesk(context)
  const before = await desk.invoice('aurora')
  assert.deepEqual([before.expectedOn, before.lateAfterOn], ['2026-03-31', '2026-04-07'])
  await publishWith(
    context,
    desk.desk.app,
    [],
    [
      {
        file: 'partnership.yaml',
        from: '{ id: india, name: India, zone: Asia/Kolkata, calendar: working-week, region: india }',
        to: '{ id: india, name: India, zone: Asia/Kolkata, calendar: india-books, region: india }',
      },
      {
        file: 'calendars.yaml',
        from: 'calendars:',
        to: `calendars:
  india-books:
    week: { monday: 00:00-24:00, tuesday: 00:00-24:00, wednesday: 00:00-24:00, thursday: 00:00-24:00, friday: 00:00-24:00 }
    holidays: [2026-03-20]`,
      },
    ],
  )
  const still = await desk.payout('aurora', before.id)
  assert.deepEqual([still.expectedOn, still.lateAfterOn], ['2026-03-31', '2026-04-07'])
  const next = await desk.invoice('aurora', { invoiceNumber: '2026-018' })
  assert.deepEqual([next.expectedOn, next.lateAfterOn], ['2026-04-01', '2026-04-08'])
  // What was promised is kept by the same count, whatever was published since.
  desk.desk.setTime('2026-03-31T18:30:00.001Z')
  await desk.wakeRuns()
  assert.deepEqual(
    [(await desk.payout('aurora', before.id)).overdue, (await desk.payout('aurora', next.id)).overdue],
    [true, false],
  )
  await desk.post('agent', `/payouts/${before.id}/reject`, { reason: 'A wrong number.' })
  const { entity: _entity, ...again } = await desk.form('aurora', { invoiceNumber: '2026-019' })
  const anew = await desk.post('aurora', `/payouts/${before.id}/invoice`, again)
  // From Wednesday 1 April in India: day 15 is Wednesday 22 April.
  assert.deepEqual([anew.body.uploadedOn, anew.body.expectedOn], ['2026-04-01', '2026-04-22'])
  await isWhole(desk)
})

test('E5: one consent by one link, whoever clicks twice; its request is nobody’s of another partner', async (context) => {
  const desk = await workflowDesk(context)
  const { path } = await desk.openOperations('aurora')
  const customer = await desk.customerOf('aurora')
  const form = { customer, account: 'Org 7', superAdminEmail: 'admin@kestrel.example', change: 'Close it.' }
  assert.equal((await desk.begin('borealis', path, 'consent', form)).status, 404)
  await desk.begin('aurora', path, 'consent', { ...form, consentFrom: 'admin@kestrel.example' })
  const link = (await desk.letters(path))[0]?.link ?? ''
  assert.equal((await desk.step('aurora', path, 'consent')).status, 403)
  assert.equal((await desk.step('borealis', path, 'withdraw')).status, 404)
  // Its last instant is in time still; a moment later the link says that it has run out.
  desk.desk.setTime('2026-03-25T06:00:00.001Z')
  assert.equal((await desk.look(link)).body.state, 'expired')
  assert.match((await desk.answer(link, 'consent')).body.detail, /good until Wed 25 Mar 2026, 11:30 \(Asia\/Kolkata\)/)
  desk.desk.setTime('2026-03-25T06:00:00Z')
  const answers = await Promise.all([
    desk.answer(link, 'consent'),
    desk.answer(link, 'consent'),
    desk.answer(link, 'refuse'),
    desk.step('aurora', path, 'withdraw'),
  ])
  assert.deepEqual(statuses(answers), [200, 409, 409, 409])
  await isWhole(desk)
})

test('E7: a query is answered once, by the vendor; its partner may take it back, and no other', async (context) => {
  const desk = await partnershipDesk(context)
  await desk.scores(['Borealis,2026,global,300,200,90,0,,,', 'Aurora,2026,global,300,200,90,0,,,'])
  for (const { id } of await desk.evaluations('agent', '?year=2026'))
    await desk.post('admin', `/evaluations/${id}/approval`, { effectiveOn: '2026-03-10' })
  const queryOf = async (who: 'aurora' | 'borealis') => {
    const [{ id }] = await desk.evaluations(who)
    return desk.request(who, 'evaluation-query', { evaluation: id, query: 'Why not more?' })
  }
  const { path } = await queryOf('borealis')
  assert.equal((await desk.step('aurora', path, 'withdraw')).status, 404)
  const answer = 'The fair counts.'
  const answers = await Promise.all([
    desk.step('agent', path, 'explain', { answer }),
    desk.step('admin', path, 'correct', { part: 'market-readiness', points: 110, answer }),
    desk.step('borealis', path, 'withdraw'),
  ])
  assert.deepEqual(statuses(answers), [200, 409, 409])
  const second = await queryOf('aurora')
  assert.equal((await desk.step('borealis', second.path, 'withdraw')).status, 404)
  assert.equal((await desk.step('aurora', second.path, 'withdraw')).body.run.outcome, 'withdrawn')
  assert.equal((await desk.step('agent', second.path, 'explain', { answer })).status, 409)
  await isWhole(desk)
})

test('E10: a request that nobody decides reaches a lead after five business days and lapses after fifteen more, weekends left out', async (context) => {
  const desk = await partnershipDesk(context)
  const { path } = await desk.request('aurora', 'reselling-access', { product: 'crm', plan: 'Ten customers.' })
  assert.equal((await desk.step('aurora', path, 'approve')).status, 403)
  assert.equal((await desk.step('borealis', path, 'withdraw')).status, 404)
  const at = async (time: string) => {
    desk.desk.setTime(time)
    await desk.wakeRuns()
    const { state, outcome } = await desk.run('aurora', path)
    return [state.id, outcome]
  }
  // Day 3 ends with Friday in India, day 5 with the next Tuesday; day 15 from Wednesday 18 March is Wednesday 8 April.
  assert.deepEqual(await at('2026-03-13T18:30:00.001Z'), ['asked', null])
  assert.equal((await desk.letters(path)).length, 1)
  assert.deepEqual(await at('2026-03-17T18:30:00Z'), ['asked', null])
  assert.deepEqual(await at('2026-03-17T18:30:00.001Z'), ['late', null])
  assert.equal((await desk.step('borealis', path, 'approve')).status, 404)
  assert.deepEqual(await at('2026-04-08T18:30:00Z'), ['late', null])
  assert.deepEqual(await at('2026-04-08T18:30:00.001Z'), ['lapsed', 'lapsed'])
  assert.match((await desk.letters(path)).at(-1)?.text ?? '', /not decided in time/)
  assert.equal((await desk.step('admin', path, 'approve-anyway', { approvedAnyway: 'Late.' })).status, 409)
  assert.deepEqual((await desk.given('aurora')).access, [])
  await isWhole(desk)
})

test('E6: of a set-up, a refusal and a taking back at once one counts', async (context) => {
  const desk = await partnershipDesk(context)
  const { path } = await desk.request('aurora', 'account-request', {
    kind: 'demo',
    product: 'crm',
    owner: 'demo@aurora.example',
    purpose: 'A fair.',
  })
  const answers = await Promise.all([
    desk.step('agent', path, 'set-up', { login: 'a' }),
    desk.step('admin', path, 'refuse', { decision: 'No.' }),
    desk.step('aurora', path, 'withdraw'),
    desk.step('colleague', path, 'withdraw'),
  ])
  assert.deepEqual(statuses(answers), [200, 409, 409, 409])
  const { outcome } = await desk.run('agent', path)
  assert.equal((await desk.given('aurora')).accounts.length, outcome === 'done' ? 1 : 0)
  await isWhole(desk)
})
