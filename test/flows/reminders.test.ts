import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pg from 'pg'
import { alertDays } from '../../src/domain/alert.ts'
import { mostReminders } from '../../src/domain/reminder.ts'
import { makeKey } from '../../src/services/access.ts'
import { forgetAlerts } from '../../src/services/alerts/tell.ts'
import { tellReminders } from '../../src/services/reminders.ts'
import { keepAvailability } from '../../src/storage/availabilities.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { updatePerson } from '../../src/storage/people.ts'
import { escalationDesk, type Whose } from '../support/escalated.ts'
import { ask, type Answer } from '../support/http.ts'

// It is Tuesday 2026-03-10 06:00Z.
const due = '2026-03-10T09:00:00Z'
const inTime = '2026-03-10T09:00:00.5Z'

async function deskToRemind(context: TestContext) {
  const base = await escalationDesk(context)
  const { desk, get, post } = base
  const { id, path } = await base.openSupport()
  return {
    ...base,
    id,
    path,
    remind: (whose: Whose, form: object = {}) => post(whose, '/reminders', { ticket: id, at: due, ...form }),
    toCome: async (whose: Whose, query = ''): Promise<Answer['body'][]> =>
      (await get(whose, `/reminders${query}`)).body.items,
    /** What somebody is told of by now, by its words. */
    told: async (whose: Whose): Promise<string[]> => {
      while (await tellReminders(desk.app));
      return (await get(whose, '/alerts')).body.items.flatMap(({ what }: Answer['body']) =>
        what.map(({ words }: { words: string }) => words),
      )
    },
  }
}
type Base = Awaited<ReturnType<typeof deskToRemind>>

