import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { webhookClient } from '../../src/channels/webhook/client.ts'
import { publishNews } from '../../src/services/board/news.ts'
import { deliverWebhooks, type WebhookClient } from '../../src/services/webhooks/deliver.ts'
import type { Actor } from '../../src/services/app.ts'
import { ask, start, testDesk } from '../support/http.ts'
import { receiver } from '../support/receiver.ts'

const client = webhookClient({ mayBePrivate: true })

async function hookDesk(context: TestContext) {
  const desk = await testDesk(context)
  Object.assign(desk.app, { privateWebhooks: true })
  const target = await receiver(context)
  const keys = {
    admin: await desk.keyOf('admin@vendor.example'),
    agent: await desk.keyOf('agent@vendor.example'),
    aurora: await desk.keyOf('asha@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
  }
  const as = (who: keyof typeof keys, method: string, path: string, body?: unknown, headers = {}) =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys[who], body, headers })
  const register = async (
    who: keyof typeof keys = 'aurora',
    topics: readonly string[] = ['announcements', 'incidents'],
    path = '/in',
  ) => {
    const made = await as(who, 'POST', '/webhooks', { url: `${target.url}${path}`, topics })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body
  }
  const announce = async (change: object = {}) => {
    const told = await as('agent', 'POST', '/news', { title: 'Spring', body: 'It comes.', ...change })
    assert.equal(told.status, 201, JSON.stringify(told.body))
    return told.body
  }
  const deliver = (by: WebhookClient = client) => deliverWebhooks(desk.app, by)
  const log = async (id: string, who: keyof typeof keys = 'aurora') =>
    (await as(who, 'GET', `/webhooks/${id}/deliveries`)).body.items
  return { desk, target, as, register, announce, deliver, log }
}

test('D5: news goes out signed, with an event id and a version, and the signature is right by an independent computation', async (context) => {
  const { target, register, announce, deliver, log } = await hookDesk(context)
  const hook = await register()
  assert.match(hook.secret, /^whsec_[\w-]{43}$/)
  const news = await announce({ body: 'Ünïcode “quoted” </script>' })
  assert.equal(await deliver(), 1)
  const [got] = target.received
  assert.ok(got)
  const seconds = String(got.headers['partner-desk-timestamp'])
  assert.equal(seconds, String(Date.parse(start) / 1_000))
  const expected = createHmac('sha256', hook.secret)
    .update(Buffer.from(`${seconds}.${got.text}`, 'utf8'))
    .digest('hex')
  assert.equal(got.headers['partner-desk-signature'], `v1=${expected}`)
  assert.equal(got.headers['content-type'], 'application/json; charset=utf-8')
  assert.deepEqual(
    [got.body.version, got.body.kind, got.body.at, got.body.id],
    [1, 'announcement.published', start, got.headers['partner-desk-event']],
  )
  assert.deepEqual(got.body.data.announcement, news)
  const [row] = await log(hook.id)
  assert.deepEqual(
    [row.state, row.status, row.tries, row.answer, row.event],
    ['delivered', 200, 1, '200 OK: ok', got.body.id],
  )
  assert.equal(await deliver(), 0, 'it is delivered once')
})

test('D5: a partner is told of what is for its tier and region, staff of everything, and incidents in all they go through', async (context) => {
  const { target, as, register, announce, deliver } = await hookDesk(context)
  await register('aurora', ['announcements', 'incidents'], '/aurora')
  await register('borealis', ['announcements'], '/borealis')
  await register('admin', ['announcements', 'incidents'], '/vendor')
  await announce({ title: 'For premium', tiers: ['premium'] })
  const gone = await announce({ title: 'For Europe', regions: ['europe'] })
  await as('agent', 'POST', `/news/${gone.id}/withdraw`, {})
  const incident = { title: 'Down', kind: 'outage', body: 'We look.', regions: ['india'] }
  const opened = (await as('agent', 'POST', '/incidents', incident)).body
  await as('agent', 'POST', `/incidents/${opened.id}/updates`, { body: 'We know.' })
  await as('agent', 'POST', `/incidents/${opened.id}/end`, { body: 'Over.' })
  while ((await deliver()) > 0);
  const told = (path: string) =>
    target.received
      .filter((each) => each.path === path)
      .map(({ body }) => `${body.kind} ${(body.data.announcement ?? body.data.incident).title}`)
      .toSorted()
  const ofIncident = ['incident.ended Down', 'incident.opened Down', 'incident.updated Down']
  assert.deepEqual(told('/aurora'), ['announcement.published For premium', ...ofIncident])
  assert.deepEqual(told('/borealis'), ['announcement.published For Europe', 'announcement.withdrawn For Europe'])
  assert.equal(told('/vendor').length, 6)
  const first = target.received.find(({ path, body }) => path === '/aurora' && body.kind === 'incident.opened')
  assert.deepEqual(first?.body.data.incident.updates, [{ at: start, state: 'opened', body: 'We look.' }])
  assert.ok(!first?.text.includes('Ann Agent'), 'who of the vendor wrote it is no part of it')
})

