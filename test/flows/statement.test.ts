import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { StatementLineView, StatementView } from '../../src/http/wire-statement.ts'
import { wakeDue } from '../../src/services/wake.ts'
import { ask, testDesk } from '../support/http.ts'

interface Told extends Omit<StatementView, 'sums'> {
  readonly sums: NonNullable<StatementView['sums']>
}

async function open(t: TestContext) {
  const desk = await testDesk(t)
  const keys = {
    agent: await desk.keyOf('agent@vendor.example'),
    admin: await desk.keyOf('admin@vendor.example'),
    aurora: await desk.keyOf('asha@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
  }
  const call = (who: keyof typeof keys, method: string, path: string, body?: unknown) =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys[who], ...(body === undefined ? {} : { body }) })
  return {
    ...desk,
    call,
    /** Sets the desk's clock, and brings about what has passed by then. */
    async at(when: string) {
      desk.setTime(when)
      await wakeDue(desk.app, 100)
    },
    async opened(who: 'aurora' | 'borealis', change: object = {}): Promise<string> {
      const { status, body } = await call(who, 'POST', '/tickets', {
        type: 'Technical Support',
        subject: 'A case',
        description: 'It is odd.',
        severity: 1,
        kind: 'incident',
        reproducible: false,
        troubleshooting: 'Two browsers.',
        ...change,
      })
      assert.equal(status, 201, JSON.stringify(body))
      return body.id
    },
    async done(who: keyof typeof keys, path: string, body: object) {
      const { status, body: said } = await call(who, 'POST', path, body)
      assert.ok(status < 300, `${path} ${status} ${JSON.stringify(said)}`)
    },
    async statement(who: keyof typeof keys, query = ''): Promise<Told> {
      const { status, body } = await call(who, 'GET', `/reports/statement${query}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    },
  }
}
type Open = Awaited<ReturnType<typeof open>>

const inShort = ({ ticket, promised, ordinal, outcome }: StatementLineView) =>
  `${ticket.subject}: ${promised} ${ordinal} ${outcome}`
const lines = ({ items }: Told) => items.map(inShort).toSorted()

/**
 * Of Aurora in India, severity 1 unless said: acknowledgement 1 to 3 hours, determination 2 to 8. All on Tuesday 10 March, from 06:00Z on.
 */
async function eventful(desk: Open): Promise<Record<string, string>> {
  const reply = (id: string, determination = false) =>
    desk.done('agent', `/tickets/${id}/messages`, { body: 'We have it.', visibility: 'public', determination })
  const kept = await desk.opened('aurora', { subject: 'Kept' })
  const broken = await desk.opened('aurora', { subject: 'Broken' })
  const withdrawn = await desk.opened('aurora', { subject: 'Withdrawn' })
  const merged = await desk.opened('aurora', { subject: 'Merged', severity: 2 })
  const survivor = await desk.opened('aurora', { subject: 'Survivor', severity: 2 })
  const exempt = await desk.opened('aurora', { subject: 'Exempt' })
  const wish = await desk.opened('aurora', { subject: 'A wish', kind: 'feature-request' })
  const moved = await desk.opened('aurora', { subject: 'Moved', severity: 2 })
  const reopened = await desk.opened('aurora', { subject: 'Reopened' })
  await desk.at('2026-03-10T06:30:00Z')
  await reply(kept, true)
  await reply(reopened, true)
  await desk.done('aurora', `/tickets/${withdrawn}/solve`, {})
  await desk.done('agent', `/tickets/${merged}/merge`, { into: survivor })
  const change = { kind: 'feature-request', reason: 'It is a wish.' }
  await desk.done('agent', `/tickets/${exempt}/reclassify`, change)
  await desk.done('agent', `/tickets/${moved}/transfer`, {
    desk: 'operations',
    category: 'partner-store',
    severity: 2,
    reason: 'It is theirs.',
  })
  await desk.done('agent', `/tickets/${reopened}/solve`, {})
  await desk.at('2026-03-10T07:00:00Z')
  await desk.done('aurora', `/tickets/${reopened}/reopen`, { reason: 'It came back.' })
  await desk.at('2026-03-10T08:00:00Z')
  await reply(reopened)
  await desk.at('2026-03-10T10:30:00Z')
  // 90 minutes after its limit of 09:00Z.
  await reply(broken)
  await desk.at('2026-03-10T11:00:00Z')
  await reply(survivor, true)
  await reply(moved, true)
  await desk.at('2026-03-10T12:00:00Z')
  await reply(broken)
  return { kept, broken, withdrawn, merged, survivor, exempt, wish, moved, reopened }
}

test('A statement tells of each promise what became of it: kept, broken and by how much, withdrawn and why, exempt (C12, C13, C14)', async (t) => {
  const desk = await open(t)
  const { broken } = await eventful(desk)
  const statement = await desk.statement('aurora')
  assert.deepEqual(
    [statement.partner.name, statement.zone, statement.from, statement.to, statement.span, statement.name],
    ['Aurora', 'Asia/Kolkata', '2026-03-01', '2026-03-31', 'month', 'March 2026'],
  )
  assert.deepEqual(lines(statement), [
    'Broken: acknowledgement 1 broken',
    'Broken: determination 1 within-limit',
    'Exempt: acknowledgement 1 withdrawn',
    'Exempt: determination 1 withdrawn',
    'Kept: acknowledgement 1 within-target',
    'Kept: determination 1 within-target',
    'Merged: acknowledgement 1 withdrawn',
    'Merged: determination 1 withdrawn',
    'Moved: acknowledgement 1 within-target',
    'Moved: determination 1 within-target',
    'Reopened: acknowledgement 1 within-target',
    'Reopened: determination 1 within-target',
    'Reopened: determination 2 within-target',
    'Survivor: acknowledgement 1 within-target',
    'Survivor: determination 1 within-target',
    'Withdrawn: acknowledgement 1 withdrawn',
    'Withdrawn: determination 1 withdrawn',
  ])
  const of = (subject: string, promised: string) => {
    const found = statement.items.find((line) => line.ticket.subject === subject && line.promised === promised)
    assert.ok(found !== undefined)
    return found
  }
  const late = of('Broken', 'acknowledgement')
  assert.deepEqual(
    [late.ticket.id, late.startedAt, late.targetAt, late.limitAt, late.answeredAt, late.lateMs, late.tookMs],
    [
      broken,
      '2026-03-10T06:00:00Z',
      '2026-03-10T07:00:00Z',
      '2026-03-10T09:00:00Z',
      '2026-03-10T10:30:00Z',
      90 * 60_000,
      270 * 60_000,
    ],
  )
  assert.deepEqual([of('Exempt', 'determination').ended, of('Exempt', 'determination').exempt], ['exempt', true])
  assert.equal(of('Merged', 'determination').ended, 'merged')
  assert.match(of('Merged', 'determination').endedWords ?? '', /merged into/)
  assert.deepEqual(
    [of('Withdrawn', 'acknowledgement').ended, of('Withdrawn', 'acknowledgement').exempt],
    ['withdrawn', false],
  )
  assert.deepEqual(
    [of('Moved', 'determination').desk, of('Moved', 'determination').terms.desk],
    ['operations', 'operations'],
  )
  assert.ok(statement.items.every(({ policyVersion }) => policyVersion === 1))
  assert.equal(statement.sums.promisedNothing, 1)
})

test('Its sums are to the last digit those of the report on promises, of the same partner and days (C12)', async (t) => {
  const desk = await open(t)
  await eventful(desk)
  await desk.opened('borealis', { subject: 'Another’s' })
  const aurora = desk.people.aurora.partner
  const { sums } = await desk.statement('aurora')
  for (const [by, rows] of [
    ['desk', sums.byDesk],
    ['severity', sums.bySeverity],
  ] as const) {
    const { status, body } = await desk.call(
      'agent',
      'GET',
      `/reports/promises?of=promises&by=${by}&partner=${aurora}&from=2026-03-01&to=2026-03-31`,
    )
    assert.equal(status, 200)
    assert.equal(body.zone, 'Asia/Kolkata')
    const figures = ({ tickets, promises, firstResponse, response, resolution }: (typeof rows)[number]) => ({
      tickets,
      promises,
      firstResponse,
      response,
      resolution,
    })
    assert.deepEqual(rows.map(figures), body.rows.map(figures))
    assert.deepEqual(
      rows.map(({ value, label }) => [value, label]),
      body.rows.map(({ value, label }: { value: string; label: string }) => [value, label]),
    )
    assert.deepEqual(figures(sums.overall), figures(body.overall))
    assert.deepEqual(
      sums.byPromise.map(({ answers }) => answers),
      [body.overall.firstResponse, body.overall.response],
    )
  }
  // Where every promise was due and settled in the days in which its ticket came, it is the plain report too.
  const plain = await desk.call(
    'agent',
    'GET',
    `/reports/promises?by=desk&partner=${aurora}&from=2026-03-01&to=2026-03-31`,
  )
  assert.deepEqual(plain.body.overall.promises, sums.overall.promises)
  assert.deepEqual(plain.body.overall.response, sums.overall.response)
  assert.deepEqual(plain.body.overall.firstResponse, sums.overall.firstResponse)
  // By hand: of six acknowledgements that are decided five were kept; determinations of Kept, Broken, Moved, Survivor and Reopened (two).
  const [acknowledgement, determination] = sums.byPromise
  assert.deepEqual(
    [acknowledgement?.promises.made, acknowledgement?.promises.metWithinLimit, acknowledgement?.promises.breached],
    [8, 4, 1],
  )
  assert.equal(acknowledgement?.answers.withinLimit, 0.8)
  assert.deepEqual([determination?.promises.metWithinTarget, determination?.promises.metWithinLimit], [5, 6])
  // Kept and Reopened 30 minutes, Survivor and Moved 300, Broken 270.
  assert.deepEqual(acknowledgement?.answers.working.averageMinutes, 186)
})

test('The report refuses to tell of promises without a partner, or by months of receipt, and says both', async (t) => {
  const desk = await open(t)
  const { status, body } = await desk.call('agent', 'GET', '/reports/promises?of=promises&by=month')
  assert.equal(status, 400)
  assert.deepEqual(
    body.errors.map(({ field }: { field: string }) => field),
    ['partner', 'by'],
  )
})

test('A partner sees its own statement alone; another’s is not there, and the vendor says whose (G3)', async (t) => {
  const desk = await open(t)
  await desk.opened('aurora', { subject: 'Ours' })
  const { aurora, borealis } = desk.people
  const own = await desk.statement('aurora', `?partner=${aurora.partner}`)
  assert.deepEqual(lines(own), ['Ours: acknowledgement 1 running', 'Ours: determination 1 running'])
  assert.deepEqual(lines(await desk.statement('borealis')), [])
  for (const path of ['/reports/statement', '/reports/statement.csv']) {
    const other = await desk.call('borealis', 'GET', `${path}?partner=${aurora.partner}`)
    assert.equal(other.status, 404)
    const nobody = await desk.call('agent', 'GET', `${path}?partner=${desk.people.agent.id}`)
    assert.equal(nobody.status, 404)
    const unsaid = await desk.call('agent', 'GET', path)
    assert.deepEqual([unsaid.status, unsaid.body.errors[0].field], [400, 'partner'])
  }
  assert.deepEqual((await desk.statement('agent', `?partner=${borealis.partner}`)).items, [])
  assert.deepEqual(lines(await desk.statement('agent', `?partner=${aurora.partner}`)), lines(own))
})

test('Everything that is wrong with the days is said at once', async (t) => {
  const desk = await open(t)
  const wrong = async (who: 'agent' | 'aurora', query: string) => {
    const { status, body } = await desk.call(who, 'GET', `/reports/statement?${query}`)
    assert.equal(status, 400, JSON.stringify(body))
    assert.match(body.type, /invalid-request$/)
    return body.errors.map(({ field }: { field: string }) => field).toSorted()
  }
  assert.deepEqual(await wrong('aurora', 'from=2026-02-30&to=soon&span=week&limit=0'), ['from', 'limit', 'span', 'to'])
  assert.deepEqual(await wrong('aurora', 'from=2026-03-02&to=2026-03-01'), ['from', 'to'])
  assert.deepEqual(await wrong('aurora', 'from=2025-01-01&to=2026-03-01'), ['to'])
  assert.deepEqual(await wrong('agent', 'from=2026-03-02&to=2026-03-01'), ['from', 'partner', 'to'])
  // A partner that is spelt wrongly is not also missing.
  assert.deepEqual(await wrong('agent', 'from=soon&to=2026-03-01'), ['from', 'partner'])
  assert.deepEqual(await wrong('agent', 'from=2026-03-02&to=2026-03-01&partner=x'), ['from', 'partner', 'to'])
  assert.deepEqual(await wrong('aurora', 'cursor=2026-03-01T00:00:00Z_x_y'), ['cursor'])
})

test('Days are those of the partner’s zone: what is due at 23:30 in Berlin on the last of March is of March (A9)', async (t) => {
  const desk = await open(t)
  // The clocks went forward on the 29th. Severity 1 from Tuesday 18:30Z, 20:30 in Berlin: limits at 23:30 and, with eight hours, at 04:30.
  await desk.at('2026-03-31T18:30:00Z')
  await desk.opened('borealis', { subject: 'Late in March' })
  await desk.at('2026-04-20T00:00:00Z')
  const march = await desk.statement('borealis', '?from=2026-03-01&to=2026-03-31')
  assert.deepEqual(
    march.items.map((line) => [line.promised, line.limitAt, line.outcome]),
    [['acknowledgement', '2026-03-31T21:30:00Z', 'broken']],
  )
  const april = await desk.statement('borealis', '?from=2026-04-05')
  assert.deepEqual(
    april.items.map((line) => [line.promised, line.limitAt]),
    [['determination', '2026-04-01T02:30:00Z']],
  )
  assert.equal(april.name, 'April 2026')
  assert.deepEqual(
    [april.before, april.after],
    [
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-05-01', to: '2026-05-31' },
    ],
  )
})

test('A span over a change of clocks counts the hours that there were (A9)', async (t) => {
  const desk = await open(t)
  // Friday 27 March, 22:00 in Berlin: two hours of working time are left, and one more on Monday, when it is summer time.
  await desk.at('2026-03-27T21:00:00Z')
  const ticket = await desk.opened('borealis', { subject: 'Over the change' })
  await desk.at('2026-03-30T00:00:00Z')
  await desk.done('agent', `/tickets/${ticket}/messages`, { body: 'We have it.', visibility: 'public' })
  const { items } = await desk.statement('borealis', '?from=2026-03-28&to=2026-03-30')
  const [acknowledgement] = items
  assert.deepEqual(
    [acknowledgement?.limitAt, acknowledgement?.outcome, acknowledgement?.lateMs, acknowledgement?.tookMs],
    ['2026-03-29T23:00:00Z', 'broken', 60 * 60_000, 4 * 60 * 60_000],
  )
})

test('Another tier half way shows in what a promise ran under, and in how often it changed (A2)', async (t) => {
  const desk = await open(t)
  await desk.opened('borealis', { subject: 'Raised', severity: 2 })
  await desk.at('2026-03-10T07:00:00Z')
  const changed = await desk.call('admin', 'PATCH', `/partners/${desk.people.borealis.partner}`, {
    tier: 'premium',
    reason: 'Certified.',
  })
  assert.equal(changed.status, 200)
  const { items } = await desk.statement('borealis')
  assert.deepEqual(
    items.map(({ terms, changes }) => [terms.tier, changes]),
    [
      ['premium', 1],
      ['premium', 1],
    ],
  )
})

test('Where nothing was due and nothing settled there are no lines, and sums of nothing', async (t) => {
  const desk = await open(t)
  await eventful(desk)
  const { items, nextCursor, sums } = await desk.statement('aurora', '?from=2025-01-01&to=2025-12-31')
  assert.deepEqual([items, nextCursor, sums.byDesk, sums.overall.promises.made], [[], null, [], 0])
  assert.equal(sums.overall.response.withinLimit, null)
})

test('Pages are the whole in its order, each line once, also where a page ends within a ticket; broken ones alone are a choice', async (t) => {
  const desk = await open(t)
  await eventful(desk)
  const whole = await desk.statement('aurora')
  const paged: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 50; pages += 1) {
    const page: StatementView = await desk.statement('aurora', `?limit=3${cursor}`)
    assert.ok(page.items.length <= 3)
    assert.equal(page.sums === null, pages > 0)
    paged.push(...page.items.map(({ id }) => id))
    if (page.nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
  }
  assert.deepEqual(
    paged,
    whole.items.map(({ id }) => id),
  )
  const broken = await desk.statement('aurora', '?only=broken')
  assert.deepEqual(lines(broken), ['Broken: acknowledgement 1 broken'])
  assert.deepEqual(broken.sums, whole.sums)
})

test('The table has every line, its instants in the partner’s zone, and no cell that a spreadsheet would run', async (t) => {
  const desk = await open(t)
  await eventful(desk)
  await desk.opened('aurora', { subject: '=1+1' })
  const { status, headers, body } = await desk.call(
    'aurora',
    'GET',
    '/reports/statement.csv?from=2026-03-01&to=2026-03-31',
  )
  assert.equal(status, 200)
  assert.match(headers.get('content-disposition') ?? '', /promises-2026-03-01-to-2026-03-31\.csv/)
  const [heading = '', ...rows] = String(body).trim().split('\n')
  assert.match(heading, /limit \(Asia\/Kolkata\)/)
  assert.equal(rows.length, 19)
  const broken = rows.find((row) => row.includes('Broken') && row.includes('acknowledgement'))
  assert.match(
    broken ?? '',
    /2026-03-10 11:30:00,2026-03-10 12:30:00,2026-03-10 14:30:00,2026-03-10 16:00:00,broken,270,90/,
  )
  assert.ok(rows.some((row) => row.includes("'=1+1")))
})
