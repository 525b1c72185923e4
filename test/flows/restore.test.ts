import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { sealAudit } from '../../src/services/audit/seal.ts'
import { verify } from '../../src/services/verify.ts'
import { commit } from '../../src/storage/commit.ts'
import { readEvents, streamHead } from '../../src/storage/events.ts'
import { migrate, migrationFiles } from '../../src/storage/migrate.ts'
import { insertPartners } from '../../src/storage/partners.ts'
import { insertPeople } from '../../src/storage/people.ts'
import { backedUp, backupFile, place, rules, settled, sums, type Place } from '../support/backups.ts'
import { against, emptyFolder, type Fields } from '../support/command-database.ts'
import { desk as command } from '../support/command-line.ts'
import { message, opening } from '../support/decisions.ts'
import { startProduct, stopProduct } from '../support/product.ts'
import { partner, person } from '../support/storage.ts'

/** A desk with two partners and a ticket, and a backup of it. */
async function smallDesk(
  t: TestContext,
): Promise<{ readonly from: Place; readonly file: string; readonly said: Fields }> {
  const from = await place(t)
  const app = await from.open()
  await app.db.system(async (tx) => {
    await insertPartners(tx, [partner('Aurora'), partner('Borealis')])
    await insertPeople(tx, [person('Ada Admin', { side: 'staff', role: 'admin' })])
    await commit(tx, [{ ...opening(), messages: [message('Nothing works.')] }])
  })
  await settled(from)
  await sealAudit(app)
  await from.leave()
  const file = await backupFile(t)
  return { from, file, said: await backedUp(from, file) }
}

/** The same text with something changed, as a file that is whole by its packing. */
async function edited(file: string, change: (text: string) => string): Promise<string> {
  const other = join(dirname(file), 'edited.backup')
  await writeFile(other, zstdCompressSync(change(zstdDecompressSync(await readFile(file)).toString())))
  return other
}

