/**
 * Meridian Instruments (test/fixtures/policy-meridian): four severities, two tiers, 09:00–17:00 with lunch from 12:30 to
 * 13:30, three levels of escalation, desks and words of its own. Nothing of the program knows it.
 */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { makeKey } from '../../src/services/access.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import { verify } from '../../src/services/verify.ts'
import { wakeDue } from '../../src/services/wake.ts'
import type { PersonId } from '../../src/domain/kernel.ts'
import { ask, testDesk, type Answer } from '../support/http.ts'
import { meridian } from '../support/policies.ts'

/** Tuesday, 11:00 in Lisbon, which has the time of UTC until the end of the month. */
const tuesday = '2026-03-10T11:00:00Z'

async function vendor(context: TestContext) {
  const desk = await testDesk(context)
  await publishPolicy(desk.app.db, meridian, null, desk.app.now())
  await desk.app.policies.refresh()
  desk.setTime(tuesday)
  const admin = await desk.keyOf('admin@vendor.example')
  const send =
    (key: string) =>
    async (method: string, path: string, body?: unknown): Promise<Answer> =>
      ask(desk.url, method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const staff = send(admin)
  async function partner(name: string, tier: string, country: string) {
    const added = await staff('POST', '/partners', { name, tier, country })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    const email = `somebody@${name.toLowerCase()}.example`
    const contact = await staff('POST', `/partners/${added.body.id}/contacts`, { name: 'Somebody', email })
    assert.equal(contact.status, 201, JSON.stringify(contact.body))
    const { key } = await makeKey(desk.app, contact.body.id as PersonId, { scope: 'full', label: 'test' })
    return send(key)
  }
  const open = async (whose: ReturnType<typeof send>, form: object) => {
    const opened = await whose('POST', '/tickets', { description: 'It happens every morning.', ...form })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    return opened.body
  }
  return {
    desk,
    staff,
    open,
    gold: await partner('Douro', 'gold', 'PT'),
    silver: await partner('Nile', 'silver', 'EG'),
  }
}

const wake = (desk: { readonly app: Parameters<typeof wakeDue>[0] }) => wakeDue(desk.app, 100)
const clockOf = (ticket: any, kind: string) => ticket.clocks.find((clock: any) => clock.kind === kind)

test('C1, C3, C10: a second vendor’s promise counts its own hours, lunch and tiers, and is said in its own words', async (context) => {
  const { gold, silver, open } = await vendor(context)
  const ticket = await open(gold, { type: 'Repair', product: 'Theodolite', subject: 'Readings drift' })
  assert.deepEqual(
    [ticket.desk, ticket.category, ticket.severity, ticket.number.split('-')[0]],
    ['workshop', 'measuring', 3, 'W'],
  )
  // 2–4 h, gold at a quarter: 2 h 30 and 4 h from 11:00, with an hour of lunch.
  const { targetAt, limitAt, because } = clockOf(ticket, 'acknowledgement')
  assert.deepEqual([targetAt, limitAt], ['2026-03-10T14:30:00Z', '2026-03-10T16:00:00Z'])
  assert.match(because.join(' '), /Workshop, severity 3/)
  assert.match(because.join(' '), /Gold/)
  // 2–3 days of 24 working hours, seven a day: 54 h end with the eighth day, 72 h at 14:00 of the eleventh.
  const determination = clockOf(ticket, 'determination')
  assert.deepEqual([determination.targetAt, determination.limitAt], ['2026-03-19T17:00:00Z', '2026-03-24T14:00:00Z'])
  // In Egypt it works from Sunday to Thursday, in Cairo’s time: silver at four fifths of 2–4 h from 13:00 there.
  const other = clockOf(await open(silver, { type: 'Repair', subject: 'Readings drift' }), 'acknowledgement')
  assert.deepEqual([other.targetAt, other.limitAt], ['2026-03-11T07:06:00Z', '2026-03-11T07:30:00Z'])
})

test('A9, C7: a second vendor’s own words make its own critical severity, which runs through lunch and night', async (context) => {
  const { desk, gold, open } = await vendor(context)
  desk.setTime('2026-03-14T02:00:00Z')
  const ticket = await open(gold, { category: 'Safety', subject: 'Smoke', description: 'There is smoke.' })
  assert.deepEqual([ticket.severity, ticket.critical], [1, true])
  assert.match(ticket.severityBecause, /'Smoke' matches: Smoke is danger/)
  // 5–15 min, gold at a quarter.
  const { targetAt, limitAt } = clockOf(ticket, 'acknowledgement')
  assert.deepEqual([targetAt, limitAt], ['2026-03-14T02:07:30Z', '2026-03-14T02:15:00Z'])
})

test('F1, F5, C8, C12, G2: open, breach, three levels, reply, severity, report and verify run for a second vendor', async (context) => {
  const { desk, staff, gold, open } = await vendor(context)
  const ticket = await open(gold, { type: 'Repair', product: 'Theodolite', subject: 'Readings drift' })
  const path = `/tickets/${ticket.id}`
  const shown = async () => (await gold('GET', path)).body

  const early = await gold('POST', `${path}/escalations`, { reason: 'slow', statement: 'We wait.' })
  assert.deepEqual([early.status, early.body.fromAt], [409, '2026-03-10T14:30:00Z'])

  desk.setTime('2026-03-10T16:30:00Z')
  await wake(desk)
  assert.equal(clockOf(await shown(), 'acknowledgement').breachedAt, '2026-03-10T16:00:00Z')

  const escalated = await gold('POST', `${path}/escalations`, { reason: 'slow', statement: 'We wait.' })
  assert.equal(escalated.status, 201, JSON.stringify(escalated.body))
  const { escalation } = escalated.body
  assert.deepEqual(
    [escalation.level, escalation.title, escalation.owner.people[0].name, escalation.ladder.length],
    [1, 'Foreman', 'Rui', 3],
  )
  // An hour of working time: half of it today, half tomorrow morning; then an hour and a half.
  assert.equal(escalation.answerDueAt, '2026-03-11T09:30:00Z')
  desk.setTime('2026-03-11T09:31:00Z')
  await wake(desk)
  const second = (await shown()).escalation
  assert.deepEqual(
    [second.level, second.title, second.owner.people[0].name, second.answerDueAt],
    [2, 'Chefe de oficina', 'Inês', '2026-03-11T11:00:00Z'],
  )
  desk.setTime('2026-03-11T12:00:00Z')
  await wake(desk)
  const third = (await shown()).escalation
  assert.deepEqual([third.level, third.title, third.owner.through], [3, 'Owner', 'level-2'])
  assert.equal((await gold('POST', `${path}/escalations/raise`, { statement: 'More.' })).status, 409)

  const answered = await staff('POST', `${path}/messages`, {
    body: 'The axis is bent.',
    visibility: 'public',
    determination: true,
  })
  assert.equal(answered.status, 201)
  const after = await shown()
  assert.deepEqual(
    after.clocks.map(({ kind, state }: any) => [kind, state]),
    [
      ['acknowledgement', 'breached'],
      ['determination', 'met'],
    ],
  )
  assert.equal(after.escalation.answerDueAt, null)

  const change = { cause: 'worsened', reason: 'It does not measure at all.' }
  assert.equal((await staff('POST', `${path}/severity`, { ...change, severity: 5 })).status, 422)
  assert.equal((await staff('POST', `${path}/severity`, { ...change, severity: 2 })).body.severity, 2)
  await gold('POST', `${path}/messages`, { body: 'When is it mended?', visibility: 'public' })
  // Severity 2, 1–1.5 days, gold at 27 h: four on this Wednesday, three days of seven, two; 36 h: four, four days, four.
  const next = (await shown()).clocks.at(-1)
  assert.deepEqual([next.targetAt, next.limitAt], ['2026-03-17T11:00:00Z', '2026-03-18T14:00:00Z'])

  const report = (await staff('GET', '/reports/promises?by=severity&from=2026-03-01&to=2026-03-31')).body
  const row = report.rows.find(({ value }: any) => value === '2')
  assert.match(row.label, /2/)
  assert.deepEqual([row.tickets, row.promises.breached], [1, 1])
  const byTier = (await staff('GET', '/reports/promises?by=tier&from=2026-03-01&to=2026-03-31')).body
  assert.deepEqual(
    byTier.rows.map(({ label }: any) => label),
    ['Gold'],
  )
  assert.equal((await verify(desk.app, ({ message }) => assert.fail(message))).differences, 0)
})

test('A8, A2: a second vendor’s offerings are answered by its own two tiers, and a better tier moves its open promises', async (context) => {
  const { staff, gold, silver, open } = await vendor(context)
  const loan = async (whose: typeof gold) =>
    (await whose('GET', '/entitlements')).body.items.find(({ offering }: any) => offering === 'loan')
  assert.deepEqual([(await loan(gold)).allowed, (await loan(silver)).allowed], [true, false])
  assert.match((await loan(silver)).because, /Silver/)
  const ticket = await open(silver, { type: 'Repair', subject: 'Readings drift' })
  const raised = await staff('PATCH', `/partners/${ticket.partner.id}`, { tier: 'gold', reason: 'Ten years.' })
  assert.equal(raised.status, 200)
  // Gold at a quarter of 2–4 h, from the end of lunch at 13:30 in Cairo: 16:00 there.
  assert.equal(
    clockOf((await silver('GET', `/tickets/${ticket.id}`)).body, 'acknowledgement').targetAt,
    '2026-03-10T14:00:00Z',
  )
})

test('F2, A1: the other desk of a second vendor asks for a contract, has its own severities, and takes a transfer', async (context) => {
  const { desk, staff, gold, open } = await vendor(context)
  const order = await open(gold, { type: 'Order', subject: 'Two tripods' })
  assert.deepEqual([order.desk, order.severity, order.number.split('-')[0]], ['counter', 2, 'C'])
  desk.setTime('2026-03-20T12:00:00Z')
  await wake(desk)
  const tried = await gold('POST', `/tickets/${order.id}/escalations`, { reason: 'slow', statement: 'Too long.' })
  assert.equal(tried.status, 409)
  assert.match(tried.body.detail, /contract/)
  const moved = await staff('POST', `/tickets/${order.id}/transfer`, {
    desk: 'workshop',
    category: 'measuring',
    severity: 4,
    reason: 'It is about a repair.',
  })
  assert.deepEqual([moved.status, moved.body.desk, moved.body.severity], [200, 'workshop', 4])
  assert.equal((await verify(desk.app, ({ message }) => assert.fail(message))).differences, 0)
})
