import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, following, message, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { PersonId, TicketId } from '../domain/kernel.ts'
import type { Actor } from './actor.ts'
import { commit, type Write } from './commit.ts'
import { eventsOf } from './events.ts'
import { messagesOf } from './messages.ts'
import { namesOf } from './people.ts'
import { readTicket } from './ticket-rows.ts'
import { lockTicket } from './tickets.ts'
import type { Tx } from './tx.ts'

/** A ticket of each partner, with a message. */
async function furnish({ db, asAurora, asBorealis }: Desk): Promise<{ aurora: TicketId; borealis: TicketId }> {
  const [aurora, borealis] = [asAurora, asBorealis].map((actor) => {
    const { partner, person } = actor as Actor & { kind: 'partner' }
    return opening({ partner, contact: person }, { messages: [message('Nothing works.', { author: person })] })
  }) as [Write, Write]
  await db.system((tx) => commit(tx, [aurora, borealis]))
  return { aurora: aurora.decision.ticket.id, borealis: borealis.decision.ticket.id }
}

interface Table {
  readonly name: string
  readonly secured: boolean
  readonly policies: number
  readonly of_partner: boolean
}

const tablesOf = async ({ owner }: Desk): Promise<readonly Table[]> =>
  (
    await owner.query<Table>(`
      select c.relname as name, c.relrowsecurity as secured, (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partner_id' and not a.attisdropped) as of_partner
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
  ).rows

interface Column {
  readonly name: string
  readonly type: string
  readonly needed: boolean
}

/** What stands in a column of a row that is only there to be seen or not to be seen. */
const anything: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: 'gen_random_uuid()::text',
  'text[]': `'{}'`,
  integer: '(random() * 1e9)::integer',
  bigint: '(random() * 1e9)::bigint',
  smallint: '1',
  numeric: '1',
  boolean: 'true',
  'timestamp with time zone': `'2026-03-10T06:00:00Z'`,
  date: `'2026-03-10'`,
  json: `'{}'`,
  jsonb: `'{}'`,
  bytea: `convert_to(gen_random_uuid()::text, 'UTF8')`,
  tsvector: `''`,
}

/** As much as there can be for a partner: what keeps a row from another one is then only whose it is. */
const telling: Readonly<Record<string, string>> = { visible_to: `'partner'`, visibility: `'public'` }

/** A row for each of the partners in every table, of tomorrow's tables too; what belongs to nobody gets one. */
async function fill(desk: Desk): Promise<void> {
  // Only who sees a row is of interest: what it refers to need not be there.
  await desk.owner.query(`do $$ declare c record; begin
    for c in select conrelid::regclass as place, conname from pg_constraint
      where contype in ('f', 'c') and connamespace = 'public'::regnamespace
    loop execute format('alter table %s drop constraint %I', c.place, c.conname); end loop; end $$`)
  for (const { name, of_partner } of await tablesOf(desk)) {
    const { rows: columns } = await desk.owner.query<Column>(
      `select attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef and attidentity = '' as needed
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [name],
    )
    for (const partner of of_partner ? [desk.aurora.id, desk.borealis.id] : [null]) {
      const filled = columns.filter((column) => column.needed || column.name === 'partner_id')
      const values = filled.map((column) =>
        column.name === 'partner_id' ? `'${partner}'` : (telling[column.name] ?? anything[column.type]),
      )
      const names = filled.map((column) => `"${column.name}"`)
      await desk.owner.query(`insert into ${name} (${names.join(', ')}) values (${values.join(', ')})`)
    }
  }
}

const call = <Row>(tx: Tx, text: string, values: unknown[] = []): Promise<readonly Row[]> =>
  tx.call<Row>({ name: text.slice(0, 60), text }, values)

test('Every table has row level security and a policy, those of tomorrow too (G3)', async (t) => {
  const tables = await tablesOf(await openDesk(t))
  const open = tables.filter(({ name, secured, policies }) => name !== 'migrations' && !(secured && policies > 0))
  assert.deepEqual(open, [])
  assert.ok(tables.length > 15)
})

