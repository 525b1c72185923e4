import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, person, type Desk } from '../../test/support/storage.ts'
import { auditThings } from '../domain/audit.ts'
import type { PersonId } from '../domain/kernel.ts'
import { asProgram } from './as-program.ts'
import { auditedByHand, auditExempt } from './audit-exempt.ts'
import { commit } from './commit.ts'
import { commitAtOnce } from './commit-at-once.ts'
import { addContacts } from './import/contacts.ts'
import { insertKey } from './keys.ts'
import { insertPeople } from './people.ts'
import { keepSetting } from './settings.ts'

interface Row {
  readonly actor: string
  readonly person_id: string | null
  readonly act: string
  readonly thing: string
  readonly key: string
  readonly partner_id: string | null
  readonly was: Record<string, unknown> | null
  readonly became: Record<string, unknown> | null
}

/** What came into the audit while something was done. */
async function auditOf({ owner }: Desk, act: () => Promise<unknown>): Promise<readonly Row[]> {
  const last = await owner.query<{ id: number }>('select coalesce(max(id), 0)::int as id from audit')
  await act()
  const { rows } = await owner.query<Row>(
    'select actor, person_id, act, thing, key, partner_id, was, became from audit where id > $1 order by id',
    [last.rows[0]?.id],
  )
  return rows
}

const at = Temporal.Instant.from('2026-03-10T06:00:00Z')
const run = (text: string) => ({ name: text.slice(0, 50), text })

test('Every table is audited or has its reason not to be, those of tomorrow too (G2)', async (t) => {
  const { owner } = await openDesk(t)
  const { rows } = await owner.query<{ name: string; acts: string[] }>(`
    select c.relname as name, array_remove(array_agg(g.tgname::text order by g.tgname), null) as acts
    from pg_class c left join pg_trigger g on g.tgrelid = c.oid and g.tgfoid = 'audit_change'::regproc
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by 1 order by 1`)
  assert.ok(rows.length > 80)
  for (const { name, acts } of rows) {
    const isExempt = Object.hasOwn(auditExempt, name)
    if (auditedByHand.includes(name)) assert.deepEqual([acts.length, isExempt], [1, true], name)
    else if (isExempt) assert.deepEqual(acts, [], `${name} is audited, and in the list of those that are not.`)
    else
      assert.deepEqual(
        acts,
        ['audit_added', 'audit_changed', 'audit_removed'],
        `${name} is neither audited (audit_table) nor in audit-exempt.ts.`,
      )
  }
  // And each that is audited is said by a noun.
  assert.deepEqual(
    rows.flatMap(({ name, acts }) => (acts.length > 0 ? [name] : [])),
    Object.keys(auditThings).toSorted(),
  )
  const known = new Set(rows.map(({ name }) => name))
  for (const name of Object.keys(auditExempt)) assert.ok(known.has(name), `There is no table ${name} any more.`)
})

test('Every table that is audited can be written, whatever its columns are called (G2)', async (t) => {
  const { owner } = await openDesk(t)
  const { rows } = await owner.query<{ name: string; column: string; acts: string[] }>(`
    select c.relname as name, min(quote_ident(a.attname)) as column, array_agg(distinct g.tgname::text) as acts
    from pg_trigger g join pg_class c on c.oid = g.tgrelid
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where g.tgfoid = 'audit_change'::regproc group by 1 order by 1`)
  assert.ok(rows.length > 50)
  // A trigger of statements runs for those that find no row, too, and so reads all of its own.
  for (const { name, column, acts } of rows) {
    await owner.query(`insert into ${name} select * from ${name} where false`).catch((thrown: Error) => {
      // Numbers that the database gives itself.
      assert.match(thrown.message, /cannot insert a non-DEFAULT value/, name)
    })
    if (acts.includes('audit_changed')) await owner.query(`update ${name} set ${column} = default where false`)
    if (acts.includes('audit_removed')) await owner.query(`delete from ${name} where false`)
  }
})

