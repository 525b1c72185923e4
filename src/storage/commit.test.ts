import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, at, deciding, following, message, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import { changeClock, type Clock } from '../domain/clock.ts'
import type { CustomerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { commit } from './commit.ts'
import { eventsOf } from './events.ts'
import { tracedLettersOf } from './letter-lists.ts'
import { messagesOf } from './messages.ts'
import { readTicket } from './ticket-rows.ts'
import { lockTicket, lockTickets } from './tickets.ts'

const allOf = { limit: 100, cursor: null }

test('A ticket comes back as it was decided, with every fact, clock and instant (G1)', async (t) => {
  const { db, aurora, agent } = await openDesk(t)
  const opened = opening()
  const [ack, det] = opened.decision.clocks as [Clock, Clock]
  const change = changeClock(
    det,
    { desk: 'operations', severity: 1, tier: 'advanced', keyAccount: true, roundTheClock: true },
    { targetAt: at('2026-03-10T08:00:00.123Z'), limitAt: at('2026-03-10T12:00:00Z') },
    'worsened',
    at('2026-03-10T07:00:00Z'),
  )
  const clocks = [{ ...ack, warnedAt: at('2026-03-10T12:00:00Z'), breachedAt: at('2026-03-10T18:00:00Z') }, change]
  const ticket: Ticket = {
    ...opened.decision.ticket,
    policyVersion: 7,
    desk: 'operations',
    type: 'store-related',
    category: 'partner-store',
    subType: 'no-access',
    product: 'crm',
    kind: 'question',
    severity: 1,
    channel: 'mail',
    subject: "Ünïcode — “quoted”, \\back\\slash, 'single', 😀",
    partner: aurora.id,
    contact: uuid<PersonId>(),
    customer: uuid<CustomerId>(),
    tier: 'advanced',
    country: 'US',
    state: 'CA',
    keyAccount: true,
    critical: true,
    assignee: agent.id,
    receivedAt: at('2026-03-10T06:00:00.001Z'),
    firstAnsweredAt: at('2026-03-10T06:30:00Z'),
    unansweredSince: at('2026-03-10T06:45:00Z'),
    waitingOn: { team: 'CRM', reference: 'BUG-1', expectedOn: '2026-04-01', since: at('2026-03-10T06:50:00Z') },
    solvedAt: at('2026-03-10T09:00:00Z'),
    closedAt: at('2026-03-17T09:00:00Z'),
    mergedInto: uuid<TicketId>(),
    clocks,
  }
  const [done] = await db.system((tx) => commit(tx, [deciding(opened, { ticket, clocks })]))
  assert.deepEqual(await db.system((tx) => lockTicket(tx, ticket.id)), ticket)
  assert.match(done?.number ?? '', /^PS-\d{4,}$/)
  assert.equal(done?.revision, 1)
})

test('Numbers are given by the database, from 1001 on, each once', async (t) => {
  const { db } = await openDesk(t)
  const two = await db.system((tx) => commit(tx, [opening(), opening()]))
  const one = await db.system((tx) =>
    commit(tx, [opening({}, { opened: { numberPrefix: 'PO', intake: {}, findings: [], severityBecause: 'Given.' } })]),
  )
  assert.deepEqual(
    [...two, ...one].map(({ number }) => number),
    ['PS-1001', 'PS-1002', 'PO-1003'],
  )
})

test('A decision on a ticket changes it, its clocks and its ledger together', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening({}, { messages: [message('Nothing works.')] })
  const id = opened.decision.ticket.id
  await db.system((tx) => commit(tx, [opened]))
  const reply = message('Have you tried this?', { side: 'agent', at: at('2026-03-10T07:00:00Z') })
  const letter = {
    template: 'reply',
    to: { kind: 'named', name: 'A', email: 'a@partner.example' },
    message: reply.id,
    data: { a: 1 },
  } as const
  const [before, done] = await db.system(async (tx) => {
    const ticket = await lockTicket(tx, id)
    assert.ok(ticket !== null)
    const write = answering(ticket)
    return [ticket, await commit(tx, [{ ...deciding(write, { letters: [letter] }), messages: [reply] }])] as const
  })
  assert.deepEqual(done, [{ ticket: id, number: 'PS-1001', revision: 2 }])
  await db.system(async (tx) => {
    const row = await readTicket(tx, id)
    assert.equal(row?.ticket.revision, 2)
    assert.equal(row?.status, 'open')
    assert.equal(row?.createdAt.toString(), '2026-03-10T06:00:00Z')
    assert.equal(row?.updatedAt.toString(), '2026-03-10T07:00:00Z')
    assert.deepEqual(row?.ticket.clocks[0]?.stopped, { at: at('2026-03-10T07:00:00Z'), because: 'kept' })
    assert.deepEqual(row?.ticket.clocks[1], before.clocks[1])
    const events = await eventsOf(tx, id, allOf)
    assert.deepEqual(events.ok && events.value.items.map(({ event }) => [event.seq, event.fact.kind]), [
      [1, 'opened'],
      [2, 'agent-replied'],
    ])
    const messages = await messagesOf(tx, id, allOf)
    assert.deepEqual(messages.ok && messages.value.items.map(({ body }) => body), [
      'Nothing works.',
      'Have you tried this?',
    ])
    const [kept] = await tracedLettersOf(tx, id)
    assert.ok(kept !== undefined)
    const { template, to, message: carried, data, ticket: about, address, state, createdAt, tries } = kept
    assert.deepEqual({ template, to, message: carried, data }, letter)
    assert.deepEqual(
      [about, address, state, createdAt, tries],
      [id, 'a@partner.example', 'captured', at('2026-03-10T07:00:00Z'), 0],
    )
  })
})

