import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ask, right, testDesk, type Answer } from '../support/http.ts'

/** Three open tickets: two of Aurora's (India), one of Borealis's (Germany). */
async function threeTickets(context: TestContext) {
  const desk = await testDesk(context)
  const keys = {
    aurora: await desk.keyOf('asha@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
    agent: await desk.keyOf('agent@vendor.example'),
    admin: await desk.keyOf('admin@vendor.example'),
  }
  type Whose = keyof typeof keys
  const get = (whose: Whose, path: string): Promise<Answer> =>
    ask(desk.url, 'GET', `/api/v1${path}`, { key: keys[whose] })
  const post = (whose: Whose, path: string, body: unknown): Promise<Answer> =>
    ask(desk.url, 'POST', `/api/v1${path}`, { key: keys[whose], body })
  const open = async (whose: Whose, subject: string, more: Record<string, unknown>) => {
    const opened = await post(whose, '/tickets', { ...right, subject, ...more })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    return opened.body
  }
  const a = await open('aurora', 'a', { severity: 1 })
  const b = await open('aurora', 'b', { severity: 2, product: 'books' })
  const c = await open('borealis', 'c', { severity: 3, kind: 'question' })
  const list = async (whose: Whose, query: string): Promise<string> => {
    const { status, body } = await get(whose, `/tickets?${query}`)
    assert.equal(status, 200, `${query}: ${JSON.stringify(body)}`)
    return body.items
      .map(({ subject }: { subject: string }) => subject)
      .toSorted()
      .join(' ')
  }
  return { desk, get, post, list, a, b, c }
}

test('C3: the queue is narrowed in the address, by any of several values and by several names together', async (context) => {
  const { desk, list, post, a, b, get } = await threeTickets(context)
  const me = (await get('agent', '/me')).body.id
  await post('agent', `/tickets/${a.id}/assign`, { person: me })
  await post('agent', `/tickets/${b.id}/messages`, {
    body: 'Which browser?',
    visibility: 'public',
    determination: true,
  })
  const rows: [string, string][] = [
    ['severity=1,2', 'a b'],
    ['severity=3', 'c'],
    ['severity=2,%203', 'b c'],
    ['assignee=me', 'a'],
    [`assignee=${me.toUpperCase()}`, 'a'],
    ['assignee=nobody', 'b c'],
    ['assignee=me,nobody', 'a b c'],
    ['kind=question', 'c'],
    ['kind=question,incident&severity=3', 'c'],
    [`category=${a.category}`, 'a b c'],
    ['product=books', 'b'],
    ['region=india', 'a b'],
    ['region=europe,india', 'a b c'],
    ['region=americas', ''],
    [`tier=${a.partner.tier}&region=india`, 'a b'],
    ['channel=api', 'a b c'],
    ['channel=mail,phone', ''],
    ['escalated=true', ''],
    ['escalated=false', 'a b c'],
    ['keyAccount=true', ''],
    ['keyAccount=false', 'a b c'],
    ['turn=partner', 'b'],
    ['turn=us,product', 'a c'],
    ['status=new,waiting-on-partner', 'a b c'],
    ['unansweredHours=0', 'a c'],
    ['unansweredHours=5', ''],
    ['view=all&status=new,closed&kind=incident', 'a'],
  ]
  for (const [query, expected] of rows) assert.equal(await list('agent', query), expected, query)
  desk.setTime('2026-03-10T11:00:00Z')
  assert.equal(await list('agent', 'unansweredHours=5'), 'a c')
  // 'me' is whoever asks, and a partner narrows no more than its own (G3).
  assert.equal(await list('admin', 'assignee=me'), '')
  assert.equal(await list('aurora', 'severity=1,2,3&channel=api'), 'a b')
  assert.equal(await list('borealis', 'region=india'), '')
})

test('Every wrong value of a filter is named at once, with its remedy', async (context) => {
  const { get } = await threeTickets(context)
  const wrong =
    'severity=high&assignee=ann&kind=wish&category=tecnical&product=nothing&tier=gold&region=indya&channel=fax&escalated=perhaps&turn=mine&unansweredHours=-1&status=done&colour=red'
  const { status, headers, body } = await get('agent', `/tickets?${wrong}`)
  assert.equal(status, 400)
  assert.match(headers.get('content-type') ?? '', /problem\+json/)
  const fields = body.errors.map(({ field }: { field: string }) => field).toSorted()
  const names = wrong.split('&').map((part) => part.split('=')[0])
  assert.deepEqual(fields, names.toSorted())
  const said = Object.fromEntries(
    body.errors.map((each: { field: string; message: string }) => [each.field, each.message]),
  )
  assert.match(said.region, /'indya'.*did you mean 'india'/)
  assert.match(said.kind, /one or more of incident/)
  // What the policy does not know is refused also where nothing else is wrong.
  const alone = await get('agent', '/tickets?tier=gold&product=crm,nothing')
  assert.deepEqual([alone.status, alone.body.errors.length], [400, 2])
  for (const query of ['severity=', 'severity=1,,2', 'severity=1,x', 'assignee=me,', 'unansweredHours=1.5'])
    assert.equal((await get('agent', `/tickets?${query}`)).status, 400, query)
})
