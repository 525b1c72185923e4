import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../test/support/cluster.ts'
import { at } from '../../test/support/decisions.ts'
import { openDatabase } from './database.ts'
import { migrate, migrationFiles, MigrationProblem } from './migrate.ts'
import { readSetting } from './settings.ts'

const now = at('2026-03-10T06:00:00Z')
const all = migrationFiles().map(({ name }) => name)

/** A database in which nothing was ever done. */
async function empty(t: TestContext): Promise<{ url: string; owner: pg.Client }> {
  const { url, drop } = await freshDatabase()
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  t.after(async () => {
    await owner.end()
    await drop()
  })
  await owner.query('drop schema public cascade; create schema public; grant usage on schema public to public')
  return { url, owner }
}

test('Migrations run once: a second start finds nothing to do', async (t) => {
  const { url } = await empty(t)
  assert.deepEqual((await migrate(url, now)).applied, all)
  assert.deepEqual((await migrate(url, now)).applied, [])
})

test('Several nodes may start at once: one migrates, the others wait and find it done', async (t) => {
  const { url, owner } = await empty(t)
  const done = await Promise.all([1, 2, 3, 4].map(() => migrate(url, now)))
  assert.deepEqual(done.map(({ applied }) => applied.length).sort(), [0, 0, 0, all.length])
  const { rows } = await owner.query('select name from migrations order by name')
  assert.deepEqual(
    rows.map(({ name }) => name),
    all,
  )
})

test('A migration that fails changes nothing at all, and says which it was', async (t) => {
  const { url, owner } = await empty(t)
  const broken = [...migrationFiles(), { name: '9999_broken.sql', text: 'create table half (id int); select 1/0;' }]
  await assert.rejects(migrate(url, now, broken), (problem) => {
    assert.ok(problem instanceof MigrationProblem)
    assert.match(problem.message, /^Migration 9999_broken\.sql failed and nothing was changed: division by zero$/)
    return true
  })
  const { rows } = await owner.query("select count(*)::int as n from pg_tables where schemaname = 'public'")
  assert.equal(rows[0].n, 0)
})

test('A database that is newer than the program is refused, and by name', async (t) => {
  const { url, owner } = await empty(t)
  await migrate(url, now)
  await owner.query("insert into migrations values ('8000_future.sql', $1)", [now.toString()])
  await assert.rejects(migrate(url, now), (problem) => {
    assert.ok(problem instanceof MigrationProblem)
    assert.match(problem.message, /newer version of Partner Desk \(it has 8000_future\.sql\)/)
    return true
  })
})

test('A user that may not work as the application is told what an administrator has to do; done, it can begin', async (t) => {
  const { url, owner } = await empty(t)
  const user = `plain_${process.pid}`
  await owner.query(`create role ${user} login password 'plain'; grant all on schema public to ${user}`)
  const address = new URL(url)
  address.username = user
  address.password = 'plain'
  await assert.rejects(migrate(address.href, now), (problem) => {
    assert.ok(problem instanceof MigrationProblem)
    assert.ok(problem.message.includes(`CREATE ROLE partner_desk_app NOLOGIN; GRANT partner_desk_app TO ${user};`))
    return true
  })
  await owner.query(`grant partner_desk_app to ${user}`)
  assert.deepEqual((await migrate(address.href, now)).applied, all)
  const db = await openDatabase({ connection: address.href })
  assert.equal(await db.system((tx) => readSetting(tx, 'a')), null)
  await db.close()
  await owner.query(`grant ${user} to current_user; drop owned by ${user}; drop role ${user}`)
})
