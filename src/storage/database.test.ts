import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freshDatabase } from '../../test/support/cluster.ts'
import { opening } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import { openAuthPool } from './auth-pool.ts'
import { commit } from './commit.ts'
import { openDatabase } from './database.ts'
import { eventsChannel, listen } from './listen.ts'
import { keepSetting, readSetting } from './settings.ts'
import { lockTicket } from './tickets.ts'
import type { Tx } from './tx.ts'

const call = <Row>(tx: Tx, text: string, values: unknown[] = []): Promise<readonly Row[]> =>
  tx.call<Row>({ name: text.slice(0, 60), text }, values)

/** Resolves once `when` holds; rejects where it does not in a long while. */
async function until(when: () => boolean): Promise<void> {
  for (const began = performance.now(); !when(); await pause(5))
    assert.ok(performance.now() - began < 20_000, 'It never came about.')
}

test('What fails in a transaction leaves nothing behind', async (t) => {
  const { db } = await openDesk(t)
  await assert.rejects(
    db.system(async (tx) => {
      await keepSetting(tx, 'a', 1)
      throw new Error('Changed my mind.')
    }),
    /Changed my mind/,
  )
  await assert.rejects(
    db.system(async (tx) => {
      await keepSetting(tx, 'a', 1)
      await call(tx, 'select 1/0')
    }),
    /division by zero/,
  )
  assert.equal(await db.system((tx) => readSetting(tx, 'a')), null)
})

test('A failed statement that the work passes over does not become half a commit', async (t) => {
  const { db } = await openDesk(t)
  await assert.rejects(
    db.system(async (tx) => {
      await keepSetting(tx, 'a', 1)
      await call(tx, 'select 1/0').catch(() => undefined)
    }),
    /rolled back/,
  )
  assert.equal(await db.system((tx) => readSetting(tx, 'a')), null)
})

test('Work that throws before its first statement, and work without any, leave the connection usable', async (t) => {
  const { url, drop } = await freshDatabase()
  const db = await openDatabase({ connection: url, max: 1 })
  t.after(async () => {
    await db.close()
    await drop()
  })
  for (let count = 0; count < 3; count += 1) {
    await assert.rejects(
      db.system(() => {
        throw new Error('At once.')
      }),
      /At once/,
    )
    assert.equal(await db.system(() => Promise.resolve(7)), 7)
  }
})

test('Instants, days and whole numbers come out as the core wants them, and go in so', async (t) => {
  const { db } = await openDesk(t)
  const at = Temporal.Instant.from('2026-03-10T06:00:00.123Z')
  const [row] = await db.system((tx) =>
    call<Record<string, unknown>>(
      tx,
      `select $1::timestamptz(3) as at, '2026-04-01'::date as day, 9007199254740991::bigint as big, null::timestamptz as none,
        '1969-12-31 23:59:59.999+00'::timestamptz as before`,
      [at],
    ),
  )
  assert.deepEqual(row, {
    at,
    day: '2026-04-01',
    big: 9007199254740991,
    none: null,
    before: Temporal.Instant.from('1969-12-31T23:59:59.999Z'),
  })
})

test('A deadlock is resolved by trying again: both come through', async (t) => {
  const { db } = await openDesk(t)
  const [a, b] = [opening(), opening()]
  await db.system((tx) => commit(tx, [a, b]))
  const ids = [a.decision.ticket.id, b.decision.ticket.id]
  let tries = 0
  const both = Promise.withResolvers<void>()
  let waiting = 0
  const lockIn = (order: typeof ids): Promise<void> =>
    db.system(async (tx) => {
      tries += 1
      await lockTicket(tx, order[0]!)
      waiting += 1
      if (waiting === 2) both.resolve()
      await both.promise
      await lockTicket(tx, order[1]!)
    })
  await Promise.all([lockIn(ids), lockIn(ids.toReversed())])
  assert.equal(tries, 3)
})

