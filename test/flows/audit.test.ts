import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { AuditCheck } from '../../src/services/audit/check.ts'
import { exportAudit } from '../../src/services/audit/export.ts'
import { sealAudit } from '../../src/services/audit/seal.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { commit } from '../../src/storage/commit.ts'
import { insertPartners } from '../../src/storage/partners.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { addContacts } from '../../src/storage/import/contacts.ts'
import { sealNext } from '../../src/storage/seals.ts'
import { against, emptyFolder, type Fields } from '../support/command-database.ts'
import { desk as command } from '../support/command-line.ts'
import { following, message, opening } from '../support/decisions.ts'
import { inOrder, logOf, replayDesk, type ReplayDesk } from '../support/replay.ts'
import { partner, person } from '../support/storage.ts'

const at = Temporal.Instant.from('2026-03-10T06:00:00Z')

/** Other tests' transactions are open in the same server, and nothing younger than they is sealed before they end. */
async function settled({ owner }: ReplayDesk): Promise<void> {
  for (;;) {
    const { rows } = await owner.query(
      `select from audit where txid >= pg_snapshot_xmin(pg_current_snapshot())
       union all select from events where txid >= pg_snapshot_xmin(pg_current_snapshot())`,
    )
    if (rows.length === 0) return
    await pause(10)
  }
}

/** Seals everything. */
async function seal(desk: ReplayDesk): Promise<{ readonly seals: number }> {
  await settled(desk)
  return sealAudit(desk.app)
}

/** Two tickets of a log, one with words, partners; a seal over it, and another over what was done after. */
async function sealedDesk(t: TestContext): Promise<ReplayDesk> {
  const desk = await replayDesk(t)
  await desk.play(
    inOrder(
      logOf('T1', { at: '2026-03-10T06:00:00Z' }, '2026-03-10T09:30:00Z agent-reply', '2026-03-10T16:00:00Z solved'),
      logOf('T2', { at: '2026-03-10T16:00:00Z', country: 'DE' }),
    ),
  )
  await desk.app.db.system((tx) => insertPartners(tx, [partner('Aurora')]))
  await seal(desk)
  await desk.app.db.system(async (tx) => {
    await insertPartners(tx, [partner('Borealis'), partner('Corona')])
    const words = message('Nothing works.')
    const opened = opening()
    const noted = following(opened.decision.ticket, { kind: 'noted', message: words.id })
    await commit(tx, [opened])
    await commit(tx, [{ ...noted, messages: [words] }])
  })
  await seal(desk)
  return desk
}

async function seals({ owner }: ReplayDesk): Promise<readonly { number: number; lines: number }[]> {
  const { rows } = await owner.query('select number::int, cardinality(lines) as lines from seals order by number')
  return rows as { number: number; lines: number }[]
}

async function found(desk: ReplayDesk, known?: string): Promise<readonly Difference[]> {
  const differences: Difference[] = []
  await verify(desk.app, (difference) => void differences.push(difference), undefined, known)
  return differences.filter(({ part }) => part.startsWith('seal'))
}

/** What only the owner of the tables could do, and only with the guards put aside. */
const tamper = async ({ owner }: ReplayDesk, statement: string): Promise<void> => {
  const guards = (state: string) =>
    ['events', 'audit', 'seals', 'messages'].map((table) => `alter table ${table} ${state} trigger user`).join('; ')
  await owner.query(`${guards('disable')}; ${statement}; ${guards('enable')}`)
}

test('What was done is sealed once, and an idle minute writes nothing (G2)', async (t) => {
  const desk = await sealedDesk(t)
  const before = await seals(desk)
  assert.equal(before.length, 2)
  const rows = async () =>
    (
      await desk.owner.query<{ lines: number }>(
        `select (select count(*) from audit)::int + (select count(*) from events)::int + (select count(*) from messages)::int as lines`,
      )
    ).rows[0]?.lines
  assert.equal(
    before.reduce((sum, { lines }) => sum + lines, 0),
    await rows(),
  )
  const head = async () => (await desk.owner.query('select xmin, ctid, * from seal_head')).rows
  const was = await head()
  assert.deepEqual(await sealAudit(desk.app), { seals: 0 })
  assert.deepEqual(await head(), was)
  assert.deepEqual(await seals(desk), before)
  assert.deepEqual(await found(desk), [])
})