test('D5, G1: what fails is tried again by the policy’s waits under the same event, and then given up', async (context) => {
  const { desk, target, register, announce, deliver, log } = await hookDesk(context)
  const hook = await register()
  target.answer = (response) => void response.writeHead(503).end('not now')
  await announce()
  const waits = desk.app.policies.current().integrations.webhooks.retryAfterMinutes
  let at = Temporal.Instant.from(start)
  for (const [place, minutes] of waits.entries()) {
    assert.equal(await deliver(), 1, `attempt ${place + 1}`)
    const [row] = await log(hook.id)
    at = at.add({ minutes })
    assert.deepEqual([row.state, row.tries, row.nextAt], ['queued', place + 1, at.toString()])
    desk.setTime(at.subtract({ seconds: 1 }).toString())
    assert.equal(await deliver(), 0, 'not before its time')
    desk.setTime(at.toString())
  }
  assert.equal(await deliver(), 1)
  const [row] = await log(hook.id)
  assert.deepEqual([row.state, row.tries, row.nextAt, row.attempts.length], ['failed', 8, null, 8])
  assert.equal(row.answer, '503 Service Unavailable: not now')
  assert.equal(new Set(target.received.map(({ body }) => body.id)).size, 1)
  assert.equal(new Set(target.received.map(({ text }) => text)).size, 1)
  assert.ok(
    new Set(target.received.map(({ headers }) => headers['partner-desk-signature'])).size > 1,
    'each with its own time',
  )
})

test('D5: after the policy’s figure of failures it is paused, its owner is told once, and resumed by hand it gets what it missed', async (context) => {
  const { desk, target, as, register, announce, deliver, log } = await hookDesk(context)
  const hook = await register()
  target.answer = (response) => void response.writeHead(500).end()
  const { pauseAfterFailures } = desk.app.policies.current().integrations.webhooks
  for (let place = 0; place < pauseAfterFailures + 1; place += 1) await announce({ title: `News ${place}` })
  while ((await deliver()) > 0);
  const paused = (await as('aurora', 'GET', '/webhooks')).body.items[0]
  assert.equal(paused.paused.because, 'failures')
  assert.ok(paused.failures >= pauseAfterFailures)
  const letters = (await as('admin', 'GET', '/letters?limit=100')).body.items.filter(
    ({ template }: { template: string }) => template === 'webhook-paused',
  )
  assert.equal(letters.length, 1)
  await announce({ title: 'While it is paused' })
  desk.setTime('2026-03-12T06:00:00Z')
  assert.equal(await deliver(), 0, 'nothing is sent meanwhile')
  const waiting = await log(hook.id)
  assert.ok(
    waiting.every(({ state, nextAt }: any) => state === 'waiting' && nextAt === null),
    JSON.stringify(waiting[0]),
  )

  target.answer = (response) => void response.writeHead(204).end()
  assert.equal((await as('aurora', 'POST', `/webhooks/${hook.id}/tests`, {})).status, 201)
  const before = target.received.length
  assert.equal(await deliver(), 1, 'a test goes out all the same')
  assert.equal(target.received.at(-1)?.body.kind, 'test')
  const resumed = await as('aurora', 'POST', `/webhooks/${hook.id}/resume`, {})
  assert.deepEqual([resumed.status, resumed.body.paused, resumed.body.failures], [200, null, 0])
  while ((await deliver()) > 0);
  assert.equal(target.received.length, before + 1 + pauseAfterFailures + 2)
  assert.equal((await as('aurora', 'POST', `/webhooks/${hook.id}/resume`, {})).status, 409)
  assert.equal((await as('aurora', 'POST', `/webhooks/${hook.id}/pause`, {})).body.paused.because, 'hand')
})

test('D5, G1: a success in between begins the count anew', async (context) => {
  const { desk, target, as, register, announce, deliver } = await hookDesk(context)
  await register()
  const { pauseAfterFailures } = desk.app.policies.current().integrations.webhooks
  let count = 0
  target.answer = (response) => void response.writeHead(count++ === pauseAfterFailures - 1 ? 200 : 500).end()
  for (let place = 0; place < pauseAfterFailures + 2; place += 1) {
    await announce({ title: `News ${place}` })
    await deliver()
  }
  const [hook] = (await as('aurora', 'GET', '/webhooks')).body.items
  assert.deepEqual([hook.paused, hook.failures], [null, 2])
})

