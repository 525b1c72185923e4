import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { askMapping, freed, kestrel, tern } from '../support/mapping.ts'
import { workflowDesk } from '../support/runs.ts'

// Each request by each answer that it may get. Aurora is in India, Borealis in Germany. Tuesday 10 March 2026.

async function mappingDesk(context: TestContext) {
  const desk = await workflowDesk(context)
  const stands = async (path: string) => {
    const { state, outcome } = await desk.run('agent', path)
    return [state.id, outcome]
  }
  const asks = async (whose: 'aurora' | 'borealis', fields: Parameters<typeof askMapping>[3]) => {
    const { path } = await desk.openOperations(whose)
    const begun = await askMapping(desk, whose, path, fields)
    assert.equal(begun.status, 201, JSON.stringify(begun.body))
    return path
  }
  return {
    ...desk,
    stands,
    asks,
    accept: (path: string) => desk.step('agent', path, 'accept-proof'),
    linkOf: async (path: string) => (await desk.letters(path)).findLast(({ link }) => link !== null)?.link ?? '',
    has: async (whose: 'aurora' | 'borealis', name: string) =>
      (await desk.get(whose, `/customers?q=${name}`)).body.items.length,
    isWhole: async () => {
      const found: Difference[] = []
      await verify(desk.desk.app, (difference) => void found.push(difference))
      assert.deepEqual(found, [])
    },
  }
}

test('E2: a proof that is not good is refused with its reason, and taken back it asks nothing; only the desk judges it', async (context) => {
  const desk = await mappingDesk(context)
  const path = await desk.asks('borealis', tern)
  assert.equal((await desk.step('borealis', path, 'accept-proof')).status, 403)
  assert.equal((await desk.step('aurora', path, 'withdraw')).status, 404)
  assert.equal((await desk.step('agent', path, 'refuse-proof', {})).body.errors[0].field, 'fields.decision')
  await desk.step('agent', path, 'refuse-proof', { decision: 'The order is another company’s.' })
  assert.deepEqual(await desk.stands(path), ['refused', 'refused'])
  assert.match((await desk.letters(path)).at(-1)?.text ?? '', /not mapped to you\. The order is another company’s\./)
  const taken = await desk.asks('borealis', tern)
  assert.equal((await desk.step('borealis', taken, 'withdraw')).body.run.outcome, 'withdrawn')
  assert.equal((await desk.accept(taken)).status, 409)
  assert.equal(await desk.has('borealis', 'tern'), 0)
})

test('E2: a partner cannot give an address of its own, from which it would approve for the customer', async (context) => {
  const desk = await mappingDesk(context)
  const { path } = await desk.openOperations('borealis')
  const own = await askMapping(desk, 'borealis', path, { ...tern, superAdminEmail: 'Bjorn@Borealis.example' })
  assert.deepEqual(
    [own.status, own.body.errors[0]],
    [
      409,
      {
        field: 'fields.superAdminEmail',
        message: "This address is yours: give the one of the customer's own super-admin.",
      },
    ],
  )
  // Another partner may be somebody's customer.
  const other = await askMapping(desk, 'borealis', path, { ...tern, superAdminEmail: 'asha@aurora.example' })
  assert.equal(other.status, 201, JSON.stringify(other.body))
})

test('E2: the customer denies, and its partner hears it; the link of either letter counts once, and after its day not at all', async (context) => {
  const desk = await mappingDesk(context)
  await freed(desk)
  const denied = await desk.asks('borealis', kestrel)
  await desk.accept(denied)
  const link = await desk.linkOf(denied)
  assert.equal((await desk.step('borealis', denied, 'approve')).status, 403)
  assert.equal((await desk.step('agent', denied, 'approve')).status, 403)
  assert.equal((await desk.answer(link, 'deny')).status, 200)
  assert.deepEqual(await desk.stands(denied), ['denied', 'refused'])
  assert.match((await desk.answer(link, 'approve')).body.detail, /answered on .*: Deny/)
  assert.match((await desk.letters(denied)).at(-1)?.subject ?? '', /was not mapped to you/)

  // Reminded after seven days: both letters ask the same, and one answer counts.
  const twice = await desk.asks('borealis', kestrel)
  await desk.accept(twice)
  const first = await desk.linkOf(twice)
  desk.desk.setTime('2026-03-17T06:00:01Z')
  await desk.wakeRuns()
  const second = await desk.linkOf(twice)
  assert.notEqual(second, first)
  const answers = await Promise.all([
    desk.answer(first, 'approve'),
    desk.answer(second, 'deny'),
    desk.answer(second, 'approve'),
    desk.step('borealis', twice, 'withdraw'),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409])
  const [, outcome] = await desk.stands(twice)
  assert.equal(await desk.has('borealis', 'kestrel'), outcome === 'done' ? 1 : 0)
  await desk.isWhole()
})