test('What a transaction that is still open may yet bring is not passed over (G2)', async (t) => {
  const desk = await sealedDesk(t)
  const slow = new pg.Client({ connectionString: desk.url })
  await slow.connect()
  try {
    await slow.query(`begin; update partners set tier = 'advanced' where name = 'Aurora'`)
    await desk.app.db.system((tx) => insertPartners(tx, [partner('Later')]))
    assert.deepEqual(await sealAudit(desk.app), { seals: 0 })
    await slow.query('commit')
  } finally {
    await slow.end()
  }
  assert.deepEqual(await seal(desk), { seals: 1 })
  assert.deepEqual((await seals(desk)).at(-1), { number: 3, lines: 2 })
})

test('Nodes that seal at once make one chain, a bounded part at a time; one that is killed leaves it to the next (G2)', async (t) => {
  const desk = await replayDesk(t)
  const aurora = partner('Aurora')
  const many = Array.from({ length: 3_500 }, (_, place) => ({
    ...person(`C${place}`, { email: `c${place}@many.example` }),
    partner: aurora.id,
  }))
  await desk.app.db.system(async (tx) => {
    await insertPartners(tx, [aurora])
    await addContacts(tx, many, at)
  })
  await settled(desk)
  const killed = new Error('killed')
  await assert.rejects(
    desk.app.db.system(async (tx) => {
      assert.equal(await sealNext(tx, at), 1)
      throw killed
    }),
    killed,
  )
  assert.deepEqual(await seals(desk), [])
  const other = await openDatabase({ connection: desk.url })
  t.after(() => other.close())
  const made = await Promise.all([
    sealAudit(desk.app),
    sealAudit({ db: other, now: desk.app.now }),
    sealAudit(desk.app),
  ])
  const kept = await seals(desk)
  assert.deepEqual(
    kept.map(({ number }) => number),
    [1, 2, 3, 4],
  )
  assert.equal(
    made.reduce((sum, each) => sum + each.seals, 0),
    4,
  )
  assert.ok(kept.every(({ lines }) => lines <= 1_000))
  assert.deepEqual(await found(desk), [])
})

/** One after the other, each on top of what was done before it: what each adds to what is found. */
async function foundAfter(desk: ReplayDesk, cases: readonly (readonly [statement: string, ...patterns: RegExp[]])[]) {
  let before: readonly string[] = []
  for (const [statement, ...patterns] of cases) {
    await tamper(desk, statement)
    const all = (await found(desk)).map(({ part, message: words }) => `${part}: ${words}`)
    const added = all.filter((each) => !before.includes(each))
    for (const pattern of patterns)
      assert.ok(
        added.some((each) => pattern.test(each)),
        `${statement}\n${all.join('\n')}`,
      )
    assert.ok(
      added.every((each) => patterns.some((pattern) => pattern.test(each))),
      `${statement}\n${added.join('\n')}`,
    )
    before = all
  }
  // What is written afterwards is sealed all the same, and heals nothing.
  await desk.app.db.system((tx) => insertPartners(tx, [partner('Afterwards')]))
  assert.deepEqual(await seal(desk), { seals: 1 })
  assert.deepEqual(
    (await found(desk)).map(({ part, message: words }) => `${part}: ${words}`),
    before,
  )
}

const ticket = (ref: string) => `(select ticket_id from replay_positions where ref = '${ref}')`

test('What was changed, taken away or put in behind the program’s back is found, each line by its name (G2)', async (t) => {
  await foundAfter(await sealedDesk(t), [
    [
      `update audit set became = became || '{"tier": "premium plus"}' where became ->> 'name' = 'Aurora'`,
      /^seal 1: Row \d+ of the audit is under seal 1, and is not what was written\.$/,
    ],
    [`update audit set actor = 'database' where thing = 'policies'`, /^seal 1: Row \d+ .* is not what was written\.$/],
    [
      `delete from audit where became ->> 'name' = 'Corona'`,
      /^seal 2: Row \d+ of the audit is under seal 2, and is not there any more\.$/,
    ],
    [
      `insert into audit (at, actor, act, thing, key, txid) values ('2026-03-10', 'staff', 'removed', 'partners', 'x', '5')`,
      /^seals: Row \d+ of the audit is under no seal/,
    ],
    // The last event of a ticket, and the ticket made to fit.
    [
      `delete from events where ticket_id = ${ticket('T1')} and kind = 'solved';
       update tickets t set revision = e.seq, chain_head = e.hash from events e
       where t.id = ${ticket('T1')} and e.ticket_id = t.id and e.seq = (select max(seq) from events where ticket_id = t.id)`,
      /^seal 1: Event \d+ of ticket \S+ is under seal 1, and is not there any more\.$/,
    ],
    // A whole ticket.
    [
      `delete from clocks where ticket_id = ${ticket('T2')}; delete from events where ticket_id = ${ticket('T2')};
       delete from tickets where id = ${ticket('T2')}`,
      /^seal 1: Event 1 of ticket \S+ is under seal 1, and is not there any more\.$/,
    ],
    [
      `update messages set body = 'All is well.'`,
      /^seal 2: Message \S+ is under seal 2, and is not what was written\.$/,
    ],
  ])
})

