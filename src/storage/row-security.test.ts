import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, deciding, following, message, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { CustomerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Actor } from './actor.ts'
import { commit } from './commit.ts'
import { insertCustomers } from './customers.ts'
import { eventsOf } from './events.ts'
import { claimKey, keepAnswer } from './idempotency.ts'
import { insertKey } from './keys.ts'
import { messagesOf } from './messages.ts'
import { namesOf } from './people.ts'
import { insertPolicy } from './policies.ts'
import { keepSetting } from './settings.ts'
import { countSignInTry } from './sign-in.ts'
import { readTicket } from './ticket-rows.ts'
import { lockTicket } from './tickets.ts'
import type { Tx } from './tx.ts'
import type { Policy } from '../domain/policy.ts'

/** Everything that belongs to one of the two partners, in every table that has partners' things. */
async function furnish(desk: Desk): Promise<{ aurora: TicketId; borealis: TicketId }> {
  const ticketOf = async (actor: Actor & { kind: 'partner' }): Promise<TicketId> => {
    const id = uuid<TicketId>()
    const opened = opening(
      { id, partner: actor.partner, contact: actor.person },
      { messages: [message('Nothing works.', { author: actor.person })] },
    )
    const letter = {
      template: 'receipt',
      to: { kind: 'contact', person: actor.person },
      message: null,
      data: {},
    } as const
    await desk.db.system(async (tx) => {
      await commit(tx, [deciding(opened, { letters: [letter] })])
      await insertCustomers(tx, [
        {
          id: uuid<CustomerId>(),
          partner: actor.partner,
          name: 'A customer',
          domain: 'customer.example',
          superAdminEmail: null,
          licences: 10,
          keyAccount: false,
          createdAt: opened.decision.ticket.receivedAt,
        },
      ])
      await insertKey(tx, {
        id: uuid(),
        hash: Buffer.from(actor.person),
        person: actor.person,
        scope: 'all',
        label: 'Test',
        at: opened.decision.ticket.receivedAt,
      })
    })
    await desk.db.transaction(actor, async (tx) => {
      await claimKey(tx, { key: 'same key', bodyHash: 'x', at: opened.decision.ticket.receivedAt })
      await keepAnswer(tx, 'same key', 201, {})
    })
    return id
  }
  const aurora = await ticketOf(desk.asAurora as Actor & { kind: 'partner' })
  const borealis = await ticketOf(desk.asBorealis as Actor & { kind: 'partner' })
  await desk.db.system(async (tx) => {
    const at = Temporal.Instant.from('2026-03-10T06:00:00Z')
    await insertPolicy(tx, { version: 1, policy: {} as Policy, digest: 'x', at, by: null })
    await keepSetting(tx, 'some', 'thing')
    await countSignInTry(tx, 'somebody', at, at)
  })
  await desk.owner.query(`insert into replay_positions values ('log', 'INC1', $1, 1)`, [aurora])
  return { aurora, borealis }
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

const call = <Row>(tx: Tx, text: string, values: unknown[] = []): Promise<readonly Row[]> =>
  tx.call<Row>({ name: text.slice(0, 60), text }, values)

test('Every table has row level security and a policy, those of tomorrow too (G3)', async (t) => {
  const tables = await tablesOf(await openDesk(t))
  const open = tables.filter(({ name, secured, policies }) => name !== 'migrations' && !(secured && policies > 0))
  assert.deepEqual(open, [])
  assert.ok(tables.length > 15)
})

test('A partner sees its own rows and nobody else’s, in every table that has partners’ things (G3)', async (t) => {
  const desk = await openDesk(t)
  await furnish(desk)
  const tables = (await tablesOf(desk)).filter(({ of_partner }) => of_partner)
  assert.ok(tables.length >= 7)
  for (const { name } of tables) {
    const { rows } = await desk.owner.query(`select count(distinct partner_id)::int as partners from ${name}`)
    assert.equal(rows[0].partners, 2, `${name} needs rows of both partners for this test to say anything`)
    const seen = await desk.db.transaction(desk.asAurora, (tx) =>
      call<{ partner_id: string }>(tx, `select distinct partner_id from ${name}`),
    )
    const own = name === 'letters' ? [] : [desk.aurora.id]
    assert.deepEqual(
      seen.map(({ partner_id }) => partner_id),
      own,
      name,
    )
  }
})

test('A partner sees no other partner, no key, no answer and no setting that is not its own (G3)', async (t) => {
  const desk = await openDesk(t)
  await furnish(desk)
  const counts = { partners: 1, api_keys: 1, idempotency_keys: 1, settings: 0, replay_positions: 0, policies: 1 }
  for (const [name, count] of Object.entries(counts)) {
    const rows = await desk.db.transaction(desk.asAurora, (tx) => call(tx, `select * from ${name}`))
    assert.equal(rows.length, count, name)
  }
})

test('Without an actor nothing is visible, in any table or view (G3)', async (t) => {
  const desk = await openDesk(t)
  await furnish(desk)
  const { rows } = await desk.owner.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
      and has_table_privilege('partner_desk_app', oid, 'select')`)
  assert.ok(rows.length > 15)
  for (const { name } of rows) {
    const text = `select count(*)::int as n from ${name}`
    assert.deepEqual(await desk.db.once({ name, text }), [{ n: 0 }], name)
    if (name.startsWith('auth_')) continue
    const [seen] = await desk.db.system((tx) => call<{ n: number }>(tx, text))
    assert.ok(seen !== undefined && seen.n > 0, `${name} is empty: this test says nothing of it`)
  }
  assert.deepEqual(await desk.db.once({ name: 's', text: "select search_tickets('nothing', 10)" }), [])
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
