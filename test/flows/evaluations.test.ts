import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { applyEvaluations } from '../../src/services/partnership/apply-evaluations.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { partnershipDesk } from '../support/partnership.ts'

// Aurora is Premium and in India, Borealis Advanced and in Germany. Tuesday 10 March 2026.

type Desk = Awaited<ReturnType<typeof partnershipDesk>>

async function scored(context: TestContext, lines: readonly string[]) {
  const desk = await partnershipDesk(context)
  const report = await desk.scores(lines)
  assert.deepEqual(report.rejected, [])
  return desk
}
const tierOf = async (desk: Desk, whose: 'aurora' | 'borealis') =>
  (await desk.get('agent', `/partners/${desk.partnerOf(whose)}`)).body.tier
const proposals = (desk: Desk) => desk.evaluations('agent', '?year=2026')
const approve = (desk: Desk, id: string, effectiveOn: string, whose: 'admin' | 'agent' = 'admin') =>
  desk.post(whose, `/evaluations/${id}/approval`, { effectiveOn, reason: 'A good year.' })

test('E7: above 600 is Premium, above 400 Advanced, and 400 itself Authorised with what it asks for; the rule says so', async (context) => {
  const desk = await scored(context, [
    'Aurora,2026,global,300,200,100,0.01,,,',
    'Aurora,2026,europe,300,200,100,0,,,',
    'Aurora,2026,americas,100,100,100,100,,,',
    'Borealis,2026,,150.5,150.5,100,0,4000,no,0',
    'Borealis,2026,mea,100,100,100,50,5000,yes,2',
  ])
  const found = (await proposals(desk)).map((row: any) => [
    row.partner.name,
    row.region.id,
    row.isHome,
    row.total,
    row.proposed.id,
    row.entryMet,
  ])
  assert.deepEqual(found.toSorted(), [
    ['Aurora', 'americas', false, 400, 'authorised', null],
    ['Aurora', 'europe', false, 600, 'advanced', null],
    ['Aurora', 'india', true, 600.01, 'premium', null],
    ['Borealis', 'europe', true, 401, 'advanced', null],
    ['Borealis', 'mea', false, 350, 'authorised', true],
  ])
  const rules = new Map((await proposals(desk)).map((row: any) => [`${row.partner.name} ${row.region.id}`, row.rule]))
  assert.equal(rules.get('Aurora india'), '600.01 of 1,000 points: above 600 is Premium.')
  assert.match(
    String(rules.get('Aurora americas')),
    /^400 of 1,000 points: not above 400 is Authorised, which asks for 5,000 USD/,
  )
})

test('E7: each rejected row is told of with its line and reason; a dry run changes nothing, and the same file again neither', async (context) => {
  const desk = await partnershipDesk(context)
  const lines = [
    'Aurora,2026,global,300,200,100,100,,,',
    'Aurora,2026,india,300,200,100,100,,,',
    'Nobody,2026,global,1,1,1,1,,,',
    'Borealis,2026,global,400,400,200,0.5,,,',
    'Borealis,2026,atlantis,1,1,1,1,,,',
    'Borealis,26,mea,x,,1,-1,,,',
    'Aurora,2026,GLOBAL,1,1,1,1,,,',
  ]
  const dry = await desk.scores(lines, true)
  assert.deepEqual([dry.rows, dry.inserted, dry.rejectedRows, await proposals(desk)], [7, 1, 6, []])
  assert.deepEqual(
    dry.rejected.map(({ line, field }) => [line, field]),
    [
      [3, 'region'],
      [4, 'partner'],
      [5, null],
      [6, 'region'],
      [7, 'revenue'],
      [7, 'customer_success'],
      [7, 'year'],
      [8, 'partner'],
    ],
  )
  const said = dry.rejected.map(({ message }) => message)
  assert.match(said[0] ?? '', /home region, which is judged on the global score/)
  assert.equal(said[2], 'The sum is 1,000.5: at most 1,000.')
  const [first] = lines
  assert.equal((await desk.scores([first ?? ''])).inserted, 1)
  assert.equal((await desk.scores([first ?? ''])).unchanged, 1)
  const other = await desk.scores(['Aurora,2026,global,300,200,100,50,,,'])
  assert.deepEqual([other.updated, (await proposals(desk)).length], [1, 1])
})

