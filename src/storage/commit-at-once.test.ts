import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { answering, at, message, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import type { MessageId, TicketId } from '../domain/kernel.ts'
import { actorSettings, type Actor } from './actor.ts'
import { chainHash, chainStart } from './chain.ts'
import { commitAtOnce, type AtOnce } from './commit-at-once.ts'
import { claimKey } from './idempotency.ts'
import { storableJson } from './json.ts'
import { listTickets, readTicket } from './ticket-rows.ts'
import { writtenRows, type WrittenRow, type WrittenTable } from './written-rows.ts'

const now = at('2026-03-10T06:00:00Z')

const request = (actor: Actor, key?: string, bodyHash = 'of the body', subject = 'The report is wrong'): AtOnce => {
  const write = opening(actor.kind === 'partner' ? { partner: actor.partner, contact: actor.person } : {}, {
    messages: [message('Nothing works.')],
  })
  const response = { id: write.decision.ticket.id, number: '', subject }
  return key === undefined
    ? { actor, writes: [write] }
    : { actor, writes: [write], once: { key, bodyHash, at: now, status: 201, response: storableJson(response) } }
}

const idOf = ({ writes }: AtOnce) => writes[0]!.decision.ticket.id

test('A new ticket is written in one statement under its actor’s name, with everything of it', async (t) => {
  const { db, asAurora, owner } = await openDesk(t)
  const asked = request(asAurora)
  const done = await commitAtOnce(db, asked)
  assert.deepEqual(done, { kind: 'done', committed: [{ ticket: idOf(asked), number: 'PS-1001', revision: 1 }] })
  const row = await db.transaction(asAurora, (tx) => readTicket(tx, idOf(asked)))
  assert.deepEqual(row?.ticket, asked.writes[0]?.decision.ticket)
  const { rows } = await owner.query("select encode(hash, 'hex') as hash from events")
  assert.deepEqual(rows, [{ hash: chainHash(chainStart, idOf(asked), asked.writes[0]!.decision.events[0]!) }])
})

test('A repeated request is not done again: the first answer comes back, with its number (G1)', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const first = request(asAurora, 'k-1')
  assert.equal((await commitAtOnce(db, first)).kind, 'done')
  const again = await commitAtOnce(db, request(asAurora, 'k-1'))
  assert.deepEqual(again, {
    kind: 'replay',
    status: 201,
    response: { id: idOf(first), number: 'PS-1001', subject: 'The report is wrong' },
  })
  assert.deepEqual(await commitAtOnce(db, request(asAurora, 'k-1', 'of another')), { kind: 'mismatch' })
  const all = await db.system((tx) => listTickets(tx, { view: 'all', limit: 10, cursor: null }))
  assert.equal(all.ok && all.value.items.length, 1)
  // The other way to claim a key knows of it too.
  const claimed = await db.transaction(asAurora, (tx) => claimKey(tx, { key: 'k-1', bodyHash: 'of the body', at: now }))
  assert.deepEqual(claimed, again)
})

test('What was answered before shares a statement with what is new (G1)', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const first = request(asAurora, 'k-1')
  await commitAtOnce(db, first)
  const asked = ['k-0', 'k-1', 'k-2', 'k-1', 'k-3'].map((key) => request(asAurora, key))
  const done = await Promise.all(asked.map((each) => commitAtOnce(db, each)))
  assert.deepEqual(
    done.map(({ kind }) => kind),
    ['done', 'replay', 'done', 'replay', 'done'],
  )
  const all = await db.system((tx) => listTickets(tx, { view: 'all', limit: 10, cursor: null }))
  const made = [first, asked[0]!, asked[2]!, asked[4]!].map(idOf)
  assert.deepEqual(all.ok && new Set(all.value.items.map(({ ticket }) => ticket.id)), new Set(made))
})

test('What is decided on a new ticket at once is written with it', async (t) => {
  const { db, asAurora, owner } = await openDesk(t)
  const asked = request(asAurora, 'k-1')
  const followed = { ...asked, writes: [...asked.writes, answering(asked.writes[0]!.decision.ticket)] }
  const done = await commitAtOnce(db, followed)
  const last = followed.writes[1]!.decision.ticket
  assert.deepEqual(done, {
    kind: 'done',
    committed: [{ ticket: last.id, number: 'PS-1001', revision: last.revision }],
  })
  const row = await db.transaction(asAurora, (tx) => readTicket(tx, last.id))
  assert.deepEqual(row?.ticket, last)
  const { rows } = await owner.query('select seq from events order by seq')
  assert.equal(rows.length, last.revision)
})

