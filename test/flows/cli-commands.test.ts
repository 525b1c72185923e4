import assert from 'node:assert/strict'
import { test } from 'node:test'
import { urlOfDatabase } from '../../src/storage/database-url.ts'
import { insertPeople } from '../../src/storage/people.ts'
import { visitorByKey } from '../../src/services/access.ts'
import { against, emptyDatabase, type Fields } from '../support/command-database.ts'
import { desk } from '../support/command-line.ts'
import { editedFolder, zohoFolder } from '../support/policies.ts'
import { logOf, replayDesk } from '../support/replay.ts'
import { person } from '../support/storage.ts'

test('A database that cannot be used is said in one sentence', async (t) => {
  const url = urlOfDatabase(await emptyDatabase(t), 'there_is_none')
  const { status, out, err } = await against(url)('verify')
  assert.deepEqual([status, out], [2, ''])
  assert.match(err, /^The database in DATABASE_URL cannot be used \(.*there_is_none.*\): .*\n$/)
})

test("What was changed behind the program's back is printed, and the status is 1 (G2)", async (t) => {
  const played = await replayDesk(t)
  await played.play(logOf('A', { at: '2026-03-10T06:00:00Z' }))
  await played.owner.query(
    `update clocks set limit_at = limit_at + interval '1 hour' where promised = 'determination' and desk = 'support'`,
  )
  const { status, lines, err } = await against(played.url)('verify')
  assert.deepEqual([status, err, lines.length], [1, '', 2])
  assert.deepEqual((lines[0] as Fields)['part'], 'clock determination/1')
  assert.deepEqual((lines[1] as Fields)['differences'], 1)
})

test('A policy is checked with every mistake in it, and published only when it is right (C9)', async (t) => {
  const run = against(await emptyDatabase(t))
  const fine = await run(`policy check ${zohoFolder}`)
  assert.deepEqual([fine.status, fine.err, (fine.lines[0] as Fields)['ok']], [0, '', true])

  const wrong = await editedFolder(t, zohoFolder, [
    { file: 'tickets.yaml', from: 'closesAfterDays: 7', to: 'closesAfterDays: soon' },
  ])
  const checked = await run(`policy check ${wrong}`)
  assert.equal(checked.status, 1)
  assert.match(checked.err, /tickets\.yaml:\d+:\d+: .*closesAfterDays/)
  assert.equal((checked.lines[0] as { mistakes: object[] }).mistakes.length, 1)
  assert.equal((await run(`policy publish ${wrong}`)).status, 1)
  assert.deepEqual((await run('policy list')).lines, [])

  assert.deepEqual((await run(`policy publish ${zohoFolder}`)).lines, [{ version: 1, published: true }])
  assert.deepEqual((await run(`policy publish ${zohoFolder}`)).lines, [{ version: 1, published: false }])
  const next = await editedFolder(t, zohoFolder, [
    { file: 'tickets.yaml', from: 'closesAfterDays: 7', to: 'closesAfterDays: 9' },
  ])
  assert.deepEqual((await run('policy publish', { env: { POLICY_DIR: next } })).lines, [
    { version: 2, published: true },
  ])

  const listed = (await run('policy list')).lines as Fields[]
  assert.deepEqual(
    listed.map(({ version, current }) => [version, current]),
    [
      [2, true],
      [1, false],
    ],
  )
  for (const args of ['policy diff 1 2', `policy diff ${zohoFolder} ${next}`, `policy diff 1 ${next}`]) {
    const { status, lines } = await run(args)
    assert.deepEqual([status, lines], [1, [{ path: 'tickets.closesAfterDays', before: 7, after: 9 }]], args)
  }
  assert.deepEqual((await run(`policy diff 1 ${zohoFolder}`)).lines, [])
  for (const [args, said] of [
    ['policy diff 1', /B is missing/],
    ['policy diff 1 3', /under the number 3/],
    ['policy diff 1 99999999999', /under the number 99999999999/],
    [`policy diff 1 ${wrong}`, /closesAfterDays/],
    ['policy check one two', /one word too many/],
  ] as const) {
    const { status, out, err } = await run(args)
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said)
  }
})

test('Every country of the world reaches a named person, or it is said which fallback stands there (F1, F8)', async () => {
  const { status, lines, err } = await desk(['policy', 'coverage', zohoFolder])
  assert.equal(status, 0)
  const rows = lines as { country: string; people: object[]; fallback: string | null; reachesNobody: boolean }[]
  assert.ok(new Set(rows.map(({ country }) => country)).size >= 249)
  assert.ok(rows.every(({ people, fallback }) => people.length > 0 === (fallback === null)))
  assert.match(err, /support, level 1 /)
})

test('A key is shown once, works until it is revoked, and is listed without its token', async (t) => {
  const played = await replayDesk(t)
  const run = against(played.url)
  await played.app.db.system((tx) =>
    insertPeople(tx, [
      person('Agnes Agent', { side: 'staff', role: 'agent', desks: ['support'], email: 'agnes@desk.example' }),
      person('Gone', { side: 'staff', role: 'agent', desks: ['support'], email: 'gone@desk.example', active: false }),
    ]),
  )
  const made = await run('key create --as Agnes@desk.example --scope read --label imports')
  assert.equal(made.status, 0)
  const { token, id, ...rest } = made.lines[0] as {
    token: string
    id: string
    person: Fields
    scope: string
    label: string
  }
  assert.deepEqual([rest.person['email'], rest.scope, rest.label], ['agnes@desk.example', 'read', 'imports'])
  assert.ok(token.length > 40)
  const visitor = await visitorByKey(played.app, token)
  assert.deepEqual([visitor?.person.email, visitor?.mayWrite], ['agnes@desk.example', false])

  const listed = await run('key list')
  assert.deepEqual(
    (listed.lines as Fields[]).map((key) => [key['id'], key['email'], key['revokedAt']]),
    [[id, 'agnes@desk.example', null]],
  )
  assert.ok(!listed.out.includes(token))
  const { rows } = await played.owner.query('select to_jsonb(k)::text as text from api_keys k')
  assert.ok(!rows[0].text.includes(token), 'the token is kept nowhere')

  assert.deepEqual((await run(`key revoke ${id}`)).lines, [{ id, revoked: true }])
  assert.equal(await visitorByKey(played.app, token), null)
  const again = await run(`key revoke ${id}`)
  assert.deepEqual([again.status, again.lines], [1, [{ id, revoked: false }]])
  for (const [args, said] of [
    ['key create', /--as EMAIL/],
    ['key create --as', /--as/],
    ['key create --as nobody@desk.example', /Nobody has the address/],
    ['key create --as gone@desk.example', /has left/],
    ['key create --as agnes@desk.example --scope everything', /full, read/],
    ['key revoke', /ID is missing/],
    ['key revoke 7', /no key's id/],
    ['key', /create, list, revoke/],
    ['key lose', /no command 'key lose'/],
  ] as const) {
    const { status, out, err } = await run(args)
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said)
  }
})

test('A database is brought up to date once', async (t) => {
  const { status, lines } = await against(await emptyDatabase(t))('migrate')
  assert.deepEqual([status, lines], [0, [{ applied: [] }]])
})