test('A partner sees nobody else’s rows, in every table that has partners’ things, those of tomorrow too (G3)', async (t) => {
  const desk = await openDesk(t)
  await fill(desk)
  const tables = (await tablesOf(desk)).filter(({ of_partner }) => of_partner)
  assert.ok(tables.length >= 7)
  const ownSeen: string[] = []
  for (const { name } of tables) {
    const text = `select distinct partner_id from ${name} where partner_id is not null`
    assert.ok((await desk.owner.query(text)).rows.length >= 2, name)
    const seen = await desk.db.transaction(desk.asAurora, (tx) => call<{ partner_id: string }>(tx, text))
    assert.ok(
      seen.every(({ partner_id }) => partner_id === desk.aurora.id),
      name,
    )
    if (seen.length > 0) ownSeen.push(name)
  }
  for (const name of ['tickets', 'clocks', 'events', 'messages', 'customers', 'people'])
    assert.ok(ownSeen.includes(name), `${name}: its own is shown`)
  assert.ok(!ownSeen.includes('letters'))
})

test('A partner sees no other partner, and no key or answer but its own; nothing of the program itself (G3)', async (t) => {
  const desk = await openDesk(t)
  await fill(desk)
  const { person } = desk.asAurora as Actor & { kind: 'partner' }
  await desk.owner.query(`
    insert into idempotency_keys (actor, key, body_hash, at) values ('${person}', 'k', 'x', '2026-03-10T06:00:00Z');
    insert into api_keys (id, hash, person_id, scope, label, created_at)
      values (gen_random_uuid(), 'x', '${person}', 'all', 'x', '2026-03-10T06:00:00Z')`)
  const counts = { partners: 1, api_keys: 1, idempotency_keys: 1, settings: 0, replay_positions: 0 }
  for (const [name, count] of Object.entries(counts)) {
    const rows = await desk.db.transaction(desk.asAurora, (tx) => call(tx, `select * from ${name}`))
    assert.equal(rows.length, count, name)
  }
})

test('Without an actor nothing is visible, in any table or view (G3)', async (t) => {
  const desk = await openDesk(t)
  await fill(desk)
  const { rows } = await desk.owner.query<{ name: string; kind: string }>(`
    select relname as name, relkind as kind from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p', 'v') and has_table_privilege('partner_desk_app', oid, 'select')`)
  assert.ok(rows.length > 15)
  for (const { name, kind } of rows) {
    const text = `select count(*)::int as n from ${name}`
    assert.deepEqual(await desk.db.once({ name, text }), [{ n: 0 }], name)
    if (kind !== 'v') assert.ok((await desk.owner.query(text)).rows[0].n > 0, name)
  }
  assert.deepEqual(await desk.db.once({ name: 's', text: "select search_tickets('nothing', '''nothing''', 10)" }), [])
  // A connection that has worked for somebody forgets it.
  await desk.db.transaction(desk.asAgent, (tx) => call(tx, 'select 1'))
  assert.deepEqual(await desk.db.once({ name: 't', text: 'select id from tickets' }), [])
})

test('Another partner’s ticket is not there: neither to be read, nor locked, nor answered (G3)', async (t) => {
  const desk = await openDesk(t)
  const { borealis } = await furnish(desk)
  await desk.db.transaction(desk.asAurora, async (tx) => {
    assert.equal(await readTicket(tx, borealis), null)
    assert.equal(await lockTicket(tx, borealis), null)
    const messages = await messagesOf(tx, borealis, { limit: 10, cursor: null })
    assert.deepEqual(messages.ok && messages.value.items, [])
    const events = await eventsOf(tx, borealis, { limit: 10, cursor: null })
    assert.deepEqual(events.ok && events.value.items, [])
  })
  const ticket = await desk.db.system((tx) => lockTicket(tx, borealis))
  assert.ok(ticket !== null)
  await assert.rejects(
    desk.db.transaction(desk.asAurora, (tx) => {
      tx.heads.set(borealis, '00')
      return commit(tx, [following(ticket, { kind: 'partner-replied', message: null })])
    }),
    /changed by somebody else|row-level security/,
  )
})