test('G1: what is cut off, changed, newer or no backup is refused, nothing is changed by it, and the right one comes in afterwards', async (t) => {
  const { file } = await smallDesk(t)
  const bytes = await readFile(file)
  const to = await place(t)
  const before = [await sums(to), await rules(to)]
  const folder = dirname(file)
  const half = join(folder, 'half.backup')
  const flipped = join(folder, 'flipped.backup')
  await writeFile(half, bytes.subarray(0, bytes.length >> 1))
  await writeFile(flipped, bytes.with(bytes.length - 400, (bytes.at(-400) ?? 0) ^ 1))
  await writeFile(join(folder, 'no.backup'), 'PK and so on')
  const cases: readonly (readonly [string, RegExp])[] = [
    [half, /half\.backup' is cut off.* Nothing was changed\.\n$/],
    [flipped, /flipped\.backup' is damaged: .* Nothing was changed\.\n$/],
    [join(folder, 'no.backup'), /no\.backup' is no backup of Partner Desk\./],
    [join(folder, 'none.backup'), /^There is no file '.*none\.backup'\.\n$/],
    [folder, /is a folder: give the file of a backup\./],
    [
      await edited(file, (text) => text.replace('"0001_first.sql"', '"0001_first.sql","9000_later.sql"')),
      /newer version of Partner Desk \(\S+, with 9000_later\.sql\): restore it with that one\./,
    ],
  ]
  for (const [path, said] of cases)
    for (const args of [`restore ${path}`, `restore ${path} --check`]) {
      const { status, out, err } = await against(to.url)(args)
      assert.deepEqual([status, out], [2, ''], args)
      assert.match(err, said)
    }
  // Rows that PostgreSQL does not take are told as what they are: damage, found by the sum at the end.
  for (const [from, into] of [
    ['Aurora', 'Au\tora'],
    ['\tpremium\t', '\tpre\\xffium\t'],
    ['Borealis', 'Borealix'],
  ] as const) {
    const path = await edited(file, (text) => text.replace(from, into))
    const { status, err } = await against(to.url)(`restore ${path}`)
    assert.equal(status, 2)
    assert.match(err, /edited\.backup' is damaged: /, from)
  }
  assert.deepEqual([await sums(to), await rules(to)], before)
  const cut = await against(to.url)('restore -', { input: bytes.subarray(0, -60) })
  assert.match(cut.err, /^Standard input is cut off/)

  const checked = await command(['restore', file, '--check'])
  assert.deepEqual([checked.status, (checked.lines[0] as Fields)['tickets']], [0, 1])
  assert.equal((await against(to.url)(`restore ${file}`)).status, 0)
  const verified = await against(to.url)('verify')
  assert.deepEqual([verified.status, (verified.lines.at(-1) as Fields)['tickets']], [0, 1])
})

test('G1: nothing is restored over anything: what is there is named, with what to do', async (t) => {
  const { from, file } = await smallDesk(t)
  const before = await sums(from)
  const full = await against(from.url)(`restore ${file}`)
  assert.deepEqual([full.status, full.out], [2, ''])
  assert.equal(
    full.err,
    'There is a desk already: tickets 1, people 1, partners 2. A backup is restored into an empty desk only: make a new database, and set DATABASE_URL to it. Nothing was changed.\n',
  )
  assert.deepEqual(await sums(from), before)

  const to = await place(t)
  await to.open()
  const running = await against(to.url)(`restore ${file}`)
  assert.match(running.err, /^Partner Desk is running on this database\. /)
  await to.leave()
  // A first start has left a policy.
  const started = await against(to.url)(`restore ${file}`)
  assert.match(started.err, /^There is a desk already: something is in audit, policies\. /)

  const ahead = await place(t)
  await ahead.owner(`insert into migrations values ('9000_later.sql', now())`)
  const prepared = await against(ahead.url)(`restore ${file}`)
  assert.match(prepared.err, /^The database is prepared for more than the backup knows \(9000_later\.sql\)\. /)
})

test('Of two that are restored at once into one database, one comes in and the other is refused', async (t) => {
  const { from, file } = await smallDesk(t)
  const to = await place(t)
  const both = await Promise.all([1, 2].map(() => against(to.url)(`restore ${file} --moved`)))
  const statuses = both.map(({ status }) => status).sort()
  // Both are refused where each sees the other at work.
  assert.ok(statuses[1] === 2, JSON.stringify(both))
  if (statuses[0] === 2) assert.equal((await against(to.url)(`restore ${file} --moved`)).status, 0)
  assert.deepEqual(await sums(to), await sums(from))
})

/** Numbers of transactions as though this PostgreSQL had counted further. */
const countOn = (from: Place): Promise<unknown> =>
  from.owner(`
    alter table events disable trigger events_stay; alter table audit disable trigger audit_stays;
    update events set txid = (txid::text::bigint + 100000000)::text::xid8;
    update audit set txid = (txid::text::bigint + 100000000)::text::xid8;
    update seal_head set events_txid = (events_txid::text::bigint + 100000000)::text::xid8, audit_txid = (audit_txid::text::bigint + 100000000)::text::xid8;
    alter table events enable trigger events_stay; alter table audit enable trigger audit_stays`)

test('G1, G2: the stream and the seals go on in a PostgreSQL that has counted less far, or further; a place of before begins anew', async (t) => {
  for (const ahead of [true, false]) {
    const { from } = await smallDesk(t)
    const app = await from.open()
    // Something that no seal covers yet.
    const unsealed = opening()
    await app.db.system((tx) => commit(tx, [unsealed]))
    await from.leave()
    const [old] = await from.owner(`select txid || '-' || id as place from events order by txid desc, id desc limit 1`)
    if (ahead) await countOn(from)
    const [older] = await from.owner(
      `select txid || '-' || id as place from events order by txid desc, id desc limit 1`,
    )
    const file = await backupFile(t)
    await backedUp(from, file)
    const to = await place(t)
    assert.equal((await against(to.url)(`restore ${file}`)).status, 0)
    const restored = await to.open()
    const read = (after: string | null) => restored.db.system((tx) => readEvents(tx, { after, limit: 1_000 }))

    await settled(to)
    const all = await read(null)
    assert.ok(all.ok)
    const [counted] = await from.owner('select count(*)::int as n from events')
    assert.equal(all.value.events.length, counted?.['n'])
    const head = await restored.db.system(streamHead)
    const next = opening()
    await restored.db.system((tx) => commit(tx, [next]))
    await settled(to)
    const after = await read(head)
    assert.ok(after.ok)
    assert.deepEqual(after.value.events.map(({ ticket }) => ticket).slice(-1), [next.decision.ticket.id])
    // Whoever comes with a place that the desk gave before it was restored is told to begin anew, and passes nothing over.
    for (const each of [old, older]) assert.equal((await read(String(each?.['place']))).ok, false, JSON.stringify(each))

    const seals = await sealAudit(restored)
    assert.ok(seals.seals > 0)
    const differences: unknown[] = []
    const { unsealed: left } = await verify(restored, async (difference) => void differences.push(difference))
    assert.deepEqual([differences, left], [[], 0])
    const [sealed] = await to.owner(
      `select count(*)::int as n from seals, unnest(lines) as line where line like 'event/${unsealed.decision.ticket.id}/%'`,
    )
    assert.ok(Number(sealed?.['n']) > 0)
  }
})

test('A backup of an earlier version is restored as what it was, and brought up to date then', async (t) => {
  const from = await place(t, { bare: true })
  const at = Temporal.Instant.from('2026-03-10T06:00:00Z')
  const files = migrationFiles()
  const earlier = files.slice(
    0,
    files.findIndex(({ name }) => name.startsWith('0036')),
  )
  await migrate(from.url, at, earlier)
  await from.owner(
    `insert into partners (id, name, tier, country, created_at) values (gen_random_uuid(), 'Aurora', 'premium', 'IN', now())`,
  )
  await from.owner(`insert into events (ticket_id, seq, at, noted_at, by_kind, by_side, visible_to, kind, data, hash)
    values (gen_random_uuid(), 1, now(), now(), 'system', 'system', 'staff', 'noted', '{}', 'x')`)
  const file = await backupFile(t)
  const said = await backedUp(from, file)
  assert.deepEqual([said['seal'], said['tickets']], [null, 0])
  const to = await place(t, { bare: true })
  const { status, lines } = await against(to.url)(`restore ${file}`)
  assert.equal(status, 0)
  const { schema, migrated } = lines[0] as Fields
  assert.equal(schema, earlier.at(-1)?.name)
  assert.deepEqual(
    migrated,
    files.slice(earlier.length).map(({ name }) => name),
  )
  const [found] = await to.owner(
    `select (select string_agg(name, ',') from partners) as partners, (select string_agg(txid::text, ',') from events) as places`,
  )
  assert.deepEqual(found, { partners: 'Aurora', places: '1' })
  // What is there from now on is in the audit, and nothing of what was before it.
  const audited = await to.owner('select thing from audit')
  assert.deepEqual(audited, [{ thing: 'settings' }])
})

test('A table that is none of ours is in the backup, and left out where it is restored', async (t) => {
  const from = await place(t)
  await from.open()
  await from.leave()
  await from.owner(
    "create table of_somebody_else (id bigserial, words text); insert into of_somebody_else (words) values ('a')",
  )
  const file = await backupFile(t)
  await backedUp(from, file)
  const to = await place(t)
  const { status, err } = await against(to.url)(`restore ${file} --moved`)
  assert.equal(status, 0)
  assert.equal(err, "The table of_somebody_else is none of Partner Desk's: it was left out.\n")
})

test('What is whole and does not fit is told in the words of PostgreSQL', async (t) => {
  const from = await place(t)
  await from.open()
  await from.leave()
  await from.owner('alter table settings add column of_somebody_else text')
  const file = await backupFile(t)
  await backedUp(from, file)
  const to = await place(t)
  const { status, err } = await against(to.url)(`restore ${file}`)
  assert.equal(status, 2)
  assert.match(
    err,
    /is whole and cannot be restored here: column "of_somebody_else" of relation "settings" does not exist\. Nothing was changed\.\n$/,
  )
})

test('G1: desk restore makes the embedded database that it needs, and none for a file that is no backup', async (t) => {
  const { from, file } = await smallDesk(t)
  const folder = await emptyFolder(t)
  const env = { DATA_DIR: join(folder, 'data') }
  const wrong = await command(['restore', join(folder, 'none')], { env })
  assert.equal(wrong.status, 2)
  await writeFile(join(folder, 'short'), (await readFile(file)).subarray(0, 10))
  assert.equal((await command(['restore', join(folder, 'short')], { env })).status, 2)
  await assert.rejects(readFile(join(folder, 'data', 'postgres', 'PG_VERSION')))
  const { status, lines } = await command(['restore', file], { env })
  assert.deepEqual([status, (lines[0] as Fields)['tickets']], [0, 1])
  // And back, from the embedded one to a server.
  const again = join(folder, 'again.backup')
  assert.equal((await command(['backup', again], { env })).status, 0)
  const to = await place(t)
  assert.equal((await against(to.url)(`restore ${again} --moved`)).status, 0)
  const same = ['tickets', 'events', 'messages', 'partners', 'seals'] as const
  const [one, other] = [await sums(from), await sums(to)]
  for (const name of same) assert.equal(other[name], one[name], name)
  // The embedded database is the demo's by default, and not this one: nobody of the demo comes to it.
  const product = await startProduct(env.DATA_DIR)
  await stopProduct(product)
  const people = await command(['user', 'list', '--all'], { env })
  assert.deepEqual(
    people.lines.map((line) => (line as Fields)['name']),
    ['Ada Admin'],
  )
  const twice = await command(['restore', file], { env })
  assert.match(
    twice.err,
    /There is a desk already: .*set DATA_DIR to a new folder, or move .*data away\. Nothing was changed\.\n$/,
  )
})
