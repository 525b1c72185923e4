import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import pg from 'pg'
import { freshDatabase } from '../../test/support/cluster.ts'
import { clientConfig } from './connection.ts'
import { copyIn, copyOut } from './copy.ts'

async function connected(t: TestContext): Promise<pg.Client> {
  const { url, drop } = await freshDatabase()
  const client = new pg.Client({ ...clientConfig(url, {}), pipeline: false })
  client.on('error', () => undefined)
  await client.connect()
  t.after(async () => {
    await client.end()
    await drop()
  })
  return client
}

/** Bytes outside of the heap, where pieces are: of now, and the most there were. */
function watched() {
  globalThis.gc?.()
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  return {
    look: () => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)),
    most: () => most,
  }
}

const megabytes = 1 << 20
/** Of rows that take far more than what may be in memory. */
const rows = 200_000
const width = 1_000

test('Rows go out a few pieces at a time, however many there are and however slowly they are taken (G1)', async (t) => {
  const client = await connected(t)
  const memory = watched()
  const pieces = copyOut(client, `copy (select repeat('x', ${width}) from generate_series(1, ${rows})) to stdout`)
  let bytes = 0
  let next = await pieces.next()
  for (; next.done !== true; next = await pieces.next()) {
    bytes += next.value.length
    // The server goes on in these turns, unless it is told to wait.
    for (let count = 0; count < 3; count += 1) await turn()
    memory.look()
  }
  assert.deepEqual([next.value, bytes], [rows, rows * (width + 1)])
  assert.ok(memory.most() < 64 * megabytes, `${memory.most()} bytes were in memory`)
})

test('Rows come in a few pieces at a time, and what fails in the middle leaves the connection usable (G1)', async (t) => {
  const client = await connected(t)
  await client.query('create temporary table much (words text, number integer)')
  const memory = watched()
  const row = `${'y'.repeat(width)}\t1\n`
  async function* pieces(last = '') {
    for (let count = 0; count < rows / 250; count += 1) {
      memory.look()
      yield Buffer.from(row.repeat(250))
    }
    if (last !== '') yield Buffer.from(last)
  }
  await client.query('begin')
  assert.equal(await copyIn(client, 'copy much from stdin', pieces()), rows)
  assert.ok(memory.most() < 64 * megabytes, `${memory.most()} bytes were in memory`)
  await client.query('rollback')

  await assert.rejects(
    copyIn(client, 'copy much from stdin', pieces('word\tnot a number\n')),
    /invalid input syntax for type integer/,
  )
  async function* broken() {
    yield Buffer.from(row)
    throw new Error('The disk is gone.')
  }
  await assert.rejects(copyIn(client, 'copy much from stdin', broken()), /^Error: The disk is gone\.$/)
  await assert.rejects(copyIn(client, 'copy nowhere from stdin', pieces()), /"nowhere" does not exist/)
  await assert.rejects(copyOut(client, 'copy nowhere to stdout').next(), /"nowhere" does not exist/)
  const { rows: left } = await client.query('select count(*) as n from much')
  assert.deepEqual(left, [{ n: 0 }])
})

test('A row is written as it was, longer ones than a piece too', async (t) => {
  const client = await connected(t)
  await client.query('create temporary table odd (id integer, words text, bytes bytea)')
  const words = ['', '\\.', 'tab\tand\nline\r\\N', 'ünï “code” 🎈', 'z'.repeat(600_000)]
  for (const [id, text] of words.entries())
    await client.query('insert into odd values ($1, $2, $3)', [id, text, Buffer.from(text).reverse()])
  await client.query('insert into odd values (99, null, null)')
  await client.query('create temporary table same (like odd)')
  const written = await Array.fromAsync(copyOut(client, 'copy odd to stdout'))
  async function* again() {
    yield* written
  }
  assert.equal(await copyIn(client, 'copy same from stdin', again()), words.length + 1)
  const { rows: differing } = await client.query(
    '(select * from odd except all select * from same) union all (select * from same except all select * from odd)',
  )
  assert.deepEqual(differing, [])
})