test('A partner writes on its own tickets, and nothing under another’s name (G3)', async (t) => {
  const desk = await openDesk(t)
  const { aurora } = await furnish(desk)
  const by = { kind: 'partner', person: (desk.asAurora as { person: PersonId }).person } as const
  await desk.db.transaction(desk.asAurora, async (tx) => {
    const ticket = await lockTicket(tx, aurora)
    assert.ok(ticket !== null)
    const reply = following(ticket, { kind: 'partner-replied', message: null }, { by })
    await commit(tx, [{ ...reply, messages: [message('Still broken.')] }])
  })
  for (const wrong of [
    opening({ partner: desk.borealis.id }),
    opening({ partner: null }),
    opening({ partner: desk.aurora.id }, { messages: [message('A note.', { visibility: 'internal' })] }),
  ])
    await assert.rejects(
      desk.db.transaction(desk.asAurora, (tx) => commit(tx, [wrong])),
      /row-level security/,
    )
  for (const text of [
    `update partners set tier = 'premium'`,
    `update people set role = 'admin'`,
    `insert into settings values ('a', '1')`,
    `delete from tickets`,
    `update messages set body = ''`,
    `set local role postgres`,
  ])
    await desk.db
      .transaction(desk.asAurora, (tx) => call(tx, `${text} returning 1`))
      .then(
        (rows) => assert.deepEqual(rows, [], text),
        (thrown: Error) => assert.match(thrown.message, /row-level security|permission denied|syntax error/, text),
      )
})

test('A partner’s act may record what only staff may read: it is written, and not shown (G3, C3)', async (t) => {
  const desk = await openDesk(t)
  const { aurora } = await furnish(desk)
  await desk.db.transaction(desk.asAurora, async (tx) => {
    const ticket = await lockTicket(tx, aurora)
    assert.ok(ticket !== null)
    const late = following(ticket, { kind: 'noted', message: null }, { visibleTo: 'staff' })
    await commit(tx, [late])
  })
  const kinds = async (actor: Actor): Promise<string[]> => {
    const page = await desk.db.transaction(actor, (tx) => eventsOf(tx, aurora, { limit: 10, cursor: null }))
    return page.ok ? page.value.items.map(({ event: { fact } }) => fact.kind) : []
  }
  assert.deepEqual(await kinds(desk.asAurora), ['opened'])
  assert.deepEqual(await kinds(desk.asAgent), ['opened', 'noted'])
})

test('Internal messages are for staff (G3)', async (t) => {
  const desk = await openDesk(t)
  const { aurora } = await furnish(desk)
  await desk.db.transaction(desk.asAgent, async (tx) => {
    const ticket = await lockTicket(tx, aurora)
    assert.ok(ticket !== null)
    const at = ticket.receivedAt.add({ minutes: 5 })
    const note = message('They always say so.', { visibility: 'internal', side: 'agent', author: desk.agent.id, at })
    await commit(tx, [{ ...answering(ticket), messages: [note] }])
  })
  const bodies = async (actor: Actor): Promise<string[]> => {
    const page = await desk.db.transaction(actor, (tx) => messagesOf(tx, aurora, { limit: 10, cursor: null }))
    return page.ok ? page.value.items.map(({ body }) => body) : []
  }
  assert.deepEqual(await bodies(desk.asAurora), ['Nothing works.'])
  assert.deepEqual(await bodies(desk.asAgent), ['Nothing works.', 'They always say so.'])
})

test('A partner knows staff by name and not by address, and nobody of another partner (G3)', async (t) => {
  const desk = await openDesk(t)
  const { person: own } = desk.asAurora as { person: PersonId }
  const { person: other } = desk.asBorealis as { person: PersonId }
  const wanted = [desk.agent.id, own, other]
  const seen = await desk.db.transaction(desk.asAurora, (tx) => namesOf(tx, wanted))
  assert.deepEqual(seen.get(desk.agent.id), { id: desk.agent.id, name: 'Agnes Agent', side: 'staff', email: null })
  assert.equal(seen.get(own)?.email, 'contact.of.aurora@desk.example')
  assert.equal(seen.has(other), false)
  const byStaff = await desk.db.transaction(desk.asAgent, (tx) => namesOf(tx, wanted))
  assert.equal(byStaff.size, 3)
  assert.equal(byStaff.get(desk.agent.id)?.email, 'agnes.agent@desk.example')
})

test('An actor that is no actor is not let in', async (t) => {
  const { db } = await openDesk(t)
  const forged = { kind: 'partner', person: uuid<PersonId>(), partner: "x', true), set_config('desk.actor', 'system" }
  await assert.rejects(
    db.transaction(forged as unknown as Actor, (tx) => call(tx, 'select 1')),
    /must be a UUID/,
  )
})