test('No secret, no session and no bytes of a file are in the audit (G2, G3)', async (t) => {
  const { owner } = await openDesk(t)
  const { rows } = await owner.query<{ place: string }>(`
    select c.relname || '.' || a.attname as place
    from pg_trigger g join pg_class c on c.oid = g.tgrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where g.tgfoid = 'audit_change'::regproc and g.tgname = 'audit_changed'
      and (a.attname ~* 'hash|token|password|secret' or a.atttypid = 'bytea'::regtype)
      -- Neither hidden nor left out.
      and position(convert_to(a.attname, 'UTF8') in g.tgargs) = 0`)
  // Digests by which a file is known again, and which of a webhook's secrets holds: none of them opens anything.
  const harmless = [
    'attachments.sha256',
    'payouts.sha256',
    'webhooks.secret_number',
    'auth_account.accessTokenExpiresAt',
    'auth_account.refreshTokenExpiresAt',
  ]
  assert.deepEqual(
    rows.map(({ place }) => place).filter((place) => !harmless.includes(place)),
    [],
  )
})

test('A key and a setting leave a row, and not what they are (G2)', async (t) => {
  const desk = await openDesk(t)
  const rows = await auditOf(desk, () =>
    desk.db.transaction(desk.asAgent, async (tx) => {
      await insertKey(tx, {
        id: uuid(),
        hash: Buffer.from('5ec2e7'),
        person: desk.agent.id,
        scope: 'full',
        label: 'For reports',
        at,
      })
      await keepSetting(tx, 'secret', 'xyzzy')
      await keepSetting(tx, 'secret', 'plugh')
    }),
  )
  assert.deepEqual(
    rows.map(({ act, thing }) => `${thing} ${act}`),
    ['api_keys added', 'settings added', 'settings changed'],
  )
  assert.equal(rows[0]?.became?.['label'], 'For reports')
  assert.deepEqual(rows[0]?.became?.['hash'], { hidden: true })
  assert.deepEqual([rows[2]?.was, rows[2]?.became], [{ value: { hidden: true } }, { value: { hidden: true } }])
  assert.doesNotMatch(JSON.stringify(rows), /xyzzy|plugh|5ec2e7|356563326537/)
})

test('It says who did what to what: before and after, only what differs; what changes nothing is no act (G2)', async (t) => {
  const desk = await openDesk(t)
  const { id } = desk.aurora
  const rows = await auditOf(desk, () =>
    desk.db.transaction(desk.asAgent, async (tx) => {
      await tx.call(run(`update partners set tier = 'advanced', name = name where id = '${id}'`))
      await tx.call(run(`update partners set tier = 'advanced' where id = '${id}'`))
      await tx.call(run(`insert into partner_domains values ('aurora.example', '${id}', '2026-03-10')`))
      await tx.call(run(`delete from partner_domains where domain = 'aurora.example'`))
    }),
  )
  const agent = { actor: 'staff', person_id: desk.agent.id, partner_id: id }
  const domain = { domain: 'aurora.example', partner_id: id, added_at: '2026-03-10T00:00:00+00:00' }
  assert.deepEqual(rows, [
    { ...agent, act: 'changed', thing: 'partners', key: id, was: { tier: 'premium' }, became: { tier: 'advanced' } },
    { ...agent, act: 'added', thing: 'partner_domains', key: 'aurora.example', was: null, became: domain },
    { ...agent, act: 'removed', thing: 'partner_domains', key: 'aurora.example', was: domain, became: null },
  ])
})

test('What the program does for somebody is said to be for them, and what is done past the program is said so (G2)', async (t) => {
  const desk = await openDesk(t)
  const tier = (name: string) => run(`update partners set tier = '${name}' where id = '${desk.aurora.id}'`)
  const rows = await auditOf(desk, async () => {
    await desk.db.transaction(desk.asAurora, async (tx) => {
      await asProgram(tx, (inner) => inner.call(tier('advanced')))
    })
    await desk.db.system((tx) => tx.call(tier('authorised')))
    await desk.owner.query(tier('premium').text)
  })
  const asked = desk.asAurora.kind === 'partner' ? desk.asAurora.person : ''
  assert.deepEqual(
    rows.map(({ actor, person_id }) => [actor, person_id]),
    [
      ['system', asked],
      ['system', null],
      ['database', null],
    ],
  )
})