test('An event comes back as the core made it, and so does who did it', async (t) => {
  const { db, agent } = await openDesk(t)
  const opened = opening({ waitingOn: null, receivedAt: at('2026-03-10T06:00:00.5Z') })
  const { ticket } = opened.decision
  const by = { kind: 'staff', person: agent.id } as const
  const merged = following(
    ticket,
    {
      kind: 'merged-from',
      other: uuid<TicketId>(),
      unansweredSince: at('2026-03-09T06:00:00Z'),
      clocks: ticket.clocks,
    },
    { by, at: at('2026-03-10T06:00:01.25Z') },
  )
  const events = [...opened.decision.events, ...merged.decision.events]
  await db.system((tx) => commit(tx, [opened, merged]))
  const read = await db.system((tx) => eventsOf(tx, ticket.id, allOf))
  assert.ok(read.ok)
  assert.deepEqual(
    read.value.items.map(({ event }) => event),
    events,
  )
  assert.deepEqual(read.value.items[1]?.person, { id: agent.id, name: agent.name, side: 'staff', email: agent.email })
})

test('Silent writes ask for no letters; others do', async (t) => {
  const { db } = await openDesk(t)
  const letter = {
    template: 'receipt',
    to: { kind: 'contact', person: uuid<PersonId>() },
    message: null,
    data: {},
  } as const
  const [quiet, loud] = [opening({}, { silent: true }), opening()].map((write) =>
    deciding(write, { letters: [letter] }),
  )
  assert.ok(quiet && loud)
  await db.system((tx) => commit(tx, [quiet, loud]))
  assert.equal((await db.system((tx) => tracedLettersOf(tx, quiet.decision.ticket.id))).length, 0)
  assert.equal((await db.system((tx) => tracedLettersOf(tx, loud.decision.ticket.id))).length, 1)
})

test('A whole life may be written at once: only the end is kept of the ticket, and every line of the ledger', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening()
  const answered = answering(opened.decision.ticket)
  const asked = following(answered.decision.ticket, { kind: 'partner-replied', message: null })
  const others = [opening(), opening()]
  const done = await db.system((tx) => commit(tx, [opened, others[0]!, answered, asked, others[1]!]))
  assert.deepEqual(
    done.map(({ revision }) => revision),
    [3, 1, 1],
  )
  const ticket = await db.system((tx) => lockTicket(tx, opened.decision.ticket.id))
  assert.deepEqual(ticket, asked.decision.ticket)
})

test('Two that decide on one ticket at once: one after the other, and neither is lost (G1)', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening()
  const { id } = opened.decision.ticket
  await db.system((tx) => commit(tx, [opened]))
  await Promise.all(
    Array.from({ length: 8 }, () =>
      db.system(async (tx) => {
        const ticket = await lockTicket(tx, id)
        assert.ok(ticket !== null)
        await commit(tx, [following(ticket, { kind: 'noted', message: null })])
      }),
    ),
  )
  const ticket = await db.system((tx) => lockTicket(tx, id))
  assert.equal(ticket?.revision, 9)
})

test('Whoever waits for a lock gets the clocks of that moment, not those from before it waited', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening()
  const { id } = opened.decision.ticket
  await db.system((tx) => commit(tx, [opened]))
  const locked = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const first = db.system(async (tx) => {
    const ticket = await lockTicket(tx, id)
    assert.ok(ticket !== null)
    locked.resolve()
    await go.promise
    await commit(tx, [answering(ticket)])
  })
  await locked.promise
  const second = db.system((tx) => lockTicket(tx, id))
  // It is waiting in the database by now, or it will find the lock free: either way it must see the answer.
  await db.system((tx) => tx.call({ name: 'sleep', text: 'select pg_sleep(0.05)' }))
  go.resolve()
  const [, ticket] = await Promise.all([first, second])
  assert.equal(ticket?.revision, 2)
  assert.equal(ticket?.clocks[0]?.stopped?.because, 'kept')
})