test('Twenty of the same request at the same moment make one ticket (G1)', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const done = await Promise.all(Array.from({ length: 20 }, () => commitAtOnce(db, request(asAurora, 'k-1'))))
  assert.equal(done.filter(({ kind }) => kind === 'done').length, 1)
  const answers = new Set(done.flatMap((each) => (each.kind === 'replay' ? JSON.stringify(each.response) : [])))
  assert.equal(answers.size, 1)
})

test('Requests of several people share statements, each under its own actor (G3)', async (t) => {
  const { db, asAurora, asBorealis, asAgent } = await openDesk(t)
  const actors = [asAurora, asBorealis, asAgent]
  const asked = Array.from({ length: 60 }, (_, place) => request(actors[place % 3] as Actor, `k-${place}`))
  const done = await Promise.all(asked.map((each) => commitAtOnce(db, each)))
  const numbers = done.map((each) => (each.kind === 'done' ? each.committed[0]?.number : each.kind))
  assert.equal(new Set(numbers).size, 60)
  for (const actor of [asAurora, asBorealis]) {
    const own = await db.transaction(actor, (tx) => listTickets(tx, { view: 'all', limit: 100, cursor: null }))
    assert.deepEqual(
      own.ok && new Set(own.value.items.map(({ ticket }) => ticket.id)),
      new Set(asked.filter((each) => each.actor === actor).map(idOf)),
    )
  }
})

test('One that the database refuses fails alone: those that shared its statement are written (G3)', async (t) => {
  const { db, asAurora, asBorealis } = await openDesk(t)
  const forged = { ...request(asBorealis), actor: asAurora }
  const asked = [request(asAurora), forged, request(asBorealis), request(asAurora)]
  const done = await Promise.allSettled(asked.map((each) => commitAtOnce(db, each)))
  assert.deepEqual(
    done.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  )
  assert.match(String((done[1] as PromiseRejectedResult).reason), /row-level security/)
  const all = await db.system((tx) => listTickets(tx, { view: 'all', limit: 10, cursor: null }))
  assert.deepEqual(
    all.ok && new Set(all.value.items.map(({ ticket }) => ticket.id)),
    new Set(asked.filter((each) => each !== forged).map(idOf)),
  )
})

test('A request whose key somebody is still working under holds up nobody else (G1)', async (t) => {
  const { db, asAurora, asBorealis } = await openDesk(t)
  const { promise: claimed, resolve: hasClaimed } = Promise.withResolvers<void>()
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const working = db.transaction(asAurora, async (tx) => {
    await claimKey(tx, { key: 'k-1', bodyHash: 'of the body', at: now })
    hasClaimed()
    await over
    throw new Error('Came to nothing.')
  })
  await claimed
  let isHeld = true
  const held = commitAtOnce(db, request(asAurora, 'k-1')).finally(() => (isHeld = false))
  await setImmediate()
  const others = await Promise.all(['k-1', 'k-2'].map((key) => commitAtOnce(db, request(asBorealis, key))))
  assert.deepEqual(
    others.map(({ kind }) => kind),
    ['done', 'done'],
  )
  assert.equal(isHeld, true)
  end()
  await assert.rejects(working, /Came to nothing/)
  assert.equal((await held).kind, 'done')
})