test('A row whose key changes is one that went and one that came; what is long is kept as its digest (G2)', async (t) => {
  const desk = await openDesk(t)
  await desk.db.system((tx) =>
    tx.call(run(`insert into partner_domains values ('a.example', '${desk.aurora.id}', '2026-03-10')`)),
  )
  const moved = await auditOf(desk, () => desk.owner.query(`update partner_domains set domain = 'b.example'`))
  assert.deepEqual(moved.map(({ act, key }) => `${act} ${key}`).toSorted(), ['added b.example', 'removed a.example'])
  const [long] = await auditOf(desk, () =>
    desk.owner.query(`update partners set name = repeat('x', 5000) where id = $1`, [desk.aurora.id]),
  )
  assert.equal(long?.was?.['name'], 'Aurora')
  assert.deepEqual(Object.keys(long?.became?.['name'] as object).toSorted(), ['length', 'sha256'])
})

test('The database itself refuses to change, remove or forge a row of the audit or a seal (G2)', async (t) => {
  const { owner, db } = await openDesk(t)
  for (const table of ['audit', 'seals']) {
    await owner.query(`insert into seals values (1, '2026-03-10', '{}', '', '') on conflict do nothing`)
    for (const text of [
      `update ${table} set ${table === 'audit' ? 'key' : 'lines'} = default`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await assert.rejects(owner.query(text), /append-only|not-null/, text)
  }
  await assert.rejects(
    db.system((tx) =>
      tx.call(run(`insert into audit (at, actor, act, thing, key) values ('2026-03-10', 'staff', 'added', 'x', 'x')`)),
    ),
    /permission denied/,
  )
})

test('A partner sees nothing of the audit and of its seals, not even of its own things (G2, G3)', async (t) => {
  const desk = await openDesk(t)
  await desk.owner.query(`insert into seals values (1, '2026-03-10', '{}', '', '')`)
  for (const table of ['audit', 'seals', 'seal_head']) {
    const count = run(`select count(*)::int as count from ${table}`)
    assert.ok(((await desk.db.transaction(desk.asAgent, (tx) => tx.call<{ count: number }>(count)))[0]?.count ?? 0) > 0)
    assert.deepEqual(await desk.db.transaction(desk.asAurora, (tx) => tx.call(count)), [{ count: 0 }], table)
  }
})

test('Ten thousand contacts that come in one statement are ten thousand rows of one more (G2)', async (t) => {
  const desk = await openDesk(t)
  const many = Array.from({ length: 10_000 }, (_, place) =>
    person(`Contact ${place}`, { email: `c${place}@many.example`, id: uuid<PersonId>() }),
  ).map((each) => ({ ...each, partner: desk.aurora.id }))
  const rows = await auditOf(desk, () => desk.db.system((tx) => addContacts(tx, many, at)))
  assert.equal(rows.length, 10_000)
  assert.deepEqual(
    new Set(rows.map(({ act, thing, partner_id }) => `${act} ${thing} ${partner_id}`)),
    new Set([`added people ${desk.aurora.id}`]),
  )
  // One trigger for a statement, none for a row.
  const { rows: forRows } = await desk.owner.query(
    `select tgname from pg_trigger where tgfoid = 'audit_change'::regproc and tgtype::int & 1 = 1`,
  )
  assert.deepEqual(forRows, [])
})

test('Whatever is written of a ticket writes no row of the audit (G2)', async (t) => {
  const desk = await openDesk(t)
  const rows = await auditOf(desk, async () => {
    await desk.db.system((tx) => commit(tx, [opening()]))
    assert.ok(desk.asAurora.kind === 'partner')
    const { partner, person: contact } = desk.asAurora
    await commitAtOnce(desk.db, { actor: desk.asAurora, writes: [opening({ partner, contact })] })
  })
  assert.deepEqual(rows, [])
})

test('People that are there already are audited as they are added (G2)', async (t) => {
  const desk = await openDesk(t)
  const rows = await auditOf(desk, () =>
    desk.db.system((tx) => insertPeople(tx, [person('New One', { partner: desk.borealis.id })])),
  )
  assert.deepEqual(
    rows.map(({ thing, became }) => [thing, became?.['name']]),
    [['people', 'New One']],
  )
})
