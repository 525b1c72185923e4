import assert from 'node:assert/strict'
import { test } from 'node:test'
import { updatePartner, partnerById } from '../../src/storage/partners.ts'
import { recordTraining } from '../../src/storage/training.ts'
import { tellOfOveruse } from '../../src/services/overuse.ts'
import { ask, right, testDesk } from '../support/http.ts'

const question = { ...right, kind: 'question', product: 'Zoho CRM' }

async function overuseDesk(context: Parameters<typeof testDesk>[0]) {
  const desk = await testDesk(context)
  const [partner, agent, other] = await Promise.all(
    ['asha@aurora.example', 'agent@vendor.example', 'bjorn@borealis.example'].map((email) => desk.keyOf(email)),
  )
  const id = desk.people.aurora.partner!
  const get = (path: string, key: string | undefined = partner) =>
    ask(desk.url, 'GET', `/api/v1${path}`, { key: key ?? null })
  const post = (path: string, body: unknown, key = partner) =>
    ask(desk.url, 'POST', `/api/v1${path}`, { key: key ?? null, body })
  const send = async (times: number, form: object = question) => {
    const sent = []
    for (let each = 0; each < times; each += 1) sent.push((await post('/tickets', form)).body)
    return sent
  }
  const own = async (key = partner) => (await get(`/partners/${id}/overuse`, key)).body
  const letters = () =>
    desk.app.db.system((tx) =>
      tx.call<{ recipient: { email: string }; data: Record<string, any>; partner_id: string }>({
        name: 'overuse_letters',
        text: `select recipient, data, partner_id from letters where template = 'overuse' order by id`,
      }),
    )
  /** The account manager on record. */
  const managed = () =>
    desk.app.db.system(async (tx) => {
      const row = await partnerById(tx, id)
      assert.ok(row !== null)
      await updatePartner(tx, { ...row, accountManager: desk.people.admin.id })
    })
  return {
    desk,
    id,
    get,
    post,
    send,
    own,
    letters,
    managed,
    tell: () => tellOfOveruse(desk.app),
    partner,
    agent,
    other,
  }
}

test('B9: at the count nobody is told; the first beyond it tells the account manager once, with requests, topics and training', async (context) => {
  const { desk, id, send, tell, letters, managed, own } = await overuseDesk(context)
  await managed()
  const { people, app } = desk
  await app.db.system((tx) =>
    recordTraining(
      tx,
      [{ person: people.aurora.id, partner: id, product: 'crm', completedOn: '2026-01-01', certificate: null }],
      app.now(),
    ),
  )
  await send(5)
  assert.deepEqual(await tell(), { told: 0, fallen: 0 })
  assert.deepEqual([(await own()).count, (await own()).isTooMany], [5, false])
  const [last] = await send(1, { ...question, product: undefined, category: 'existing-features', type: undefined })
  assert.deepEqual(await tell(), { told: 1, fallen: 0 })
  const [letter, ...more] = await letters()
  assert.deepEqual(more, [])
  assert.equal(letter?.recipient.email, people.admin.email)
  assert.equal(letter?.partner_id, id)
  assert.deepEqual([letter?.data.count, letter?.data.days, letter?.data.moreThan], [6, 30, 5])
  assert.equal(letter?.data.requests.split('\n').length, 6)
  assert.ok(letter?.data.requests.includes(`- ${last?.number} ${last?.subject}`))
  assert.match(letter?.data.topics, /^- 5 about Zoho CRM\n- 1 about /)
  // Asha was trained in CRM; Arun in nothing, and so is the one whom any training would help.
  assert.equal(letter?.data.training, '- Zoho CRM: Arun\n- Any product training: Arun')
})

test('B9: it is not told again while the count stays above, however often it is looked at, and by however many', async (context) => {
  const { send, tell, letters } = await overuseDesk(context)
  await send(6)
  await Promise.all([tell(), tell(), tell()])
  await tell()
  await send(2)
  await tell()
  assert.equal((await letters()).length, 1)
})

