import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalationDesk, major, type Whose } from '../support/escalated.ts'

const outage = { title: 'Sign-in fails', kind: 'outage', body: 'Some users cannot sign in.' }

async function dashboard(context: Parameters<typeof escalationDesk>[0]) {
  const desk = await escalationDesk(context)
  const shown = async (whose: Whose) => (await desk.get(whose, '/critical')).body
  const numbers = async (whose: Whose): Promise<string[]> =>
    (await shown(whose)).tickets.map(({ number }: any) => number)
  const severe = async (whose: Whose): Promise<string> =>
    (
      await desk.post(whose, '/tickets', {
        type: 'Technical Support',
        subject: 'Down',
        description: 'Nothing works.',
        severity: 1,
      })
    ).body.number
  const mailed = async (template: string) =>
    (
      await desk.desk.app.db.system((tx) =>
        tx.call<{ recipient: any; data: any }>({
          name: `letters_${template}`,
          text: `select recipient, data from letters where template = '${template}' order by id`,
        }),
      )
    ).map(({ recipient, data }) => [recipient.email, data.state ?? data.headline])
  return { ...desk, shown, numbers, severe, mailed }
}

test('D7, G3: a partner sees its own severity-1 and escalated tickets with running clocks, never another’s; the wallboard shows all', async (context) => {
  const { post, openSupport, shown, numbers, severe } = await dashboard(context)
  const own = await severe('aurora')
  const others = await severe('borealis')
  const escalated = await openSupport('aurora')
  const quiet = await openSupport('aurora')
  await post('aurora', `${escalated.path}/escalations`, major)
  assert.deepEqual((await numbers('aurora')).toSorted(), [own, escalated.body.number].toSorted())
  assert.deepEqual(await numbers('borealis'), [others])
  assert.deepEqual((await numbers('agent')).toSorted(), [own, others, escalated.body.number].toSorted())
  assert.ok(!(await numbers('agent')).includes(quiet.body.number))
  const [first] = (await shown('aurora')).tickets
  assert.equal(first.clocks.filter(({ state }: any) => state === 'running').length, 2)
  await post('aurora', `/tickets/${first.id}/solve`, {})
  assert.ok(!(await numbers('aurora')).includes(first.number))
})

test('D7: staff posts an incident; every partner sees it with what was told of it, and whether it is touched; it ends for good', async (context) => {
  const { desk, get, post, shown } = await dashboard(context)
  assert.equal((await post('aurora', '/incidents', outage)).status, 403)
  const opened = await post('agent', '/incidents', {
    ...outage,
    regions: ['india'],
    startedAt: '2026-03-10T05:40:00Z',
  })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const path = `/incidents/${opened.body.id}`
  desk.setTime('2026-03-10T06:30:00Z')
  assert.equal((await post('aurora', `${path}/updates`, { body: 'x' })).status, 403)
  assert.equal((await post('agent', `${path}/updates`, { body: 'The cause is found.' })).status, 200)
  for (const [whose, touched] of [
    ['aurora', true],
    ['borealis', false],
  ] as const) {
    const { incidents, ended } = await shown(whose)
    assert.deepEqual(ended, [])
    assert.deepEqual(
      incidents.map((row: any) => [row.title, row.startedAt, row.affectsYou, row.regions.map(({ id }: any) => id)]),
      [['Sign-in fails', '2026-03-10T05:40:00Z', touched, ['india']]],
    )
    assert.deepEqual(
      incidents[0].updates.map(({ state, body, by, at }: any) => [state, body, by, at]),
      [
        ['update', 'The cause is found.', null, '2026-03-10T06:30:00Z'],
        ['opened', outage.body, null, '2026-03-10T06:00:00Z'],
      ],
    )
  }
  assert.equal((await shown('agent')).incidents[0].updates[0].by, 'Ann Agent')
  desk.setTime('2026-03-10T07:00:00Z')
  assert.equal((await post('agent', `${path}/end`, { body: 'It works again.' })).body.endedAt, '2026-03-10T07:00:00Z')
  assert.equal((await post('agent', `${path}/updates`, { body: 'x' })).status, 409)
  assert.equal((await post('agent', `${path}/end`, { body: 'x' })).status, 409)
  const after = await shown('borealis')
  assert.deepEqual([after.incidents.length, after.ended.length], [0, 1])
  desk.setTime('2026-03-18T07:00:00Z')
  assert.deepEqual((await shown('borealis')).ended, [])
  assert.equal((await get('borealis', '/incidents')).body.items[0].title, 'Sign-in fails')
})

