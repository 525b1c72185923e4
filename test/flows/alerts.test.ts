import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pg from 'pg'
import { alertDays } from '../../src/domain/alert.ts'
import { forgetAlerts, tellAlerts } from '../../src/services/alerts/tell.ts'
import { verify } from '../../src/services/verify.ts'
import { sweepAlerts } from '../../src/storage/alerts-ledger.ts'
import type { PersonId } from '../../src/domain/kernel.ts'
import { makeKey } from '../../src/services/access.ts'
import { updatePerson } from '../../src/storage/people.ts'
import { tellAll } from '../support/alerts.ts'
import { escalationDesk, major, type Whose } from '../support/escalated.ts'
import { ask, type Answer } from '../support/http.ts'
import { listen } from '../support/hear.ts'
import { publishWith } from '../support/presets.ts'
import { workflowDesk } from '../support/runs.ts'

type Base = Awaited<ReturnType<typeof escalationDesk>>

/** Everything that is new is told, and what somebody is shown of it: '2 answered', by ticket. */
const reader = ({ desk, get }: Pick<Base, 'desk' | 'get'>) => {
  const tell = () => tellAll(desk.app)
  const shown = async (whose: Whose, query = ''): Promise<string[][]> => {
    await tell()
    const { status, body } = await get(whose, `/alerts${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body.items.map(({ what }: Answer['body']) =>
      what.map(({ kind, count }: { kind: string; count: number }) => `${count} ${kind}`).toSorted(),
    )
  }
  const unread = async (whose: Whose): Promise<number> => (await get(whose, '/tickets/counts')).body.alerts
  return { tell, shown, unread }
}

async function deskOfTwo(context: TestContext) {
  const base = await escalationDesk(context)
  const { id, path } = await base.openSupport()
  return { ...base, ...reader(base), id, path }
}
const giveTo = ({ desk, post }: Pick<Base, 'desk' | 'post'>, path: string, whose: 'agent' | 'admin' = 'agent') =>
  post('admin', `${path}/assign`, { person: desk.people[whose].id })
const said = { body: 'Said.', visibility: 'public' }

test('Whoever has a ticket reads what others did to it, the newest first, and ten answers are one line', async (context) => {
  const base = await deskOfTwo(context)
  const { post, path, shown, get, desk, id, unread } = base
  await giveTo(base, path)
  for (let n = 0; n < 10; n += 1) await post('aurora', `${path}/messages`, said)
  await post('admin', `${path}/severity`, { severity: 3, cause: 'eased', reason: 'It eased.' })
  await post('aurora', `${path}/dispute`, { severity: 1, statement: 'It does not.' })
  await post('admin', `${path}/dispute/decision`, { upheld: true, reason: 'Seen.' })
  await post('admin', `${path}/solve`, { body: 'Corrected.' })
  await post('aurora', `${path}/reopen`, { reason: 'Still.' })
  assert.deepEqual(await shown('agent'), [
    ['1 assigned', '1 dispute-decided', '1 reopened', '1 severity-disputed', '10 answered', '2 severity-changed'],
  ])
  const { body } = await get('agent', '/alerts')
  const [first] = body.items
  assert.deepEqual([first.ticket.id, first.unread, first.count], [id, 16, 16])
  assert.equal(first.what[0].words, 'Reopened by Asha')
  assert.equal(first.what.at(-1).words, 'Assigned to you by Ada Admin')
  assert.equal(first.ticket.partner.name, 'Aurora')
  assert.deepEqual(await shown('admin'), [], 'own acts are told to nobody')

  desk.setTime('2026-03-10T07:00:00Z')
  const other = await base.openSupport('borealis')
  await giveTo(base, other.path)
  assert.deepEqual((await shown('agent'))[0], ['1 assigned'])
  assert.equal(await unread('agent'), 2)
  const page = (await get('agent', '/alerts?limit=1')).body
  const next = (await get('agent', `/alerts?limit=1&cursor=${page.nextCursor}`)).body
  assert.deepEqual(
    [page, next].map(({ items }) => items.map(({ ticket }: Answer['body']) => ticket.id)),
    [[other.id], [id]],
  )
  assert.equal(next.nextCursor, null)
  assert.equal((await get('agent', '/alerts?cursor=x')).status, 400)
})

test('C5, F2, F4: promises that pass, an escalation and its missing word are told to whoever has the ticket', async (context) => {
  const base = await deskOfTwo(context)
  const { post, path, shown, desk, wake } = base
  await giveTo(base, path)
  desk.setTime('2026-03-12T12:00:00Z')
  await wake()
  const escalated = await post('aurora', `${path}/escalations`, major)
  assert.equal(escalated.status, 201, JSON.stringify(escalated.body))
  desk.setTime('2026-03-20T12:00:00Z')
  await wake()
  const [lines = []] = await shown('agent')
  const kinds = lines.map((line) => line.split(' ')[1])
  for (const kind of ['target-passed', 'limit-passed', 'escalated', 'escalation-raised', 'status-update-missed'])
    assert.ok(kinds.includes(kind), `${kind} is not in ${lines.join(', ')}`)
})

test('A1, F6: a ticket that is transferred is told to whom the new desk gives it, and no more to who had it', async (context) => {
  const base = await deskOfTwo(context)
  const { post, path, shown, hire, tell, desk } = base
  const manisha = await hire('Manisha M', 'manisha.mm@zohocorp.com')
  await giveTo(base, path)
  await post('aurora', `${path}/messages`, said)
  const moved = await post('admin', `${path}/transfer`, { desk: 'operations', severity: 2, reason: 'An invoice.' })
  assert.equal(moved.body.assignee.name, 'Manisha M')
  await post('aurora', `${path}/messages`, said)
  await post('admin', `${path}/assign`, { person: null })
  await post('aurora', `${path}/messages`, said)
  assert.deepEqual(await shown('agent'), [['1 answered', '1 assigned']])
  await tell()
  const { key } = await makeKey(desk.app, manisha.id, { scope: 'full', label: 'test' })
  const theirs = (await ask(desk.url, 'GET', '/api/v1/alerts', { key })).body.items
  assert.deepEqual(
    theirs[0].what.map(({ words }: { words: string }) => words),
    ['Asha answered', 'Transferred to your desk, as yours'],
  )
})

test('E6: a step that waits for an agent is told to whoever has the ticket, one that waits for a lead to the desk’s leads', async (context) => {
  const base = await workflowDesk(context)
  const { desk, hire, shown, tell } = { ...base, ...reader(base) }
  const lead = await hire('Lee Lead', 'lee@vendor.example')
  const far = await hire('Lou Lead', 'lou@vendor.example')
  for (const [person, led] of [
    [lead, 'operations'],
    [far, 'support'],
  ] as const)
    await desk.app.db.system((tx) => updatePerson(tx, { ...person, role: 'lead', desks: [led] }))
  const { path } = await base.openOperations('aurora')
  await giveTo(base, path)
  const fields = { kind: 'demo', product: 'crm', owner: 'demo@aurora.example', purpose: 'A fair in May.' }
  const begun = await base.begin('admin', path, 'account-request', fields)
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  assert.deepEqual(await shown('agent'), [['1 assigned', '1 step-waits']])
  desk.setTime('2026-03-20T06:00:00Z')
  await base.wakeRuns()
  await tell()
  const alertsFor = async (person: PersonId): Promise<string[]> => {
    const { key } = await makeKey(desk.app, person, { scope: 'full', label: 'test' })
    const { items } = (await ask(desk.url, 'GET', '/api/v1/alerts', { key })).body
    return items.flatMap(({ what }: Answer['body']) => what.map(({ words }: { words: string }) => words))
  }
  assert.deepEqual(await alertsFor(lead.id), ['Complimentary or demo account: A lead decides'])
  assert.deepEqual(await alertsFor(far.id), [])
})

for (const role of ['pam', 'dri'] as const)
  test(`E: a step that waits for the ${role} is told to that person, and not to whoever has the ticket`, async (context) => {
    const base = await workflowDesk(context)
    const { desk, hire, shown } = { ...base, ...reader(base) }
    const file = 'workflows/account-request.yaml'
    await publishWith(
      context,
      desk.app,
      [],
      [
        { file, from: 'waitsFor: agent', to: `waitsFor: ${role}` },
        {
          file,
          from: 'name: Set it up\n        by: [agent, pam, lead]',
          to: 'name: Set it up\n        by: [agent, pam, lead, dri]',
        },
      ],
    )
    const manager = await hire('Preeti Pam', 'preeti@vendor.example')
    await base.manages(manager, 'aurora')
    const manisha = await hire('Manisha M', 'manisha.mm@zohocorp.com')
    const { path } = await base.openOperations('aurora')
    await giveTo(base, path)
    const fields = { kind: 'demo', product: 'crm', owner: 'demo@aurora.example', purpose: 'A fair in May.' }
    const begun = await base.begin('admin', path, 'account-request', fields)
    assert.equal(begun.status, 201, JSON.stringify(begun.body))
    assert.deepEqual(await shown('agent'), [['1 assigned']])
    const { key } = await makeKey(desk.app, (role === 'pam' ? manager : manisha).id, { scope: 'full', label: 'test' })
    const { items } = (await ask(desk.url, 'GET', '/api/v1/alerts', { key })).body
    assert.ok(items[0].what.some(({ kind }: { kind: string }) => kind === 'step-waits'))
  })

test('What was read stays and counts no more; of one ticket or of all, and the same key is one act (G1)', async (context) => {
  const base = await deskOfTwo(context)
  const { path, id, tell, unread, shown, desk } = base
  const other = await base.openSupport()
  for (const each of [path, other.path]) await giveTo(base, each)
  await tell()
  assert.equal(await unread('agent'), 2)
  const key = await desk.keyOf('agent@vendor.example')
  const read = (ticket: string | null, idempotencyKey: string) =>
    ask(desk.url, 'POST', '/api/v1/alerts/read', {
      key,
      body: { ticket },
      headers: { 'idempotency-key': idempotencyKey },
    })
  const first = await read(id, 'one-key-of-the-test')
  assert.deepEqual([first.status, first.body], [200, { unread: 1 }])
  assert.equal((await shown('agent', '?unread=true')).length, 1)
  assert.equal((await shown('agent')).length, 2)
  assert.deepEqual((await base.get('agent', `/alerts?ticket=${id}`)).body.items[0].unread, 0)
  await base.post('aurora', `${path}/messages`, said)
  await tell()
  const again = await read(id, 'one-key-of-the-test')
  assert.deepEqual([again.body, again.headers.get('idempotency-replayed')], [{ unread: 1 }, 'true'])
  assert.equal(await unread('agent'), 2, 'what came since is unread')
  assert.deepEqual((await read(null, 'another-key-of-it')).body, { unread: 0 })
  assert.equal((await read('0192aa00-0000-7000-8000-000000000000', 'a-third-key-of-it')).status, 404)
})

test('Whoever answers a ticket has read what there was of it, wherever they answered; what comes then is unread', async (context) => {
  const base = await deskOfTwo(context)
  const { path, post, tell, unread, get } = base
  const other = await base.openSupport()
  for (const each of [path, other.path]) await giveTo(base, each)
  await post('aurora', `${path}/messages`, said)
  await tell()
  await post('agent', `${path}/messages`, said)
  await tell()
  assert.equal(await unread('agent'), 1)
  await post('aurora', `${path}/messages`, said)
  await tell()
  assert.equal(await unread('agent'), 2)
  assert.deepEqual(
    (await get('agent', '/alerts')).body.items
      .map(({ unread: some, count }: Answer['body']) => [some, count])
      .toSorted(),
    [
      [1, 1],
      [1, 3],
    ],
  )
})

test('G3: each reads their own alone, and a partner none; the database itself sees to it', async (context) => {
  const base = await deskOfTwo(context)
  const { path, id, tell, get, post, desk, unread } = base
  await giveTo(base, path)
  await tell()
  for (const [method, where] of [
    ['GET', '/alerts'],
    ['POST', '/alerts/read'],
  ] as const) {
    const refused = await (method === 'GET' ? get('aurora', where) : post('aurora', where, { ticket: null }))
    assert.equal(refused.status, 403)
  }
  assert.deepEqual((await get('admin', '/alerts')).body.items, [])
  assert.deepEqual((await post('admin', '/alerts/read', { ticket: id })).body, { unread: 0 })
  assert.equal(await unread('agent'), 1, 'nobody reads for another')
  assert.equal(await unread('aurora'), 0)
  const { agent, admin, aurora } = desk.people
  const all = (actor: Parameters<typeof desk.app.db.transaction>[0]) =>
    desk.app.db.transaction(
      actor,
      async (tx) => (await tx.call({ name: 'test_all', text: 'select from alerts' })).length,
    )
  assert.equal(await all({ kind: 'staff', person: agent.id, role: 'agent', desks: [] }), 1)
  assert.equal(await all({ kind: 'staff', person: admin.id, role: 'admin', desks: [] }), 0)
  assert.equal(await all({ kind: 'partner', person: aurora.id, partner: aurora.partner! }), 0)
  const write = (text: string) =>
    desk.app.db.transaction({ kind: 'staff', person: agent.id, role: 'agent', desks: [] }, (tx) =>
      tx.call({ name: text.slice(0, 20), text }),
    )
  await assert.rejects(
    write(`insert into alerts select person_id, ticket_id, 99, kind, at from alerts`),
    /row-level security/,
  )
  await assert.rejects(write(`update alerts set person_id = '${admin.id}'`), /permission denied/)
})

test('Two nodes at once tell of each event once', async (context) => {
  const base = await deskOfTwo(context)
  const { path, post, shown, desk } = base
  await giveTo(base, path)
  for (let n = 0; n < 12; n += 1) await post('aurora', `${path}/messages`, said)
  const node = async (): Promise<void> => {
    for (let n = 0; n < 12; n += 1) await tellAlerts(desk.app, 2)
  }
  await Promise.all([node(), node(), node()])
  assert.deepEqual(await shown('agent'), [['1 assigned', '12 answered']])
})

test('G1: a node that dies between the alerts and their place leaves neither, and the next one tells of everything', async (context) => {
  const base = await deskOfTwo(context)
  const { path, shown, desk, get } = base
  await giveTo(base, path)
  const owner = new pg.Client({ connectionString: String(desk.app.db.connection) })
  await owner.connect()
  await owner.query(`create function die() returns trigger language plpgsql as $$ begin raise 'died'; end $$;
    create trigger dies before update on alert_position for each row execute function die()`)
  await assert.rejects(tellAll(desk.app), /died/)
  assert.deepEqual((await get('agent', '/alerts')).body.items, [])
  await owner.query('drop trigger dies on alert_position')
  assert.deepEqual(await shown('agent'), [['1 assigned']])
  await owner.end()
})

test('An event whose transaction is still open holds up what came after it, and is not passed over', async (context) => {
  const base = await deskOfTwo(context)
  const { path, shown, desk, get } = base
  const slow = new pg.Client({ connectionString: String(desk.app.db.connection) })
  await slow.connect()
  await slow.query('begin')
  await slow.query('select pg_current_xact_id()')
  await giveTo(base, path)
  await tellAlerts(desk.app)
  assert.deepEqual((await get('agent', '/alerts')).body.items, [])
  await slow.query('commit')
  await slow.end()
  assert.deepEqual(await shown('agent'), [['1 assigned']])
})

test('G1: a desk that was restored tells of what it had not, and of nothing twice', async (context) => {
  const base = await deskOfTwo(context)
  const { path, post, shown, desk, unread } = base
  await giveTo(base, path)
  await post('aurora', `${path}/messages`, said)
  assert.deepEqual(await shown('agent'), [['1 answered', '1 assigned']])
  await post('agent', '/alerts/read', { ticket: null })
  await post('aurora', `${path}/messages`, said)
  // As another PostgreSQL would have it: a place that its stream has never given.
  await desk.app.db.system((tx) =>
    tx.call({ name: 'test_place', text: `update alert_position set cursor = '99999999-12'` }),
  )
  assert.deepEqual(await shown('agent'), [['1 assigned', '2 answered']])
  assert.equal(await unread('agent'), 1)
  const left = await desk.app.db.system((tx) =>
    tx.call<{ read: number }>({
      name: 'test_unread',
      text: 'select count(*)::int as read from alerts where read_at is null',
    }),
  )
  assert.equal(left[0]?.read, 1, 'what was read is not unread again')
})

test('They are kept for ninety days; those of somebody who has left go with the sweep, and nothing new comes', async (context) => {
  const base = await deskOfTwo(context)
  const { path, tell, shown, desk, hire, post } = base
  await giveTo(base, path)
  const second = await base.openSupport()
  const left = await hire('Lena Left', 'left@vendor.example')
  await post('admin', `${second.path}/assign`, { person: left.id })
  await tell()
  assert.deepEqual(await forgetAlerts(desk.app), { forgotten: 0 })
  await desk.app.db.system((tx) => updatePerson(tx, { ...left, active: false }))
  assert.deepEqual(await forgetAlerts(desk.app), { forgotten: 1 })
  await post('aurora', `${second.path}/messages`, said)
  await tell()
  assert.equal(await desk.app.db.system((tx) => sweepAlerts(tx, desk.app.now())), 0)
  desk.setTime(
    Temporal.Instant.from('2026-03-10T06:00:00Z')
      .add({ hours: alertDays * 24 })
      .toString(),
  )
  assert.deepEqual(await forgetAlerts(desk.app), { forgotten: 0 })
  desk.setTime(
    Temporal.Instant.from('2026-03-10T06:00:01Z')
      .add({ hours: alertDays * 24 })
      .toString(),
  )
  assert.deepEqual(await forgetAlerts(desk.app), { forgotten: 1 })
  assert.deepEqual(await shown('agent'), [])
})

test('The stream tells those concerned, on every node, and nobody else', async (context) => {
  const base = await deskOfTwo(context)
  const { path, tell, post, desk } = base
  const other = await desk.join()
  const hear = async (email: string) => {
    const listening = await listen(other.url, { key: await desk.keyOf(email) })
    context.after(() => listening.stop())
    await listening.placed
    return listening
  }
  const [agent, admin, aurora] = [
    await hear('agent@vendor.example'),
    await hear('admin@vendor.example'),
    await hear('asha@aurora.example'),
  ]
  await giveTo(base, path)
  await tell()
  const alerted = (heard: readonly { event: string }[]) => heard.filter(({ event }) => event === 'alerts').length
  await agent.until((heard) => alerted(heard) === 1)
  await post('agent', '/alerts/read', { ticket: null })
  await agent.until((heard) => alerted(heard) === 2)
  await post('aurora', `${path}/messages`, said)
  await admin.until((heard) => heard.some(({ data }) => data.kind === 'partner-replied'))
  assert.equal(alerted(admin.heard) + alerted(aurora.heard), 0)
})

test('Colleagues who are mentioned in a note are told of it, by person; the note says who they are, and no partner sees any of it', async (context) => {
  const base = await deskOfTwo(context)
  const { path, post, get, desk, shown, hire } = base
  const [{ id: ann }, { id: ada }] = [desk.people.agent, desk.people.admin]
  const ben = await hire('Ben Busy', 'ben@vendor.example')
  const note = { body: '@Ann Agent please look; @Ben too, says Ben.', visibility: 'internal' }
  const written = await post('admin', `${path}/messages`, { ...note, mentions: [ann, ada] })
  assert.equal(written.status, 201, JSON.stringify(written.body))
  const names = ({ mentions }: Answer['body']) => mentions?.map(({ name }: { name: string }) => name)
  assert.deepEqual(names(written.body.message), ['Ada Admin', 'Ann Agent'])
  assert.deepEqual(await shown('agent'), [['1 mentioned']])
  assert.equal((await get('agent', '/alerts')).body.items[0].what[0].words, 'Ada Admin mentioned you')
  assert.deepEqual(await shown('admin'), [], 'nobody tells themselves')
  const bens = await makeKey(desk.app, ben.id, { scope: 'full', label: 'test' })
  const his = await ask(desk.url, 'GET', '/api/v1/alerts', { key: bens.key })
  assert.deepEqual(his.body.items, [], 'a name in the text mentions nobody')
  await post('admin', `${path}/messages`, { body: 'In public.', visibility: 'public' })
  const all = (await get('agent', `${path}/messages`)).body.items
  assert.deepEqual(all.map(names), [undefined, ['Ada Admin', 'Ann Agent'], undefined])
  assert.ok(!JSON.stringify((await get('aurora', `${path}/messages`)).body).includes('mentions'))
  assert.ok(!JSON.stringify((await get('aurora', `${path}/events`)).body).includes(ann))
  const mentions = (actor: Parameters<typeof desk.app.db.transaction>[0]) =>
    desk.app.db.transaction(actor, (tx) => tx.call({ name: 'test_mentions', text: 'select from message_mentions' }))
  const { aurora } = desk.people
  assert.equal((await mentions({ kind: 'partner', person: aurora.id, partner: aurora.partner! })).length, 0)
  // G2: the ledger names them, and gives the ticket as it is.
  const found: unknown[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('Who cannot be mentioned is named, each by itself; in what a partner reads, and by a partner, nobody can', async (context) => {
  const base = await deskOfTwo(context)
  const { path, post, get, desk, hire } = base
  const { agent, aurora } = desk.people
  const left = await hire('Lena Left', 'left@vendor.example')
  await desk.app.db.system((tx) => updatePerson(tx, { ...left, active: false }))
  const write = (whose: Whose, visibility: string, mentions: readonly string[]) =>
    post(whose, `${path}/messages`, { body: 'Said.', visibility, mentions })
  const wrong = ({ status, body }: Answer) => [status, body.errors.map(({ field }: { field: string }) => field)]
  const none = '0192aa00-0000-7000-8000-000000000000'
  assert.deepEqual(wrong(await write('admin', 'internal', [none, agent.id, aurora.id, left.id, agent.id])), [
    422,
    ['mentions.0', 'mentions.2', 'mentions.3', 'mentions.4'],
  ])
  assert.deepEqual(wrong(await write('admin', 'public', [agent.id])), [422, ['mentions']])
  assert.deepEqual(wrong(await write('aurora', 'public', [agent.id])), [422, ['mentions']])
  assert.equal((await write('admin', 'internal', ['Ann'])).status, 400)
  assert.equal((await get('agent', `${path}/messages`)).body.items.length, 1, 'nothing was written')
})