test('B9: a request is counted for thirty days to the instant; below the count it is told anew', async (context) => {
  const { desk, send, tell, letters, own } = await overuseDesk(context)
  await send(1)
  desk.setTime('2026-03-20T06:00:00Z')
  await send(5)
  await tell()
  desk.setTime('2026-04-09T05:59:59.999Z')
  assert.equal((await own()).count, 6)
  assert.deepEqual(await tell(), { told: 0, fallen: 0 })
  desk.setTime('2026-04-09T06:00:00Z')
  const page = await own()
  assert.deepEqual([page.count, page.isTooMany], [5, false])
  assert.equal(page.requests[0].leavesAt, '2026-04-19T06:00:00Z')
  assert.deepEqual(await tell(), { told: 0, fallen: 1 })
  assert.equal((await own()).told, null)
  await send(1)
  assert.deepEqual(await tell(), { told: 1, fallen: 0 })
  assert.equal((await letters()).length, 2)
})

test('B9, B7: a request counts as what it is now, and a merged one once', async (context) => {
  const { send, tell, post, agent, own, letters } = await overuseDesk(context)
  const sent = await send(6)
  await post(`/tickets/${sent[0]?.id}/reclassify`, { kind: 'incident', reason: 'It is broken.' }, agent)
  assert.equal((await own()).count, 5)
  assert.deepEqual(await tell(), { told: 0, fallen: 0 })
  const [incident] = await send(1, { ...question, kind: 'incident' })
  await post(`/tickets/${incident?.id}/reclassify`, { kind: 'question', reason: 'It is a how-to.' }, agent)
  assert.equal((await own()).count, 6)
  await post(`/tickets/${sent[1]?.id}/merge`, { into: sent[2]?.id }, agent)
  assert.equal((await own()).count, 5)
  assert.deepEqual(await tell(), { told: 0, fallen: 0 })
  assert.deepEqual(await letters(), [])
})

test('B9: nothing is held back: the next one is a ticket like any other', async (context) => {
  const { send, tell } = await overuseDesk(context)
  await send(6)
  await tell()
  const [next] = await send(1)
  assert.equal(next?.status, 'new')
  assert.equal(next?.clocks.length, 2)
})

test('B9: without an account manager on record the matrix names who is told', async (context) => {
  const { send, tell, letters, desk } = await overuseDesk(context)
  await send(6)
  await tell()
  const [letter] = await letters()
  const levels = desk.app.policies.current().desks.find(({ covers }) => covers === 'technical')?.escalation.levels ?? []
  const named = JSON.stringify(levels.at(-1))
  assert.ok(named.includes(letter?.recipient.email ?? 'nobody'), JSON.stringify(letter?.recipient))
})

test('B9, G3: the partner sees its own count and who was told; the staff sees all that are above; nobody sees another’s', async (context) => {
  const { desk, id, send, tell, own, get, agent, other, managed } = await overuseDesk(context)
  await managed()
  await send(6)
  assert.deepEqual((await get('/overuse', agent)).body.items, [], 'nobody was told yet')
  await tell()
  const mine = await own()
  assert.deepEqual(mine.told, { at: '2026-03-10T06:00:00Z', name: 'Ada Admin', email: null })
  assert.equal(mine.topics[0].name, 'Zoho CRM')
  assert.deepEqual(mine.topics[0].untrained.toSorted(), ['Arun', 'Asha'])
  assert.equal((await own(agent)).told.email, 'admin@vendor.example')
  assert.equal((await get(`/partners/${id}/overuse`, other)).status, 404)
  assert.equal((await get('/overuse')).status, 403)
  const { body } = await get('/overuse', agent)
  assert.deepEqual(
    body.items.map(({ partner, count, since }: any) => [partner.name, count, since]),
    [['Aurora', 6, '2026-03-10T06:00:00Z']],
  )
  assert.equal((await get(`/overuse?accountManager=${desk.people.admin.id}`, agent)).body.items.length, 1)
  assert.equal((await get(`/overuse?accountManager=${desk.people.agent.id}`, agent)).body.items.length, 0)
})