test('E7: a file of nonsense proposes nothing: figures that are none, years that have not come, and what is no table', async (context) => {
  const desk = await partnershipDesk(context)
  const { inserted, rejected } = await desk.scores([
    'Borealis,2026,global,1e999,NaN,Infinity,0x10,minus,maybe,1.5',
    'Borealis,2028,global,1,1,1,1,,,',
    'Borealis,2026,global,"1,5,0",1 000,١٢,1.2345,,,',
    'Borealis,2026,mea,1,1,1',
    "=cmd|' /C calc'!A0,2026,mea,1,1,1,1,,,",
  ])
  const fields = ['revenue', 'customer_success', 'market_readiness', 'engagement']
  assert.deepEqual(
    [inserted, rejected.map(({ line, field }) => `${line} ${field}`)],
    [
      0,
      [
        ...[...fields, 'revenue_usd', 'certified', 'implementations'].map((field) => `2 ${field}`),
        '3 year',
        ...fields.map((field) => `4 ${field}`),
        ...['5 null', '5 engagement', '6 partner'],
      ],
    ],
  )
  assert.deepEqual(await proposals(desk), [])
  // The next year may be evaluated before it is over.
  assert.equal((await desk.scores(['Borealis,2027,global,1,1,1,1,,,'])).inserted, 1)
})

test('E7: only a manager approves, once, from today on; the partner sees its result then, and not before, and no other partner’s', async (context) => {
  const desk = await scored(context, ['Borealis,2026,global,300,200,150,0,,,'])
  const [{ id }] = await proposals(desk)
  assert.deepEqual(await desk.evaluations('borealis'), [])
  assert.equal((await approve(desk, id, '2026-04-01', 'agent')).status, 403)
  assert.equal((await desk.post('borealis', `/evaluations/${id}/approval`, { effectiveOn: '2026-04-01' })).status, 404)
  const early = await approve(desk, id, '2026-03-09')
  assert.deepEqual([early.status, early.body.errors[0].field], [422, 'effectiveOn'])
  const both = await Promise.all([approve(desk, id, '2026-04-01'), approve(desk, id, '2026-04-01')])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const seen = await desk.get('borealis', '/evaluations')
  assert.equal(seen.status, 200, JSON.stringify([seen.body, desk.desk.complaints]))
  const [own] = seen.body.items
  assert.deepEqual(
    [own.total, own.proposed.id, own.state, own.effectiveOn, own.source, own.decided.reason],
    [650, 'premium', 'approved', '2026-04-01', null, 'A good year.'],
  )
  assert.deepEqual(await desk.evaluations('aurora'), [])
  const [letter] = await desk.posted('evaluation-result')
  assert.deepEqual(
    [letter?.to, letter?.data.tier, letter?.data.effectiveOn],
    ['bjorn@borealis.example', 'Premium', 'Wed 1 Apr 2026'],
  )
})

test('E7, A2: the tier begins with its day at the partner’s place; open tickets keep the better promise', async (context) => {
  const desk = await scored(context, ['Borealis,2026,global,300,200,150,0,,,', 'Aurora,2026,global,200,200,50,0,,,'])
  const rise = await desk.openSupport('borealis')
  const fall = await desk.openSupport('aurora')
  const targets = async (path: string) =>
    (await desk.get('agent', path)).body.clocks.map((clock: any) => clock.target ?? clock.targetAt)
  const [risen, fallen] = [await targets(rise.path), await targets(fall.path)]
  assert.equal(risen.length > 0 && risen.every((at: unknown) => typeof at === 'string' || typeof at === 'object'), true)
  for (const { id } of await proposals(desk)) assert.equal((await approve(desk, id, '2026-03-11')).status, 200)
  // Midnight in Berlin is 23:00 by UTC, in India 18:30.
  desk.desk.setTime('2026-03-10T18:29:00Z')
  assert.deepEqual(await applyEvaluations(desk.desk.app), { applied: 0 })
  desk.desk.setTime('2026-03-10T18:30:00Z')
  assert.deepEqual(await applyEvaluations(desk.desk.app), { applied: 1 })
  assert.deepEqual([await tierOf(desk, 'aurora'), await tierOf(desk, 'borealis')], ['advanced', 'advanced'])
  desk.desk.setTime('2026-03-10T23:00:00Z')
  assert.deepEqual(await applyEvaluations(desk.desk.app), { applied: 1 })
  assert.deepEqual(await applyEvaluations(desk.desk.app), { applied: 0 })
  assert.equal(await tierOf(desk, 'borealis'), 'premium')
  assert.deepEqual(await targets(fall.path), fallen)
  const history = (await desk.get('agent', `/partners/${desk.partnerOf('borealis')}/history`)).body.items[0]
  assert.deepEqual([history.what, history.was, history.became], ['tier', 'Advanced', 'Premium'])
  assert.match(history.reason, /^Evaluation 2026: 650 of 1,000 points: above 600 is Premium\./)
})

