/** Very much at once, and nobody suffers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify } from '../../src/services/verify.ts'
import { ask, right, testDesk } from '../support/http.ts'

const many = 500
const lanes = 16

test('G1, C3: five hundred tickets of one partner within a minute are each opened exactly once, with right promises and order, and nobody else is disturbed', async (context) => {
  const desk = await testDesk(context)
  const [aurora, borealis, agent] = [
    await desk.keyOf('asha@aurora.example'),
    await desk.keyOf('bjorn@borealis.example'),
    await desk.keyOf('agent@vendor.example'),
  ]
  const post = (key: string, place: number, severity: number) =>
    ask(desk.url, 'POST', '/api/v1/tickets', {
      key,
      body: { ...right, subject: `Alarm ${place}`, severity },
      headers: { 'idempotency-key': `alarm-${place}` },
    })
  const severityOf = (place: number) => (place % 3) + 1
  const before = (await ask(desk.url, 'POST', '/api/v1/tickets', { key: borealis, body: { ...right, severity: 2 } }))
    .body

  const waiting = Array.from({ length: many }, (_, place) => place)
  const opened = new Map<number, any>()
  const between: any[] = []
  const lane = async (): Promise<void> => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      // A second apart in steps of ten; every tenth is sent twice, as by a client that heard no answer.
      desk.setTime(`2026-03-10T06:00:${String(Math.floor(place / 10)).padStart(2, '0')}Z`)
      const answer = await post(aurora, place, severityOf(place))
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      opened.set(place, answer.body)
      if (place % 10 === 0) assert.equal((await post(aurora, place, severityOf(place))).body.id, answer.body.id)
      if (place % 100 === 50)
        between.push(
          (await ask(desk.url, 'POST', '/api/v1/tickets', { key: borealis, body: { ...right, severity: 1 } })).body,
        )
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))

  const tickets = [...opened.values()]
  assert.equal(tickets.length, many)
  assert.equal(new Set(tickets.map(({ number }) => number)).size, many)
  assert.equal(new Set(tickets.map(({ id }) => id)).size, many)
  // Premium: the lower end of 1–3, 6–12 and 16–24 h from each one’s own receipt; India works on through these hours.
  const hours: Readonly<Record<number, readonly [number, number]>> = { 1: [1, 3], 2: [6, 12], 3: [16, 24] }
  for (const { severity, receivedAt, clocks } of tickets) {
    const [target, limit] = hours[severity] ?? [0, 0]
    const received = Temporal.Instant.from(receivedAt)
    const [acknowledgement] = clocks
    assert.equal(acknowledgement.targetAt, received.add({ hours: target }).toString())
    assert.equal(acknowledgement.limitAt, received.add({ hours: limit }).toString())
  }

  const queue: any[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await ask(
      desk.url,
      'GET',
      `/api/v1/tickets?view=queue&limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
      { key: agent },
    )
    queue.push(...body.items)
    cursor = body.nextCursor
  }
  assert.equal(queue.length, many + 1 + between.length)
  assert.equal(new Set(queue.map(({ id }) => id)).size, queue.length)
  const order = queue.map(({ urgency }) => [urgency.band, Date.parse(urgency.at)] as const)
  for (const [place, [band, at]] of order.entries()) {
    const [bandBefore, atBefore] = order[place - 1] ?? [0, 0]
    assert.ok(band > bandBefore || (band === bandBefore && at >= atBefore), `row ${place}`)
  }

  const own = (await ask(desk.url, 'GET', '/api/v1/tickets?view=all&limit=200', { key: borealis })).body.items
  assert.deepEqual(own.map(({ id }: any) => id).toSorted(), [before, ...between].map(({ id }) => id).toSorted())
  for (const each of own) assert.equal(each.partner.name, 'Borealis')
  const unmoved = own.find(({ id }: any) => id === before.id)
  assert.deepEqual([unmoved.clocks, unmoved.revision], [before.clocks, before.revision])
  assert.equal((await verify(desk.app, ({ message }) => assert.fail(message))).differences, 0)
})