test('E2: an approval that comes too late maps nothing, however late time is noticed', async (context) => {
  const desk = await mappingDesk(context)
  await freed(desk)
  const path = await desk.asks('borealis', kestrel)
  await desk.accept(path)
  const link = await desk.linkOf(path)
  // Its last instant is in time still.
  desk.desk.setTime('2026-03-25T06:00:00Z')
  assert.equal((await desk.look(link)).body.state, 'open')
  desk.desk.setTime('2026-03-25T06:00:00.001Z')
  assert.equal((await desk.look(link)).body.state, 'expired')
  assert.equal((await desk.answer(link, 'approve')).status, 409)
  await desk.wakeRuns()
  assert.deepEqual(await desk.stands(path), ['lapsed', 'lapsed'])
  assert.equal(await desk.has('borealis', 'kestrel'), 0)
})

test('E2: contested by the partner that has the customer, a lead’s word counts at both ends', async (context) => {
  const desk = await mappingDesk(context)
  const contest = async (decision: 'keep' | 'proceed') => {
    const path = await desk.asks('borealis', kestrel)
    const other = `/tickets/${(await desk.accept(path)).body.run.waitsOn.ticket}`
    await desk.answer(await desk.linkOf(other), 'confirm')
    await desk.step('aurora', other, 'contest', { partnerWords: 'We have a contract.' })
    assert.equal((await desk.stands(path))[0], 'clash')
    assert.equal((await desk.step('admin', other, decision, { decision: 'As the contract says.' })).status, 200)
    return { path, other }
  }
  const kept = await contest('keep')
  assert.deepEqual(await desk.stands(kept.path), ['stays', 'refused'])
  assert.match((await desk.letters(kept.path)).at(-1)?.subject ?? '', /was not mapped to you/)
  assert.equal(await desk.has('aurora', 'kestrel'), 1)
  const gone = await contest('proceed')
  assert.deepEqual(await desk.stands(gone.other), ['released', 'done'])
  assert.deepEqual(
    (await desk.letters(gone.other)).slice(-2).map(({ to, subject }) => `${to}: ${subject.replace(/^\S+ /, '')}`),
    [
      'arun@aurora.example: Kestrel Ltd is no longer tagged to you',
      'admin@kestrel.example: You are no longer with Aurora',
    ],
  )
  assert.deepEqual(await desk.stands(gone.path), ['customer-asked', null])
  assert.equal(await desk.has('aurora', 'kestrel'), 0)
})

test('E2: two partners who ask for one free customer at once: one has it, the other asks the one that has it', async (context) => {
  const desk = await mappingDesk(context)
  const paths = [await desk.asks('aurora', tern), await desk.asks('borealis', tern)] as const
  const answers = await Promise.all(paths.map((path) => desk.accept(path)))
  assert.ok(
    answers.every(({ status }) => status === 200 || status === 409),
    JSON.stringify(answers.map(({ status, body }) => [status, body.detail])),
  )
  // Whoever was told to look again is let through now, and finds the other.
  for (const [place, { status }] of answers.entries())
    if (status === 409) assert.equal((await desk.accept(paths[place] ?? '')).status, 200)
  const states = (await Promise.all(paths.map((path) => desk.stands(path)))).map(([state]) => state)
  assert.deepEqual(states.toSorted(), ['clash', 'mapped'])
  assert.equal((await desk.has('aurora', 'tern')) + (await desk.has('borealis', 'tern')), 1)
  await desk.isWhole()
})

test('E2: un-tagging is done once, whoever answers at once, and not what was taken back', async (context) => {
  const desk = await mappingDesk(context)
  const customer = await desk.customerOf('aurora')
  const { path } = await desk.openOperations('aurora')
  await desk.begin('aurora', path, 'untagging', { customer, untagBecause: 'They moved.' })
  assert.equal((await desk.step('borealis', path, 'withdraw')).status, 404)
  const answers = await Promise.all([
    desk.step('agent', path, 'untag'),
    desk.step('colleague', path, 'withdraw'),
    desk.step('admin', path, 'refuse', { decision: 'No.' }),
    desk.step('agent', path, 'untag'),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409])
  const [, outcome] = await desk.stands(path)
  assert.equal(await desk.has('aurora', 'kestrel'), outcome === 'done' ? 0 : 1)
})
