import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { deliverDue, addressDue, type MailServer } from '../../src/services/outbox/deliver.ts'
import { mailSettings } from '../../src/services/outbox/settings.ts'
import { deliverWebhooks, type WebhookClient } from '../../src/services/webhooks/deliver.ts'
import type { Ask, TestDesk } from '../support/http.ts'
import { ask, right, testDesk } from '../support/http.ts'
import { mailOf, withMail } from '../support/mail-in.ts'
import { valve } from '../support/valve.ts'

/** Of the tables' owner, who alone may break what is there. */
const asOwner = (desk: TestDesk, ...texts: string[]) =>
  desk.app.db.system(async (tx) => {
    await tx.call({ name: 'as_owner', text: 'set local role none' })
    for (const text of texts) await tx.call({ name: `owner ${text}`.slice(0, 60), text })
  })

const full = `create function full_disk() returns trigger language plpgsql as
  $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`
/** Nothing can be added to the table any more. */
const fill = (desk: TestDesk, table: string) =>
  asOwner(desk, full, `create trigger full_disk before insert on ${table} for each row execute function full_disk()`)
const free = (desk: TestDesk) => asOwner(desk, 'drop function full_disk cascade')

const isRefusedForNow = ({ status, headers, body }: Awaited<ReturnType<typeof ask>>): void =>
  assert.deepEqual(
    [status, headers.get('retry-after'), headers.get('content-type'), body.type],
    [503, '5', 'application/problem+json', 'urn:partner-desk:problem:unavailable'],
  )

test('While the database hangs everybody is refused in time, the signs of health say so, and then all goes on (G1)', async (context) => {
  const way = valve(context)
  const desk = await testDesk(context, { through: way.through, answerMs: 1_000 })
  const key = await desk.keyOf('asha@aurora.example')
  const once: Ask = { key, body: right, headers: { 'idempotency-key': 'k1' } }
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).status, 200)
  way.hold()
  // More than there are connections: some wait for an answer, others for a connection.
  const refused = await Promise.all([
    ask(desk.url, 'POST', '/api/v1/tickets', once),
    ...Array.from({ length: 25 }, () => ask(desk.url, 'GET', '/api/v1/tickets', { key })),
  ])
  refused.forEach(isRefusedForNow)
  const ready = await ask(desk.url, 'GET', '/readyz')
  isRefusedForNow(ready)
  assert.match((await ask(desk.url, 'GET', '/metrics')).body, /^desk_database_up 0$/m)
  way.open()
  assert.equal((await ask(desk.url, 'POST', '/api/v1/tickets', once)).status, 201)
  assert.equal((await ask(desk.url, 'GET', '/api/v1/tickets', { key })).body.items.length, 1)
  assert.equal((await ask(desk.url, 'GET', '/readyz')).status, 200)
})

test('A database that takes no changes is read from; who writes is refused for now, and it counts as not ready (G1)', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  const name = new URL(desk.app.db.connection as string).pathname.slice(1)
  const takeNoChanges = () => asOwner(desk, `alter database ${name} set default_transaction_read_only = on`)
  // Settings of a database are those of new connections: the old ones are gone before anything more is asked.
  const cutOff = async () => {
    const other = new pg.Client({ connectionString: desk.app.db.connection as string })
    await other.connect()
    await other.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await other.end()
  }
  // The first use of a key on a day is noted with it, where it can be.
  const unused = await desk.keyOf('agent@vendor.example')
  assert.equal((await ask(desk.url, 'GET', '/api/v1/tickets', { key })).status, 200)
  await takeNoChanges()
  await cutOff()
  for (const reader of [key, unused])
    assert.equal((await ask(desk.url, 'GET', '/api/v1/tickets', { key: reader })).status, 200)
  isRefusedForNow(await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: right }))
  const ready = await ask(desk.url, 'GET', '/readyz')
  isRefusedForNow(ready)
  assert.match(ready.body.detail, /read-only/)
  assert.match((await ask(desk.url, 'GET', '/metrics')).body, /^desk_database_read_only 1$/m)
})

test('While the disk of the database is full requests are refused for now, and each is done once afterwards (G1)', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  await fill(desk, 'tickets')
  const post = (place: number) =>
    ask(desk.url, 'POST', '/api/v1/tickets', { key, body: right, headers: { 'idempotency-key': `k${place}` } })
  const places = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  ;(await Promise.all(places.map(post))).forEach(isRefusedForNow)
  await free(desk)
  const done = await Promise.all([...places, ...places].map(post))
  assert.deepEqual([...new Set(done.map(({ status }) => status))], [201])
  assert.equal(new Set(done.map(({ body }) => body.id)).size, places.length)
})

test('However long the disk is full, no mail is parked for it: each is a ticket afterwards (A5, G1)', async (context) => {
  const desk = await withMail(await testDesk(context))
  const id = await desk.keep(mailOf())
  await fill(desk, 'tickets')
  for (let times = 0; times < 8; times += 1) assert.equal((await desk.process(id)).state, 'received')
  await free(desk)
  const done = await desk.process(id)
  assert.deepEqual([done.state, done.state === 'done' ? done.outcome : ''], ['done', 'open'])
})

test('A letter that was taken while the database was away is written down as sent, and goes out once (A5, G1)', async (context) => {
  const way = valve(context)
  const desk = await testDesk(context, { through: way.through, letters: 'queued' })
  const key = await desk.keyOf('asha@aurora.example')
  const { id } = (await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: right })).body
  let sent = 0
  const server: MailServer = {
    async send() {
      sent += 1
      way.cut()
      setTimeout(() => way.open(), 150)
      return { kind: 'sent', answer: '250 taken' }
    },
  }
  await addressDue(desk.app)
  await deliverDue(desk.app, server, await mailSettings(desk.app))
  desk.setTime('2026-03-10T08:00:00Z')
  await deliverDue(desk.app, server, await mailSettings(desk.app))
  assert.equal(sent, 1)
  const agent = await desk.keyOf('agent@vendor.example')
  const { items } = (await ask(desk.url, 'GET', `/api/v1/tickets/${id}/letters`, { key: agent })).body
  assert.deepEqual(
    items.map(({ state }: { state: string }) => state),
    ['sent'],
  )
})

test('A webhook that was taken while the database was away is written down, and is not told again (D5, G1)', async (context) => {
  const way = valve(context)
  const desk = await testDesk(context, { through: way.through })
  Object.assign(desk.app, { privateWebhooks: true })
  const key = await desk.keyOf('admin@vendor.example')
  const hook = { url: 'http://127.0.0.1:9/in', topics: ['announcements'] }
  assert.equal((await ask(desk.url, 'POST', '/api/v1/webhooks', { key, body: hook })).status, 201)
  const agent = await desk.keyOf('agent@vendor.example')
  await ask(desk.url, 'POST', '/api/v1/news', { key: agent, body: { title: 'Spring', body: 'It comes.' } })
  let posted = 0
  const client: WebhookClient = {
    async post() {
      posted += 1
      way.cut()
      setTimeout(() => way.open(), 150)
      return { status: 200, answer: '200 OK' }
    },
  }
  assert.equal(await deliverWebhooks(desk.app, client), 1)
  desk.setTime('2026-03-10T08:00:00Z')
  assert.equal(await deliverWebhooks(desk.app, client), 0)
  assert.equal(posted, 1)
})