test('A decision made on an older ticket is refused, and nothing of it is written (G1)', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening()
  const { ticket } = opened.decision
  await db.system((tx) => commit(tx, [opened]))
  await db.system(async (tx) => {
    const current = await lockTicket(tx, ticket.id)
    assert.ok(current !== null)
    await commit(tx, [answering(current)])
  })
  const other = opening()
  let runs = 0
  await assert.rejects(
    db.system(async (tx) => {
      runs += 1
      await lockTicket(tx, ticket.id)
      await commit(tx, [other, following(ticket, { kind: 'noted', message: null })])
    }),
    /1 of 1 tickets were changed by somebody else meanwhile/,
  )
  assert.ok(runs > 1, 'what is decided anew on each try may succeed')
  assert.equal(await db.system((tx) => lockTicket(tx, other.decision.ticket.id)), null)
})

test('A write that was not locked, or does not follow, or is no opening, is our own mistake and throws', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening()
  const { ticket } = opened.decision
  await db.system((tx) => commit(tx, [opened]))
  const note = following(ticket, { kind: 'noted', message: null })
  await assert.rejects(
    db.system((tx) => commit(tx, [note])),
    /must be locked/,
  )
  const fresh = opening()
  await assert.rejects(
    db.system((tx) =>
      commit(tx, [fresh, following({ ...fresh.decision.ticket, revision: 5 }, { kind: 'product-answered' })]),
    ),
    /must follow each other/,
  )
  const { opened: _form, ...formless } = opening()
  await assert.rejects(
    db.system((tx) => commit(tx, [formless])),
    /'opened' belongs to a new ticket/,
  )
  await assert.rejects(
    db.system((tx) => commit(tx, [opened])),
    /duplicate key/,
  )
})

test('A ticket stays with its partner', async (t) => {
  const { db, aurora, borealis } = await openDesk(t)
  const opened = opening({ partner: aurora.id })
  await db.system((tx) => commit(tx, [opened]))
  await assert.rejects(
    db.system(async (tx) => {
      const ticket = await lockTicket(tx, opened.decision.ticket.id)
      assert.ok(ticket !== null)
      await commit(tx, [following({ ...ticket, partner: borealis.id }, { kind: 'product-answered' })])
    }),
  )
})

test('Why the severity is what it is changes with it, and stays otherwise (C7)', async (t) => {
  const { db } = await openDesk(t)
  const opened = opening()
  const { id } = opened.decision.ticket
  const because = async (): Promise<string | undefined> =>
    (await db.system((tx) => readTicket(tx, id)))?.severityBecause
  const change = (severityBecause?: string): Promise<unknown> =>
    db.system(async (tx) => {
      const ticket = await lockTicket(tx, id)
      assert.ok(ticket !== null)
      const write = following(ticket, { kind: 'noted', message: null })
      await commit(tx, [severityBecause === undefined ? write : { ...write, severityBecause }])
    })
  await db.system((tx) => commit(tx, [opened]))
  assert.equal(await because(), 'Given.')
  await change('It is down for everybody.')
  await change()
  assert.equal(await because(), 'It is down for everybody.')
})

test('What PostgreSQL’s text cannot hold is left out, everywhere alike, and nothing else', async (t) => {
  const { db } = await openDesk(t)
  const bad = 'a\0b \ud800 \\u0000 \\ud800 😀'
  const kept = 'ab \ufffd \\u0000 \\ud800 😀'
  const opened = opening({ subject: bad }, { messages: [message(bad)] })
  const { id } = opened.decision.ticket
  await db.system((tx) => commit(tx, [opened]))
  await db.system(async (tx) => {
    const row = await readTicket(tx, id)
    assert.equal(row?.ticket.subject, kept)
    const messages = await messagesOf(tx, id, allOf)
    assert.equal(messages.ok && messages.value.items[0]?.body, kept)
    const events = await eventsOf(tx, id, allOf)
    assert.ok(events.ok)
    const fact = events.value.items[0]?.event.fact
    assert.equal(fact?.kind === 'opened' && fact.request.subject, kept)
  })
})

test('Five hundred decisions are one call, and come out complete', async (t) => {
  const { db } = await openDesk(t)
  const openings = Array.from({ length: 500 }, (_, place) =>
    opening(
      { receivedAt: at('2026-03-10T06:00:00Z').add({ seconds: place }) },
      { messages: [message(`Number ${place}.`)] },
    ),
  )
  const done = await db.system((tx) => commit(tx, openings))
  assert.equal(new Set(done.map(({ number }) => number)).size, 500)
  const ids = openings.map(({ decision }) => decision.ticket.id)
  assert.deepEqual(
    done.map(({ ticket }) => ticket),
    ids,
  )
  await db.system(async (tx) => {
    const tickets = await lockTickets(tx, ids)
    assert.equal(tickets.length, 500)
    await commit(
      tx,
      tickets.map((ticket) => answering(ticket)),
    )
  })
  const after = await db.system((tx) => lockTickets(tx, ids))
  assert.ok(after.every(({ revision, clocks }) => revision === 2 && clocks.length === 2 && clocks[0]?.stopped !== null))
  assert.deepEqual(await db.system((tx) => commit(tx, [])), [])
})