test('What is written together is held row by row to who asked for it (G3)', async (t) => {
  const { db, owner, asAurora, asBorealis, aurora, borealis } = await openDesk(t)
  const there = request(asBorealis)
  await commitAtOnce(db, there)
  const [ticket, other] = [uuid<TicketId>(), idOf(there)]
  const [ofAurora, ofBorealis] = [asAurora, asBorealis].map((actor) => actorSettings(actor).person) as [string, string]
  const key = (actor: string, ticket_id: string) => ({
    actor,
    key: 'k',
    body_hash: 'x',
    status: 201,
    ticket_id,
    at: now,
  })
  const said = (ticket_id: string, partner_id: string) => ({
    ...{ id: uuid<MessageId>(), ticket_id, partner_id, body: 'Hello', visibility: 'public', for_customer: false },
    ...{ determination: false, side: 'partner', channel: 'api', at: now, words: { words: ['hello'], mark: null } },
  })
  const event = (ticket_id: string, partner_id: string) => ({
    ...{ ticket_id, seq: 7, partner_id, at: now, noted_at: now, by_kind: 'partner', by_side: 'partner' },
    ...{ visible_to: 'partner', kind: 'noted', data: {}, hash: '00' },
  })
  const letter = (ticket_id: string, partner_id: string) => ({
    ...{ ticket_id, partner_id, template: 'receipt', recipient: {}, data: {}, state: 'queued', created_at: now },
  })
  const clock = (ticket_id: string, partner_id: string) => ({
    ...{
      ticket_id,
      promised: 'acknowledgement',
      ordinal: 9,
      partner_id,
      desk: 'support',
      severity: 1,
      tier: 'premium',
    },
    ...{ key_account: false, round_the_clock: false, started_at: now, target_at: now, limit_at: now, changes: [] },
  })
  const write = (rows: { readonly [Each in WrittenTable]?: WrittenRow<Each> }) =>
    db.once({ name: 'forged', text: 'select * from commit_at_once($1, $2, $3, null, $4, $5, $6, $7)' }, [
      ...[JSON.stringify({ [ticket]: aurora.id }), JSON.stringify({ [ticket]: ofAurora })],
      ...(['keys', 'clocks', 'events', 'messages', 'letters'] as const).map((name) =>
        writtenRows(db.rowTypes, name, rows[name] === undefined ? [] : [rows[name]]),
      ),
    ])
  for (const [whose, of] of [
    [other, borealis.id],
    [other, aurora.id],
    [ticket, borealis.id],
  ] as const) {
    await assert.rejects(write({ messages: said(whose, of) }), /row-level security/)
    await assert.rejects(write({ events: event(whose, of) }), /row-level security/)
    await assert.rejects(write({ letters: letter(whose, of) }), /row-level security/)
    await assert.rejects(write({ clocks: clock(whose, of) }), /row-level security/)
  }
  await assert.rejects(write({ keys: key(ofBorealis, ticket) }), /row-level security/)
  await assert.rejects(write({ keys: key(ofAurora, other) }), /row-level security/)

  // The same as its own is taken.
  const own = { messages: said(ticket, aurora.id), events: event(ticket, aurora.id) }
  await write({ keys: key(ofAurora, ticket), ...own, clocks: clock(ticket, aurora.id) })
  const { rows } = await owner.query('select (select count(*) from messages)::int as messages')
  assert.equal(rows[0].messages, 2)
})

test('Only new tickets may be written so: others must be locked first', async (t) => {
  const { db, asAgent } = await openDesk(t)
  const write = answering(opening().decision.ticket)
  await assert.rejects(commitAtOnce(db, { actor: asAgent, writes: [write] }), /Only new tickets/)
  await assert.rejects(commitAtOnce(db, { actor: asAgent, writes: [opening(), opening()] }), /Only new tickets/)
  await assert.rejects(commitAtOnce(db, { actor: asAgent, writes: [] }), /Only new tickets/)
})

test('An answer with what PostgreSQL cannot hold comes back without it', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const asked = request(asAurora, 'k-1', 'of the body', 'a\0b \\u0000 \ud800')
  assert.equal((await commitAtOnce(db, asked)).kind, 'done')
  const again = await commitAtOnce(db, request(asAurora, 'k-1'))
  assert.deepEqual(again.kind === 'replay' && again.response, {
    id: idOf(asked),
    number: 'PS-1001',
    subject: 'ab \\u0000 \ufffd',
  })
})

test('Answers of several requests are each kept whole, whatever letters they are written in (G1)', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const subjects = ['Ärger mit ß', '', '請求書', 'plain', '👍🏽 “quoted” \\ \n']
  const asked = subjects.map((subject, place) => request(asAurora, `k-${9 - place}`, 'of the body', subject))
  const done = await Promise.all(asked.map((each) => commitAtOnce(db, each)))
  assert.ok(done.every(({ kind }) => kind === 'done'))
  for (const [place, subject] of subjects.entries()) {
    const again = await commitAtOnce(db, request(asAurora, `k-${9 - place}`))
    const first = done[place]
    const number = first?.kind === 'done' ? first.committed[0]?.number : undefined
    assert.deepEqual(again, { kind: 'replay', status: 201, response: { id: idOf(asked[place]!), number, subject } })
  }
})

test('A key with quotes, commas and brackets is a key like any other', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const key = `"a', {b} \\ ${randomUUID()}`
  assert.equal((await commitAtOnce(db, request(asAurora, key))).kind, 'done')
  assert.equal((await commitAtOnce(db, request(asAurora, key))).kind, 'replay')
})