test('D5, G1: news and what webhooks are owed are written together or not at all; a node that dies while posting is made up for', async (context) => {
  const { desk, target, register, announce, deliver, log } = await hookDesk(context)
  const hook = await register()
  const agent: Actor = { kind: 'staff', person: desk.people.agent.id, role: 'agent', desks: [] }
  // The transaction fails after the news was written, as where the program ends there.
  const broken = { ...desk.app, newId: failingAt(desk.app.newId, 2) } as typeof desk.app
  await assert.rejects(publishNews(broken, agent, { title: 'Lost', body: 'Never said.' }, null), /ended here/)
  assert.equal(await deliver(), 0)
  assert.deepEqual(await log(hook.id), [])

  await announce({ title: 'Kept' })
  const dying: WebhookClient = { post: () => Promise.reject(new Error('the node ended')) }
  await assert.rejects(deliver(dying), /the node ended/)
  assert.equal((await log(hook.id))[0].state, 'sending')
  assert.equal(await deliver(), 0, 'it is another node’s for now')
  desk.setTime('2026-03-10T06:05:00Z')
  assert.equal(await deliver(), 1)
  assert.deepEqual([target.received.length, (await log(hook.id))[0].state], [1, 'delivered'])
})

function failingAt<Make extends (...args: never[]) => unknown>(make: Make, place: number): Make {
  let made = 0
  return ((...args: never[]) => {
    made += 1
    if (made === place) throw new Error('ended here')
    return make(...args)
  }) as Make
}

test('G1: two nodes deliver each event once', async (context) => {
  const { target, register, announce, deliver } = await hookDesk(context)
  await register()
  for (let place = 0; place < 15; place += 1) await announce({ title: `News ${place}` })
  const drain = async () => {
    while ((await deliver()) > 0);
  }
  await Promise.all([drain(), drain(), drain()])
  assert.equal(target.received.length, 15)
  assert.equal(new Set(target.received.map(({ body }) => body.id)).size, 15)
})

test('D5, G3: webhooks are their partner’s own: nobody else’s are seen, changed or tried out; the secret is said once', async (context) => {
  const { as, register, target } = await hookDesk(context)
  const hook = await register('aurora')
  assert.deepEqual((await as('borealis', 'GET', '/webhooks')).body.items, [])
  for (const [method, path] of [
    ['GET', 'deliveries'],
    ['POST', 'tests'],
    ['POST', 'pause'],
    ['POST', 'resume'],
    ['POST', 'secret'],
  ] as const) {
    const answer = await as('borealis', method, `/webhooks/${hook.id}/${path}`, method === 'POST' ? {} : undefined)
    assert.equal(answer.status, 404, path)
  }
  assert.equal((await as('borealis', 'DELETE', `/webhooks/${hook.id}`)).status, 404)
  assert.equal(
    (await as('agent', 'POST', `/webhooks/${hook.id}/pause`, {})).status,
    403,
    'an agent looks, and does not change it',
  )
  for (const who of ['aurora', 'admin'] as const)
    assert.ok(!JSON.stringify((await as(who, 'GET', '/webhooks')).body).includes('whsec_'))
  const other = await as('aurora', 'POST', `/webhooks/${hook.id}/secret`, {})
  assert.match(other.body.secret, /^whsec_/)
  assert.notEqual(other.body.secret, hook.secret)
  assert.equal(target.received.length, 0)
  assert.equal((await as('aurora', 'DELETE', `/webhooks/${hook.id}`)).status, 204)
  assert.deepEqual((await as('aurora', 'GET', '/webhooks')).body.items, [])
})

test('G1: registering twice under one Idempotency-Key makes one, and gives its secret again; what is kept for that has none in it', async (context) => {
  const { desk, as, target } = await hookDesk(context)
  const body = { url: `${target.url}/in`, topics: ['incidents'] }
  const headers = { 'idempotency-key': 'hook-1' }
  const first = await as('aurora', 'POST', '/webhooks', body, headers)
  const again = await as('aurora', 'POST', '/webhooks', body, headers)
  assert.deepEqual([first.status, again.status, again.body], [201, 201, first.body])
  assert.equal((await as('aurora', 'GET', '/webhooks')).body.items.length, 1)
  const kept = await desk.app.db.system((tx) =>
    tx.call<{ response: unknown }>({
      name: 'kept_answers',
      text: 'select to_json(k) as response from idempotency_keys k',
    }),
  )
  assert.ok(kept.length > 0 && !JSON.stringify(kept).includes('whsec_'))
})

test('D5: a partner has as many as the policy allows, and says what each is for', async (context) => {
  const { desk, as, register, target } = await hookDesk(context)
  const { perPartner } = desk.app.policies.current().integrations.webhooks
  for (let place = 0; place < perPartner; place += 1) await register('aurora', ['incidents'], `/${place}`)
  const more = await as('aurora', 'POST', '/webhooks', { url: `${target.url}/more`, topics: ['incidents'] })
  assert.equal(more.status, 409)
  assert.equal((await as('borealis', 'POST', '/webhooks', { url: `${target.url}/b`, topics: [] })).status, 422)
})
