import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDesk, type TestDesk } from '../support/http.ts'

interface Row {
  value: string
  label: string
  tickets: number
  share: number
  promises: { made: number; metWithinTarget: number; metWithinLimit: number; breached: number; running: number }
  firstResponse: {
    count: number
    withinTarget: number | null
    withinLimit: number | null
    working: { averageMinutes: number | null; medianMinutes: number | null }
  }
  resolution: { count: number; working: { averageMinutes: number | null } }
  exchangesPerTicket: number
  howToShare: number
  depthAverage: number | null
}

async function caller(desk: TestDesk, email: string) {
  const key = await desk.keyOf(email)
  return async (path: string, body?: object) => {
    const answer = await fetch(`${desk.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) as never }
  }
}

/**
 * Three tickets of Tuesday 10 March, 06:00Z, India, Premium. Severity 1: acknowledgement 1–3 h, determination 2–8 h.
 *   A  severity 1, answered with the determination after 30 min, solved after 1 h: both promises within target
 *   B  severity 1, answered after 2 h (past the target of 1 h), not determined by 15:00: one in time, one breached
 *   C  a how-to, not answered yet: both running
 */
async function played(desk: TestDesk): Promise<{ a: string; b: string; c: string }> {
  const partner = await caller(desk, 'asha@aurora.example')
  const agent = await caller(desk, 'agent@vendor.example')
  const open = async (severity: number, kind: string) => {
    const opened = await partner('/tickets', {
      type: 'Technical Support',
      subject: 'A case',
      description: 'It is odd.',
      severity,
      kind,
      reproducible: false,
      troubleshooting: 'Two browsers.',
    })
    assert.equal(opened.status, 201, opened.text)
    return (opened.json() as { id: string }).id
  }
  const a = await open(1, 'incident')
  const b = await open(1, 'incident')
  const c = await open(3, 'question')
  desk.setTime('2026-03-10T06:30:00Z')
  await agent(`/tickets/${a}/messages`, { body: 'The cause is known.', visibility: 'public', determination: true })
  desk.setTime('2026-03-10T07:00:00Z')
  await agent(`/tickets/${a}/solve`, {})
  desk.setTime('2026-03-10T08:00:00Z')
  await agent(`/tickets/${b}/messages`, { body: 'We have it.', visibility: 'public' })
  desk.setTime('2026-03-10T15:00:00Z')
  await agent(`/tickets/${b}/messages`, { body: 'Still looking.', visibility: 'internal' })
  return { a, b, c }
}

const day = 'from=2026-03-10&to=2026-03-10'

test('A report counts promises and measures answers by severity, in working time (C12)', async (context) => {
  const desk = await testDesk(context)
  await played(desk)
  const agent = await caller(desk, 'agent@vendor.example')
  const report = (await agent(`/reports/promises?by=severity&${day}`)).json() as {
    zone: string
    overall: Row
    rows: Row[]
  }
  assert.equal(report.zone, 'UTC')
  assert.deepEqual(
    report.rows.map((row) => [row.value, row.label, row.tickets]),
    [
      ['1', 'Severity 1', 2],
      ['3', 'Severity 3', 1],
    ],
  )
  const [one] = report.rows
  assert.ok(one !== undefined)
  assert.deepEqual(
    [
      one.promises.made,
      one.promises.metWithinTarget,
      one.promises.metWithinLimit,
      one.promises.breached,
      one.promises.running,
    ],
    [4, 2, 3, 1, 0],
  )
  // 30 min and 2 h: 75 min on average and in the middle; one of two within the target, both within the limit.
  assert.deepEqual(
    [one.firstResponse.count, one.firstResponse.working.averageMinutes, one.firstResponse.working.medianMinutes],
    [2, 75, 75],
  )
  assert.deepEqual([one.firstResponse.withinTarget, one.firstResponse.withinLimit], [0.5, 1])
  assert.deepEqual([one.resolution.count, one.resolution.working.averageMinutes], [1, 60])
  assert.equal(report.overall.tickets, 3)
  assert.equal(report.overall.promises.running, 2)
})

test('Shares of channels, how-tos, exchanges and depth stand beside the promises (A6, B3, B8)', async (context) => {
  const desk = await testDesk(context)
  await played(desk)
  const agent = await caller(desk, 'agent@vendor.example')
  const report = (await agent(`/reports/promises?by=channel&${day}`)).json() as { overall: Row; rows: Row[] }
  assert.deepEqual(
    report.rows.map((row) => [row.value, row.share]),
    [['api', 1]],
  )
  // Three openings and two public answers on three tickets; one of three is a how-to.
  assert.deepEqual([report.overall.exchangesPerTicket, report.overall.howToShare], [1.67, 0.3333])
  assert.ok((report.overall.depthAverage ?? 0) > 0)
})

test('Partners and agents are called by their names; what nobody has is said so (C12)', async (context) => {
  const desk = await testDesk(context)
  const { a } = await played(desk)
  const agent = await caller(desk, 'agent@vendor.example')
  await agent(`/tickets/${a}/assign`, { person: desk.people.agent.id })
  const byAgent = (await agent(`/reports/promises?by=agent&${day}`)).json() as { rows: Row[] }
  assert.deepEqual(byAgent.rows.map((row) => [row.label, row.tickets]).sort(), [
    ['Ann Agent', 1],
    ['Nobody', 2],
  ])
  const byPartner = (await agent(`/reports/promises?by=partner&${day}`)).json() as { rows: Row[] }
  assert.deepEqual(
    byPartner.rows.map((row) => row.label),
    ['Aurora'],
  )
})

test('A figure leads to its tickets, by value and by what came of them (C12)', async (context) => {
  const desk = await testDesk(context)
  const { a, b, c } = await played(desk)
  const agent = await caller(desk, 'agent@vendor.example')
  const ids = async (query: string) =>
    ((await agent(`/reports/promises/tickets?${day}&${query}`)).json() as { items: { id: string }[] }).items
      .map((each) => each.id)
      .sort()
  assert.deepEqual(await ids('by=severity&value=1'), [a, b].sort())
  assert.deepEqual(await ids('by=severity&value=1&outcome=breached'), [b])
  assert.deepEqual(await ids('by=severity&value=3&outcome=running'), [c])
  assert.deepEqual(await ids('by=severity&value=2'), [])
})

test('The tickets behind a figure come in pages, each of them once', async (context) => {
  const desk = await testDesk(context)
  const { a, b, c } = await played(desk)
  const agent = await caller(desk, 'agent@vendor.example')
  const found: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 5; pages += 1) {
    const query = `by=desk&value=support&limit=1&${day}${cursor}`
    const page = (await agent(`/reports/promises/tickets?${query}`)).json() as {
      items: { id: string }[]
      nextCursor: string | null
    }
    found.push(...page.items.map((each) => each.id))
    if (page.nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
  }
  assert.deepEqual(found.sort(), [a, b, c].sort())
})

test('The table for a spreadsheet has a line for each value and one for all, and no cell that is a formula (C12)', async (context) => {
  const desk = await testDesk(context)
  const partner = await caller(desk, 'asha@aurora.example')
  await partner('/tickets', { type: 'Technical Support', product: '=HYPERLINK("x")', subject: 'x', description: 'y' })
  const agent = await caller(desk, 'agent@vendor.example')
  const csv = await agent(`/reports/promises.csv?by=product&${day}`)
  assert.equal(csv.status, 200)
  assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/)
  assert.match(csv.headers.get('content-disposition') ?? '', /promises-by-product-2026-03-10-to-2026-03-10\.csv/)
  const lines = csv.text.trim().split('\n')
  assert.equal(lines.length, 3)
  assert.match(lines[1] ?? '', /^"?'=HYPERLINK/)
  assert.match(lines[2] ?? '', /^All,1,/)
})

test('Reports are the vendor’s alone, and a wrong question names each field', async (context) => {
  const desk = await testDesk(context)
  const partner = await caller(desk, 'asha@aurora.example')
  for (const path of ['/reports/promises', '/reports/promises.csv', '/reports/promises/tickets?value=1'])
    assert.equal((await partner(path)).status, 403)
  const agent = await caller(desk, 'agent@vendor.example')
  const wrong = await agent('/reports/promises?by=colour&from=yesterday&severity=high')
  assert.equal(wrong.status, 400)
  const { errors } = wrong.json() as { errors: { field: string }[] }
  assert.deepEqual(errors.map((each) => each.field).sort(), ['by', 'from', 'severity'])
  const backwards = await agent('/reports/promises?from=2026-03-11&to=2026-03-10')
  assert.equal(backwards.status, 400)
  assert.equal((backwards.json() as { errors: { field: string }[] }).errors[0]?.field, 'from')
})