test('A seal that was shortened or taken away is found, the last one too (G2)', async (t) => {
  await foundAfter(await sealedDesk(t), [
    [
      'update seals set lines = lines[2:] where number = 2',
      /^seal 2: Seal 2 is not what was written\.$/,
      /^seals: .* is under no seal/,
    ],
  ])
  await foundAfter(await sealedDesk(t), [
    ['delete from seals where number = 2', /^seal 2: Seal 2 is missing: /],
    ['delete from seals where number = 1', /^seal 1: Seals 1 to 2 are missing: /],
  ])
})

test('A chain that was made anew from end to end is not the one whose hash was written down (G2)', async (t) => {
  const desk = await sealedDesk(t)
  const { seal: known } = await verify(desk.app, () => undefined)
  assert.ok(known !== null)
  assert.deepEqual(await found(desk, known), [])
  await tamper(
    desk,
    `delete from seals; delete from audit where became ->> 'name' = 'Corona';
    update seal_head set number = 0, hash = '', audit_txid = '0', audit_id = 0, events_txid = '0', events_id = 0`,
  )
  await seal({ ...desk, app: { ...desk.app, now: () => at } })
  assert.deepEqual(await found(desk), [])
  assert.deepEqual(
    (await found(desk, known)).map(({ part }) => part),
    ['seals'],
  )
})

test('Restored into another PostgreSQL, what was sealed stays sealed, and the rest is sealed next (G2)', async (t) => {
  const desk = await sealedDesk(t)
  await desk.app.db.system((tx) => insertPartners(tx, [partner('Unsealed')]))
  // Numbers of another server's transactions, which lie ahead of this one's.
  await tamper(
    desk,
    `update events set txid = (txid::text::bigint + 1000000)::text::xid8; update audit set txid = (txid::text::bigint + 1000000)::text::xid8;
    update seal_head set audit_txid = (audit_txid::text::bigint + 1000000)::text::xid8, events_txid = (events_txid::text::bigint + 1000000)::text::xid8`,
  )
  await desk.owner.query('select adopt_events()')
  assert.deepEqual(await seal(desk), { seals: 1 })
  assert.deepEqual((await seals(desk)).at(-1), { number: 3, lines: 1 })
  assert.deepEqual(await found(desk), [])
  await desk.app.db.system((tx) => insertPartners(tx, [partner('Next')]))
  assert.deepEqual(await seal(desk), { seals: 1 })
  assert.deepEqual(await found(desk), [])
})

async function exported(desk: ReplayDesk, span = { from: null, to: null }): Promise<string[]> {
  const all: string[] = []
  for await (const lines of exportAudit(desk.app, span)) all.push(...lines)
  return all
}

function faults(lines: readonly string[]): readonly string[] {
  const check = new AuditCheck()
  const said = lines.flatMap((line) => check.take(line))
  return [...said, ...check.finish().faults].map(({ line, message: words }) => `${line} ${words}`)
}

test('An export that nobody touched is found whole, by the database’s own words and by no database (G2)', async (t) => {
  const desk = await sealedDesk(t)
  const folder = await emptyFolder(t)
  await desk.app.db.system((tx) => insertPartners(tx, [partner('Until now')]))
  await settled(desk)
  const ran = await against(desk.url)('audit export')
  assert.deepEqual([ran.status, ran.err], [0, ''])
  const kinds = ran.lines.map((line) => (line as Fields)['line'])
  assert.deepEqual([kinds.at(0), kinds.at(-1), kinds.filter((kind) => kind === 'seal').length], ['start', 'end', 3])
  assert.match(ran.out, /Nothing works\./)
  const file = join(folder, 'audit.jsonl')
  await writeFile(file, ran.out)
  const checked = await command(['audit', 'check', file])
  assert.deepEqual([checked.status, checked.err, checked.lines.length], [0, '', 1])
  const { seal: sealed, ...counts } = checked.lines[0] as Fields
  assert.deepEqual(counts, { seals: 3, lines: ran.lines.length, faults: 0, redacted: [], before: '' })
  const parts = async (known: string) =>
    (await against(desk.url)(`verify --seal ${known}`)).lines.map((line) => (line as Fields)['part'])
  assert.ok(!(await parts(String(sealed))).includes('seals'))
  assert.ok((await parts('0'.repeat(64))).includes('seals'))
})

