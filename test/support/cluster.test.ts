import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { freshDatabase } from './cluster.ts'

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

test('databases asked for at once are different ones, and what is written in one is in no other', async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => freshDatabase()))
  const names = await Promise.all(databases.map(({ url }) => ask(url, 'select current_database()')))
  assert.equal(new Set(names.flat()).size, 4)
  const [first, second] = databases
  await ask(first?.url ?? '', 'create table mine (word text)')
  assert.deepEqual(await ask(second?.url ?? '', `select to_regclass('mine')`), [null])
  await Promise.all(databases.map(({ drop }) => drop()))
})

test('a database is dropped even while somebody is connected', async () => {
  const { url, drop } = await freshDatabase()
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  const cutOff = new Promise<void>((resolve) => client.once('end', resolve))
  await client.connect()
  await drop()
  await cutOff
  await assert.rejects(ask(url, 'select 1'), { code: '3D000' })
})

test('tests do not run as superuser, so that row security binds them as it binds the desk', async () => {
  const { url, drop } = await freshDatabase()
  assert.deepEqual(await ask(url, 'select rolsuper from pg_roles where rolname = current_user'), [false])
  await drop()
})