test('A connection that died in the pool is replaced without anybody noticing', async (t) => {
  const { db, owner } = await openDesk(t)
  await Promise.all([1, 2, 3].map(() => db.system((tx) => call(tx, 'select pg_sleep(0.02)'))))
  await owner.query(`
    select pg_terminate_backend(pid, 1000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  assert.equal(await db.system(() => Promise.resolve('still there')), 'still there')
  assert.equal(await db.system((tx) => readSetting(tx, 'a')), null)
})

test('A connection lost in the middle of the work rejects once, and the next work is served', async (t) => {
  const { db, owner } = await openDesk(t)
  let runs = 0
  await assert.rejects(
    db.system(async (tx) => {
      runs += 1
      const [row] = await call<{ pid: number }>(tx, 'select pg_backend_pid() as pid')
      await owner.query('select pg_terminate_backend($1, 1000)', [row?.pid])
      await keepSetting(tx, 'a', 1)
    }),
  )
  assert.equal(runs, 1)
  assert.equal(await db.system((tx) => readSetting(tx, 'a')), null)
})

test('A database that was never migrated is refused with what to do', async (t) => {
  const { url, drop } = await freshDatabase()
  t.after(drop)
  const address = new URL(url)
  address.searchParams.set('port', '1')
  const began = performance.now()
  await assert.rejects(openDatabase({ connection: address.href, patienceMs: 120 }))
  assert.ok(performance.now() - began >= 50, 'it waited for the server a little')
  const db = await openDatabase({ connection: url })
  await db.close()
  await assert.rejects(db.system((tx) => readSetting(tx, 'a')))
})

test('Committed events are announced, once they can be read; what writes none is not', async (t) => {
  const { db, url } = await openDesk(t)
  let heard = 0
  const said = new Set<string>()
  const listener = await listen(url, eventsChannel, (payload) => {
    heard += 1
    said.add(payload)
  })
  t.after(() => listener.stop())
  await db.system((tx) => keepSetting(tx, 'a', 1))
  await db.system((tx) => commit(tx, [opening()]))
  await until(() => heard > 0)
  const before = heard
  await Promise.all(Array.from({ length: 30 }, () => db.system((tx) => commit(tx, [opening()]))))
  await until(() => heard > before)
  assert.ok(heard - before < 30, 'many commits share a notice')
  // Not '', which means that anything may have been missed.
  assert.deepEqual([...said], ['events'])
})

test('A listener whose connection is cut makes another, and says that something may have been missed', async (t) => {
  const { owner, url } = await openDesk(t)
  const heard: string[] = []
  const listener = await listen(url, 'some "channel"', (payload) => heard.push(payload))
  await owner.query(`select pg_notify('some "channel"', 'one')`)
  await until(() => heard.length === 1)
  await owner.query(`select pg_terminate_backend(pid, 1000) from pg_stat_activity where query like 'listen %'`)
  await until(() => heard.length === 2)
  await owner.query(`select pg_notify('some "channel"', 'two')`)
  await until(() => heard.length === 3)
  assert.deepEqual(heard, ['one', '', 'two'])
  await listener.stop()
  await owner.query(`select pg_notify('some "channel"', 'three')`)
  const { rows } = await owner.query(`select count(*)::int as n from pg_stat_activity where query like 'listen %'`)
  assert.equal(rows[0].n, 0)
})

test('better-auth’s connections see its own tables and nothing of the desk (G3)', async (t) => {
  const { db, url } = await openDesk(t)
  await db.system((tx) => commit(tx, [opening()]))
  const pool = openAuthPool(url, 1)
  t.after(() => pool.end())
  const user = { id: 'u-1', name: 'Ada', email: 'ada@aurora.example' }
  const created = new Date('2026-03-10T06:00:00.000Z')
  await pool.query(
    `insert into auth_user (id, name, email, "emailVerified", "createdAt", "updatedAt") values ($1, $2, $3, true, $4, $4)`,
    [user.id, user.name, user.email, created],
  )
  const { rows } = await pool.query('select id, name, email, "createdAt" from auth_user')
  assert.deepEqual(rows, [{ ...user, createdAt: created }])
  for (const table of ['tickets', 'people', 'partners', 'events', 'settings', 'api_keys'])
    assert.equal((await pool.query(`select * from ${table}`)).rows.length, 0, table)
  assert.deepEqual(await db.system((tx) => call(tx, 'select * from auth_user')), [])
  await assert.rejects(pool.query('create table mine (id int)'), pg.DatabaseError)
})