test('A later part goes on where the one before it ended, and says so where it does not (G2)', async (t) => {
  const desk = await sealedDesk(t)
  const { rows } = await desk.owner.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from seals order by number`,
  )
  await tamper(desk, `update seals set sealed_at = sealed_at where number = 1`)
  const ran = await against(desk.url)('audit export --from 2026-11-21T12:00:00Z')
  const none = await against(desk.url)('audit export --from 2026-11-22')
  assert.equal((ran.lines[0] as Fields)['first'], 1)
  assert.deepEqual(none.lines, [
    { line: 'start', format: 1, first: 3, before: rows[1]?.hash },
    { line: 'end', seals: 0, hash: rows[1]?.hash },
  ])
  const goesOn = await command(['audit', 'check', '-', '--after', String(rows[1]?.hash)], { input: none.out })
  assert.equal(goesOn.status, 0)
  const gap = await command(['audit', 'check', '-', '--after', String(rows[0]?.hash)], { input: none.out })
  assert.deepEqual(
    [gap.status, gap.err],
    [1, 'The file does not go on from the seal that was given: seals in between are missing.\n'],
  )
  assert.equal((await against(desk.url)('audit export --to soon')).status, 2)
  assert.equal((await command(['audit', 'check', 'there-is-none.jsonl'])).status, 2)
})

test('A file that was edited by hand is found out, at the line (G2)', async (t) => {
  const lines = await exported(await sealedDesk(t))
  assert.deepEqual(faults(lines), [])
  const where = (pattern: RegExp, from = 0) => lines.findIndex((line, place) => place >= from && pattern.test(line))
  const [row, event, said] = [where(/Corona/), where(/^\{"before":"\w+".*"line":"event"/), where(/Nothing works/)]
  const [one, two] = [where(/"line":"seal"/), where(/"line":"seal"/, where(/"line":"seal"/) + 1)]
  assert.ok([row, event, said, one, two].every((place) => place > 0))
  const changed = (place: number, from: RegExp, to: string) => lines.with(place, String(lines[place]).replace(from, to))
  for (const [edited, pattern] of [
    [changed(row, /Corona/, 'Corolla'), new RegExp(`^${row + 1} Row \\d+ of the audit is not what was written`)],
    [
      changed(event, /"notedAt":"2026/, '"notedAt":"2025'),
      new RegExp(`^${event + 1} Event \\d+ of ticket \\S+ is not what was written`),
    ],
    [changed(event, /"before":"\w/, '"before":"'), new RegExp(`^${event + 1} Event`)],
    [changed(said, /Nothing/, 'Everything'), new RegExp(`^${said + 1} Message \\S+ is not what was written`)],
    [
      lines.toSpliced(row, 1),
      new RegExp(`^${two + 1} Row \\d+ of the audit is under this seal \\(2\\), and is missing`),
    ],
    [
      lines.toSpliced(row, 0, String(lines[row])),
      new RegExp(`^${row + 2} Row \\d+ of the audit stands here a second time`),
    ],
    [
      lines.toSpliced(row, 0, String(lines[row]).replace(/"id":\d+/, '"id":999999')),
      new RegExp(`^${row + 1} Row 999999 of the audit is not under seal 2`),
    ],
    [
      lines.with(row, String(lines[row - 1])).with(row - 1, String(lines[row])),
      new RegExp(`^${row + 1} Row \\d+ of the audit is not in its place`),
    ],
    [lines.toSpliced(one, two - one), new RegExp(`^${one + 1} Seal 1 is missing before this one`)],
    [changed(two, /"number":2/, '"number":3'), new RegExp(`^${two + 1} Seal 3 is not what was written`)],
    [lines.slice(0, two), new RegExp(`^${two + 1} The file has no end`)],
    [[...lines.slice(0, two), String(lines.at(-1))], new RegExp(`^${two + 1} The export had 2 seals, and 1 are here`)],
    [lines.slice(1), /^1 An export begins with its start/],
    [[...lines, String(lines[row])], new RegExp(`^${lines.length + 1} The file goes on after its end`)],
    [lines.with(row, '{"line":'), new RegExp(`^${row + 1} This is no line of an export`)],
  ] as const) {
    const found_ = faults(edited)
    assert.ok(
      found_.some((fault) => pattern.test(fault)),
      `${pattern}\n${found_.join('\n')}`,
    )
  }
})