test('E7: all that change nothing are approved at once, none that fails a criterion; a refusal leaves the tier and tells nobody', async (context) => {
  const desk = await scored(context, [
    'Aurora,2026,global,300,200,150,0,,,',
    'Borealis,2026,global,300,200,150,0,,,',
    'Borealis,2026,mea,1,1,1,1,1,no,0',
  ])
  const form = { year: 2026, effectiveOn: '2026-04-01' }
  assert.equal((await desk.post('agent', '/evaluations/approvals', form)).status, 403)
  const { years } = (await desk.get('agent', '/evaluations')).body
  assert.deepEqual(years, [{ year: 2026, proposed: 3, unchanged: 1, approved: 0, refused: 0 }])
  assert.deepEqual((await desk.post('admin', '/evaluations/approvals', form)).body, { approved: 1 })
  assert.deepEqual((await desk.post('admin', '/evaluations/approvals', form)).body, { approved: 0 })
  const rise = (await proposals(desk)).find((row: any) => row.partner.name === 'Borealis' && row.isHome)
  assert.equal(
    (await desk.post('admin', `/evaluations/${rise.id}/refusal`, { reason: 'Last year’s revenue.' })).status,
    200,
  )
  assert.equal((await approve(desk, rise.id, '2026-04-01')).status, 409)
  assert.deepEqual([await desk.evaluations('borealis'), await tierOf(desk, 'borealis')], [[], 'advanced'])
  assert.equal((await desk.posted('evaluation-result')).length, 1)
})

test('E7: a partner queries its result; a correction is proposed anew, takes effect only when it is approved, and the first stays', async (context) => {
  const desk = await scored(context, ['Borealis,2026,global,300,200,90,0,,,'])
  const [{ id }] = await proposals(desk)
  const query = { evaluation: id, query: 'We had a hundred in market readiness.' }
  // What is only proposed is none of the partner's yet.
  assert.equal((await desk.request('borealis', 'evaluation-query', query)).status, 422)
  await approve(desk, id, '2026-03-10')
  assert.equal((await desk.request('aurora', 'evaluation-query', query)).status, 422)
  const asked = await desk.request('borealis', 'evaluation-query', query)
  const twin = await desk.request('borealis', 'evaluation-query', query)
  assert.deepEqual([asked.status, twin.status], [201, 201])
  assert.equal((await desk.step('borealis', asked.path, 'explain', { answer: 'x' })).status, 403)
  const answer = 'You are right: the fair counts.'
  const much = await desk.step('agent', asked.path, 'correct', { part: 'market-readiness', points: 900, answer })
  assert.deepEqual([much.status, much.body.errors[0].field], [409, 'fields.points'])
  const done = await desk.step('agent', asked.path, 'correct', { part: 'market-readiness', points: 110, answer })
  assert.equal(done.body.run.outcome, 'done', JSON.stringify(done.body))
  // The other query is about what was corrected meanwhile.
  const late = await desk.step('agent', twin.path, 'correct', { part: 'engagement', points: 5, answer })
  assert.equal(late.status, 409)
  assert.equal((await desk.step('agent', twin.path, 'explain', { answer })).status, 200)
  assert.equal(await tierOf(desk, 'borealis'), 'advanced')
  const [anew] = await proposals(desk)
  assert.deepEqual([anew.total, anew.proposed.id, anew.corrects, anew.state], [610, 'premium', id, 'proposed'])
  assert.equal((await approve(desk, anew.id, '2026-03-10')).status, 200)
  assert.equal(await tierOf(desk, 'borealis'), 'premium')
  const own = await desk.evaluations('borealis', `?partner=${desk.partnerOf('borealis')}`)
  assert.deepEqual(
    own.map(({ total, state }: any) => [total, state]),
    [
      [610, 'in-effect'],
      [590, 'corrected'],
    ],
  )
})

test('E7: a query that nobody answers reaches a lead after five business days, the weekend left out', async (context) => {
  const desk = await scored(context, ['Borealis,2026,global,300,200,90,0,,,'])
  const [{ id }] = await proposals(desk)
  await approve(desk, id, '2026-03-10')
  const { path } = await desk.request('borealis', 'evaluation-query', { evaluation: id, query: 'Why?' })
  desk.desk.setTime('2026-03-17T22:59:00Z')
  await desk.wakeRuns()
  assert.deepEqual([(await desk.run('agent', path)).state.id, (await desk.letters(path)).length], ['asked', 1])
  desk.desk.setTime('2026-03-17T23:01:00Z')
  await desk.wakeRuns()
  const run = await desk.run('borealis', path)
  assert.deepEqual([run.state.id, run.waitsFor], ['late', 'lead'])
  const admin = await desk.step('admin', path, 'explain', { answer: 'The sum is 590.' })
  assert.equal(admin.body.run.outcome, 'done')
  assert.match((await desk.letters(path)).at(-1)?.text ?? '', /The sum is 590\./)
  const found: Difference[] = []
  await verify(desk.desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})