test('D7: an incident is refused with everything that is wrong with it', async (context) => {
  const { post } = await dashboard(context)
  const wrong = await post('agent', '/incidents', {
    ...outage,
    products: ['abacus'],
    regions: ['moon'],
    startedAt: '2026-03-11T06:00:00Z',
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map(({ field }: any) => field),
    ['products', 'regions', 'startedAt'],
  )
})

test('D7, A8: the dashboard is for all tiers', async (context) => {
  const { desk, get } = await dashboard(context)
  for (const tier of desk.app.policies.current().tiers) {
    await desk.app.db.system((tx) => tx.call({ name: 'tiers', text: 'update partners set tier = $1' }, [tier.id]))
    assert.equal((await get('aurora', '/critical')).status, 200, tier.id)
  }
})

test('D5, D7: who subscribed to incidents is written to at each step, in a region that is touched', async (context) => {
  const { get, post, mailed } = await dashboard(context)
  assert.deepEqual((await get('aurora', '/me/subscriptions')).body, { announcements: false, incidents: false })
  for (const whose of ['aurora', 'borealis'] as const)
    assert.deepEqual((await post(whose, '/me/subscriptions', { incidents: true })).body, {
      announcements: false,
      incidents: true,
    })
  const { id } = (await post('agent', '/incidents', { ...outage, regions: ['india'] })).body
  await post('agent', `/incidents/${id}/updates`, { body: 'Soon.' })
  await post('agent', `/incidents/${id}/end`, { body: 'Done.' })
  assert.deepEqual(await mailed('incident'), [
    ['asha@aurora.example', 'has begun'],
    ['asha@aurora.example', 'goes on'],
    ['asha@aurora.example', 'has ended'],
  ])
  const { items } = (await get('agent', '/letters?limit=100')).body
  assert.deepEqual(
    items.filter(({ template }: any) => template === 'incident').map(({ subject }: any) => subject),
    ['Sign-in fails: has ended', 'Sign-in fails: goes on', 'Sign-in fails: has begun'],
  )
  await post('aurora', '/me/subscriptions', { incidents: false })
  await post('agent', '/incidents', outage)
  assert.deepEqual((await mailed('incident')).slice(3), [['bjorn@borealis.example', 'has begun']])
  assert.equal((await get('agent', '/me/subscriptions')).status, 403)
})

test('D5: announcements reach those of their tier and region, in the portal and by mail where subscribed, until withdrawn', async (context) => {
  const { get, post, mailed } = await dashboard(context)
  for (const whose of ['aurora', 'borealis'] as const) await post(whose, '/me/subscriptions', { announcements: true })
  const publish = (change: object) =>
    post('agent', '/news', { title: 'For all', body: 'The spring release is out.', ...change })
  assert.equal((await post('aurora', '/news', { title: 'x', body: 'y' })).status, 403)
  assert.equal((await publish({ tiers: ['gold'], regions: ['moon'] })).body.errors.length, 2)
  const all = await publish({})
  assert.equal(all.status, 201, JSON.stringify(all.body))
  await publish({ title: 'For Premium', tiers: ['premium'] })
  await publish({ title: 'For Europe', regions: ['europe'] })
  await publish({ title: 'For nobody here', tiers: ['premium'], regions: ['europe'] })
  const titles = async (whose: Whose) => (await get(whose, '/news')).body.items.map(({ title }: any) => title)
  assert.deepEqual(await titles('aurora'), ['For Premium', 'For all'])
  assert.deepEqual(await titles('borealis'), ['For Europe', 'For all'])
  assert.equal((await titles('agent')).length, 4)
  assert.deepEqual((await mailed('announcement')).map(([email, title]) => `${email}: ${title}`).toSorted(), [
    'asha@aurora.example: For Premium',
    'asha@aurora.example: For all',
    'bjorn@borealis.example: For Europe',
    'bjorn@borealis.example: For all',
  ])
  // Of those at once one withdraws it, so that nobody's program is told of it twice.
  const atOnce = await Promise.all([1, 2, 3].map(() => post('agent', `/news/${all.body.id}/withdraw`, {})))
  assert.deepEqual(atOnce.map(({ status }) => status).toSorted(), [200, 409, 409])
  assert.deepEqual(await titles('aurora'), ['For Premium'])
})