test('A reminder is to come until its time, is told then, once, and is of nobody else', async (context) => {
  const { desk, get, remind, toCome, told, id } = await deskToRemind(context)
  const made = await remind('agent', { note: '  Ask whether it holds.  ' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal(made.headers.get('location'), `/api/v1/reminders/${made.body.id}`)
  assert.deepEqual(
    [made.body.at, made.body.note, made.body.ticket.id, made.body.ticket.partner.name],
    [due, 'Ask whether it holds.', id, 'Aurora'],
  )
  assert.deepEqual(await toCome('agent'), [made.body])
  assert.deepEqual(await toCome('agent', `?ticket=${id}`), [made.body])
  assert.deepEqual(await toCome('admin'), [])
  desk.setTime('2026-03-10T08:59:59.999Z')
  assert.deepEqual(await told('agent'), [])
  desk.setTime(inTime)
  assert.deepEqual(await told('agent'), ['Reminder: Ask whether it holds.'])
  assert.deepEqual(await toCome('agent'), [])
  assert.deepEqual(await told('admin'), [])
  assert.equal((await get('agent', '/tickets/counts')).body.alerts, 1)
  const [{ what, at }] = (await get('agent', '/alerts')).body.items
  assert.deepEqual([what[0].kind, what[0].dueAt, what[0].count, what[0].unread, at], ['reminded', null, 1, 1, inTime])
  assert.equal(await tellReminders(desk.app), false)
  assert.equal((await told('agent')).length, 1)
})

test('C11: what was due while the program was down is told late, and says so with its own time', async (context) => {
  const { desk, get, remind, told } = await deskToRemind(context)
  await remind('agent')
  desk.setTime('2026-03-10T11:30:00Z')
  assert.deepEqual(await told('agent'), ['Reminder, late'])
  const [{ what, at }] = (await get('agent', '/alerts')).body.items
  assert.deepEqual([what[0].dueAt, at], [due, '2026-03-10T11:30:00Z'])
})

test('Of a ticket that is over by then it is told all the same, saying so', async (context) => {
  const { desk, post, remind, told, path } = await deskToRemind(context)
  await remind('agent', { note: 'Call.' })
  await post('admin', `${path}/solve`, { body: 'Corrected.' })
  desk.setTime(inTime)
  assert.deepEqual(await told('agent'), ['Reminder: Call. (it is solved)'])
})

test('A reminder touches no promise: clocks, revision and history stay as they are', async (context) => {
  const { desk, get, remind, told, path } = await deskToRemind(context)
  const [before, events] = [(await get('agent', path)).body, (await get('agent', `${path}/events`)).body]
  await remind('agent')
  desk.setTime(inTime)
  await told('agent')
  const after = (await get('agent', path)).body
  assert.deepEqual([after.revision, after.clocks], [before.revision, before.clocks])
  assert.deepEqual((await get('agent', `${path}/events`)).body, events)
})

test('What is to come is moved, said in other words and removed; what was told is none of it any more', async (context) => {
  const { desk, patch, remove, remind, toCome, told } = await deskToRemind(context)
  const [first, second] = [(await remind('agent')).body, (await remind('agent', { at: '2026-03-10T08:00:00Z' })).body]
  assert.deepEqual(
    (await toCome('agent')).map(({ id }) => id),
    [second.id, first.id],
  )
  const moved = await patch('agent', `/reminders/${first.id}`, { at: '2026-03-10T07:00:00Z' })
  assert.deepEqual([moved.status, moved.body.at, moved.body.note], [200, '2026-03-10T07:00:00Z', ''])
  assert.equal((await patch('agent', `/reminders/${first.id}`, { note: 'Now.' })).body.at, '2026-03-10T07:00:00Z')
  assert.equal((await remove('agent', `/reminders/${second.id}`)).status, 204)
  assert.equal((await remove('agent', `/reminders/${second.id}`)).status, 404)
  desk.setTime(inTime)
  assert.deepEqual(await told('agent'), ['Reminder, late: Now.'])
  assert.equal((await patch('agent', `/reminders/${first.id}`, { note: 'x' })).status, 404)
  assert.equal((await remove('agent', `/reminders/${first.id}`)).status, 404)
})

test('What cannot be is refused with the field: a time that is past or years ahead, no such ticket, one that was merged', async (context) => {
  const { post, patch, remind, openSupport, path } = await deskToRemind(context)
  const fieldsOf = ({ status, body }: Answer) => [status, ...body.errors.map(({ field }: { field: string }) => field)]
  assert.deepEqual(fieldsOf(await remind('agent', { at: '2026-03-10T06:00:00Z' })), [422, 'at'])
  assert.deepEqual(fieldsOf(await remind('agent', { at: '2028-03-20T06:00:00Z' })), [422, 'at'])
  assert.deepEqual(fieldsOf(await remind('agent', { ticket: '0192aa00-0000-7000-8000-000000000000' })), [422, 'ticket'])
  assert.equal((await remind('agent', { note: 'x'.repeat(301) })).status, 400)
  const { body } = await remind('agent')
  assert.deepEqual(fieldsOf(await patch('agent', `/reminders/${body.id}`, { at: '2026-03-09T06:00:00Z' })), [422, 'at'])
  const other = await openSupport()
  await post('agent', `${path}/merge`, { into: other.id })
  const refused = await remind('agent')
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [409, 'It was merged: be reminded of the ticket that goes on.'],
  )
})

test('C13: a reminder of a ticket that is merged goes on with the one that it became part of', async (context) => {
  const { desk, get, post, remind, told, openSupport, path } = await deskToRemind(context)
  await remind('agent', { note: 'Call.' })
  const other = await openSupport()
  assert.equal((await post('admin', `${path}/merge`, { into: other.id })).status, 200)
  desk.setTime(inTime)
  assert.deepEqual(await told('agent'), ['Reminder: Call.'])
  assert.equal((await get('agent', '/alerts')).body.items[0].ticket.id, other.id)
})

test('G3: nobody reads, moves or removes another’s, administrators included, and no partner has any; the database sees to it', async (context) => {
  const { desk, get, patch, remove, remind, id } = await deskToRemind(context)
  const { body } = await remind('agent', { note: 'Mine.' })
  assert.equal((await patch('admin', `/reminders/${body.id}`, { note: 'x' })).status, 404)
  assert.equal((await remove('admin', `/reminders/${body.id}`)).status, 404)
  assert.equal((await remind('aurora')).status, 403)
  for (const where of ['/reminders', '/reminders/times']) assert.equal((await get('aurora', where)).status, 403)
  const { agent, admin, aurora } = desk.people
  const run = (actor: Parameters<typeof desk.app.db.transaction>[0], text: string) =>
    desk.app.db.transaction(actor, (tx) => tx.call({ name: `test ${text.slice(0, 40)}`, text }))
  const asAdmin = { kind: 'staff', person: admin.id, role: 'admin', desks: [] } as const
  const asAurora = { kind: 'partner', person: aurora.id, partner: aurora.partner! } as const
  for (const actor of [asAdmin, asAurora]) {
    assert.equal((await run(actor, 'select from reminders')).length, 0)
    assert.equal((await run(actor, 'delete from reminders returning 1')).length, 0)
    const added = `insert into reminders values ('${id}', '${agent.id}', '${id}', '${due}', '', '${due}')`
    await assert.rejects(run(actor, added), /row-level security/)
  }
})

test('Whoever leaves is reminded of nothing, and comes back with nothing to come', async (context) => {
  const { desk, hire, id } = await deskToRemind(context)
  const lena = await hire('Lena Left', 'left@vendor.example')
  const keyOfLena = async () => (await makeKey(desk.app, lena.id, { scope: 'full', label: 'test' })).key
  const key = await keyOfLena()
  const made = await ask(desk.url, 'POST', '/api/v1/reminders', { key, body: { ticket: id, at: due } })
  assert.equal(made.status, 201)
  await desk.app.db.system((tx) => updatePerson(tx, { ...lena, active: false }))
  await desk.app.db.system((tx) => updatePerson(tx, { ...lena, active: true }))
  desk.setTime(inTime)
  assert.equal(await tellReminders(desk.app), false)
  const again = await keyOfLena()
  assert.deepEqual((await ask(desk.url, 'GET', '/api/v1/reminders', { key: again })).body.items, [])
  assert.deepEqual((await ask(desk.url, 'GET', '/api/v1/alerts', { key: again })).body.items, [])
})

/** As another node has it. */
async function another({ desk }: Base, context: TestContext) {
  const db = await openDatabase({ connection: desk.app.db.connection })
  context.after(() => db.close())
  return { ...desk.app, db }
}

test('C11, G1: however many nodes look at once, each reminder is told once; one that dies meanwhile tells none', async (context) => {
  const base = await deskToRemind(context)
  const { desk, remind, told } = base
  for (let n = 0; n < 24; n += 1) assert.equal((await remind('agent', { note: `No. ${n}` })).status, 201)
  desk.setTime(inTime)
  const owner = new pg.Client({ connectionString: String(desk.app.db.connection) })
  await owner.connect()
  await owner.query(`create function die() returns trigger language plpgsql as $$ begin raise 'died'; end $$;
    create trigger dies before insert on alerts for each row execute function die()`)
  await assert.rejects(tellReminders(desk.app), /died/)
  await owner.query('drop trigger dies on alerts')
  await owner.end()
  const nodes = [desk.app, await another(base, context)]
  await Promise.all([...nodes, ...nodes].map((app) => tellReminders(app)))
  const words = await told('agent')
  assert.deepEqual([words.length, new Set(words).size], [24, 24])
})

test('G1: the same request said twice is one reminder', async (context) => {
  const { desk, toCome, id } = await deskToRemind(context)
  const key = await desk.keyOf('agent@vendor.example')
  const headers = { 'idempotency-key': 'the-reminder-of-the-test' }
  const asked = () => ask(desk.url, 'POST', '/api/v1/reminders', { key, headers, body: { ticket: id, at: due } })
  const answers = await Promise.all([asked(), asked()])
  assert.ok(answers.some(({ status }) => status === 201))
  assert.equal((await asked()).status, 201)
  assert.equal((await toCome('agent')).length, 1)
})

test('More than anybody reads are not kept', async (context) => {
  const { desk, remind, id } = await deskToRemind(context)
  const { agent } = desk.people
  await desk.app.db.system((tx) =>
    tx.call(
      {
        name: 'test_many',
        text: `insert into reminders (id, person_id, ticket_id, due_at, note, made_at)
          select gen_random_uuid(), $1, $2, '${due}', '', '${due}' from generate_series(1, $3)`,
      },
      [agent.id, id, mostReminders - 1],
    ),
  )
  assert.equal((await remind('agent')).status, 201)
  const refused = await remind('agent')
  assert.deepEqual([refused.status, refused.body.type], [409, 'urn:partner-desk:problem:conflict'])
})

test('The times that are offered follow one’s own hours for calls, else the zone that one reads in', async (context) => {
  const { desk, get } = await deskToRemind(context)
  const { agent } = desk.people
  const berlin = (await get('agent', '/reminders/times?zone=Europe/Berlin')).body
  assert.deepEqual(berlin, {
    zone: 'Europe/Berlin',
    items: [
      { name: 'two-hours', at: '2026-03-10T10:00:00Z' },
      { name: 'tomorrow', at: '2026-03-11T08:00:00Z' },
      { name: 'monday', at: '2026-03-16T08:00:00Z' },
    ],
  })
  assert.equal((await get('agent', '/reminders/times?zone=Nowhere/None')).status, 400)
  await desk.app.db.system((tx) =>
    keepAvailability(
      tx,
      agent.id,
      {
        zone: 'Asia/Kolkata',
        week: { 2: [{ opens: '12:00', closes: '13:00' }], 3: [{ opens: '12:00', closes: '14:00' }] },
        daysOff: [],
      },
      agent.id,
      desk.app.now(),
    ),
  )
  const own = (await get('agent', '/reminders/times?zone=Europe/Berlin')).body
  // 11:30 there: an hour today from 12, the second until 13 tomorrow.
  assert.deepEqual(own, {
    zone: 'Asia/Kolkata',
    items: [
      { name: 'tomorrow', at: '2026-03-11T06:30:00Z' },
      { name: 'two-hours', at: '2026-03-11T07:30:00Z' },
      { name: 'monday', at: '2026-03-17T06:30:00Z' },
    ],
  })
})

test('What was told goes after ninety days, and with it what was kept of it', async (context) => {
  const { desk, remind, told } = await deskToRemind(context)
  await remind('agent')
  await remind('agent', { at: '2027-03-10T06:00:00Z' })
  desk.setTime(inTime)
  assert.equal((await told('agent')).length, 1)
  desk.setTime(
    Temporal.Instant.from(inTime)
      .add({ hours: alertDays * 24 + 1 })
      .toString(),
  )
  await forgetAlerts(desk.app)
  assert.deepEqual(await told('agent'), [])
  const kept = await desk.app.db.system((tx) =>
    tx.call<{ due: boolean }>({ name: 'test_kept', text: 'select told_at is null as due from reminders' }),
  )
  assert.deepEqual(kept, [{ due: true }])
})
