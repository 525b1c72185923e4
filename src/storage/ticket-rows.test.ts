import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, at, deciding, following, message, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, person, type Desk } from '../../test/support/storage.ts'
import type { CustomerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Ticket, Urgency } from '../domain/ticket/ticket.ts'
import type { Actor } from './actor.ts'
import { commit, type Write } from './commit.ts'
import { insertCustomers } from './customers.ts'
import { insertPeople } from './people.ts'
import type { TicketFilter } from './ticket-filter.ts'
import { countTickets, listTickets, readTicket, readTickets } from './ticket-rows.ts'
import { lockTicket } from './tickets.ts'

const noon = at('2026-03-10T12:00:00Z')

/** A ticket at a place of the queue, with its subject for a name. */
const placed = (subject: string, band: Urgency['band'], hours: number, change: Partial<Ticket> = {}): Write =>
  deciding(opening({ subject, ...change }, { messages: [message(`Text of ${subject}.`)] }), {
    urgency: { band, at: noon.add({ minutes: hours * 60 }) },
  })

const write = ({ db }: Desk, ...writes: Write[]): Promise<unknown> => db.system((tx) => commit(tx, writes))

/** Subjects of a whole list, however many pages it has. */
async function subjects(
  { db }: Desk,
  filter: TicketFilter,
  actor: Actor = { kind: 'system' },
  limit = 2,
): Promise<string[]> {
  const all: string[] = []
  for (let cursor: string | null = null; ;) {
    const page = await db.transaction(actor, (tx) => listTickets(tx, { ...filter, limit, cursor }))
    assert.ok(page.ok)
    all.push(...page.value.items.map(({ ticket }) => ticket.subject))
    cursor = page.value.nextCursor
    if (cursor === null) return all
  }
}

test('The queue has open tickets only, by band and then by instant, over any number of pages (C3)', async (t) => {
  const desk = await openDesk(t)
  await write(
    desk,
    placed('later', 2, 5),
    placed('warned', 1, 9),
    placed('broken second', 0, 2),
    placed('sooner', 2, 1),
    placed('broken first', 0, 1),
    placed('nothing promised', 3, -99),
    placed('over', 0, -5, { solvedAt: noon }),
  )
  const order = ['broken first', 'broken second', 'warned', 'sooner', 'later', 'nothing promised']
  for (const limit of [1, 2, 3, 50]) assert.deepEqual(await subjects(desk, { view: 'queue' }, undefined, limit), order)
})

test('Tickets of the very same urgency are each shown once', async (t) => {
  const desk = await openDesk(t)
  const names = Array.from({ length: 7 }, (_, place) => `same ${place}`)
  await write(desk, ...names.map((name) => placed(name, 2, 0)))
  assert.deepEqual((await subjects(desk, { view: 'queue' }, undefined, 3)).sort(), names)
  assert.deepEqual((await subjects(desk, { view: 'all' }, undefined, 3)).sort(), names)
})

test('A page stays right while tickets come, go and move: none is shown twice, none that stayed is missed', async (t) => {
  const desk = await openDesk(t)
  await write(desk, ...[1, 2, 3, 4, 5, 6].map((hours) => placed(`at ${hours}`, 2, hours)))
  const first = await desk.db.system((tx) => listTickets(tx, { view: 'queue', limit: 3, cursor: null }))
  assert.ok(first.ok)
  await write(desk, placed('new before', 2, 0), placed('new after', 2, 4.5))
  await desk.db.system(async (tx) => {
    const last = first.value.items[2]?.ticket
    assert.ok(last)
    const ticket = await lockTicket(tx, last.id)
    assert.ok(ticket)
    // The very ticket that the cursor names is closed meanwhile.
    await commit(tx, [following({ ...ticket, solvedAt: noon, closedAt: noon }, { kind: 'closed', byItself: false })])
  })
  const second = await desk.db.system((tx) =>
    listTickets(tx, { view: 'queue', limit: 10, cursor: first.value.nextCursor }),
  )
  assert.deepEqual(second.ok && second.value.items.map(({ ticket }) => ticket.subject), [
    'at 4',
    'new after',
    'at 5',
    'at 6',
  ])
})

test('A list may be narrowed by desk, severity, status, partner, and any of them together', async (t) => {
  const desk = await openDesk(t)
  const { aurora, borealis } = desk
  await write(
    desk,
    placed('a', 2, 1, { desk: 'support', severity: 1, partner: aurora.id }),
    placed('b', 2, 2, { desk: 'support', severity: 2, partner: borealis.id, firstAnsweredAt: noon }),
    placed('c', 2, 3, { desk: 'operations', severity: 1, partner: aurora.id, firstAnsweredAt: noon }),
    placed('d', 2, 4, { desk: 'operations', severity: 3, partner: aurora.id, solvedAt: noon }),
  )
  const rows: [TicketFilter, string[]][] = [
    [{ view: 'queue', desk: 'support' }, ['a', 'b']],
    [{ view: 'queue', severity: 1 }, ['a', 'c']],
    [{ view: 'queue', status: 'open' }, ['b', 'c']],
    [{ view: 'queue', partner: aurora.id }, ['a', 'c']],
    [{ view: 'queue', desk: 'operations', severity: 1, status: 'open', partner: aurora.id }, ['c']],
    [{ view: 'queue', desk: 'support', severity: 3 }, []],
    [{ view: 'queue', status: 'solved' }, []],
    [{ view: 'all', status: 'solved' }, ['d']],
  ]
  for (const [filter, expected] of rows) {
    assert.deepEqual(await subjects(desk, filter), expected, JSON.stringify(filter))
    assert.equal(await desk.db.system((tx) => countTickets(tx, filter)), expected.length)
  }
})

test('Mine are the open ones assigned to me', async (t) => {
  const desk = await openDesk(t)
  await write(
    desk,
    placed('mine', 2, 1, { assignee: desk.agent.id }),
    placed('mine and over', 2, 1, { assignee: desk.agent.id, solvedAt: noon }),
    placed('somebody’s', 2, 1, { assignee: uuid<PersonId>() }),
    placed('nobody’s', 2, 1),
  )
  assert.deepEqual(await subjects(desk, { view: 'mine' }, desk.asAgent), ['mine'])
  assert.deepEqual(await subjects(desk, { view: 'mine' }), [])
})

test('All tickets come with the one that something happened to last first', async (t) => {
  const desk = await openDesk(t)
  const [a, b, c] = ['a', 'b', 'c'].map((name, place) => placed(name, 2, 0, { receivedAt: noon.add({ hours: place }) }))
  assert.ok(a && b && c)
  await write(desk, a, b, c)
  await desk.db.system(async (tx) => {
    const ticket = await lockTicket(tx, a.decision.ticket.id)
    assert.ok(ticket)
    await commit(tx, [answering(ticket, { kind: 'log', side: 'agent' }, noon.add({ hours: 9 }))])
  })
  assert.deepEqual(await subjects(desk, { view: 'all' }), ['a', 'c', 'b'])
})

test('A partner lists its own, whatever it asks for (G3)', async (t) => {
  const desk = await openDesk(t)
  await write(
    desk,
    placed('own', 2, 1, { partner: desk.aurora.id }),
    placed('other', 2, 1, { partner: desk.borealis.id }),
  )
  for (const view of ['queue', 'all'] as const) {
    assert.deepEqual(await subjects(desk, { view }, desk.asAurora), ['own'])
    assert.deepEqual(await subjects(desk, { view, partner: desk.borealis.id }, desk.asAurora), [])
  }
  assert.equal(await desk.db.transaction(desk.asAurora, (tx) => countTickets(tx, { view: 'all' })), 1)
})

test('A cursor that is none, or of another list, is refused and says so', async (t) => {
  const desk = await openDesk(t)
  await write(desk, placed('a', 2, 1), placed('b', 2, 2))
  const list = (view: TicketFilter['view'], cursor: string | null) =>
    desk.db.system((tx) => listTickets(tx, { view, limit: 1, cursor }))
  const page = await list('queue', null)
  assert.ok(page.ok && page.value.nextCursor !== null)
  const forged = [
    ['queue', 2, '2026-13-45T99:00:00.000Z', uuid()],
    ['queue', '2', '2026-03-10T12:00:00.000Z', uuid()],
    ['queue'],
    'queue',
    null,
    ['queue', 2, "2026-03-10T12:00:00.000Z'; --", uuid()],
  ]
  const cursors = forged.map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
  for (const cursor of ['', 'nonsense', '{}', ...cursors]) {
    const result = await list('queue', cursor)
    assert.ok(!result.ok, cursor)
    assert.deepEqual([result.problem.code, result.problem.field], ['incomplete', 'cursor'])
  }
  assert.equal((await list('all', page.value.nextCursor)).ok, false)
  assert.equal((await list('queue', page.value.nextCursor)).ok, true)
})

test('Words find tickets by subject, message and number, the last one unfinished; all of them must be there', async (t) => {
  const desk = await openDesk(t)
  const reply = message('We reproduced the timeout in Zürich.', { side: 'agent' })
  const first = placed('Invoices are missing', 2, 1)
  const answer = { ...answering(first.decision.ticket), messages: [reply] }
  await write(desk, first, answer, placed('Login fails', 2, 2), placed('Invoice export', 2, 3, { solvedAt: noon }))
  const rows: [string, string[]][] = [
    ['invoices', ['Invoices are missing']],
    ['invoi', ['Invoices are missing', 'Invoice export']],
    ['MISSING invoi', ['Invoices are missing']],
    ['zürich', ['Invoices are missing']],
    ['"reproduced the timeout"', ['Invoices are missing']],
    ['"timeout the reproduced"', []],
    ['text -login', ['Invoices are missing', 'Invoice export']],
    ['ps-1002', ['Login fails']],
    ['login invoice', []],
    ['nowhere', []],
  ]
  for (const [q, expected] of rows) {
    const found = await subjects(desk, { view: 'all', q })
    assert.deepEqual(found.sort(), expected.toSorted(), q)
  }
  assert.deepEqual(await subjects(desk, { view: 'queue', q: 'invoi' }), ['Invoices are missing'])
  assert.equal((await subjects(desk, { view: 'all', q: '   ' })).length, 3)
  for (const q of ["'", '&', '!', '(', ':*', 'qq:*', '\\', '""', '-', '<->', 'x'.repeat(3000), '=public', '=nobody'])
    assert.deepEqual(await subjects(desk, { view: 'all', q }), [], q)
})

test('A part of an address, of a file’s name, or of a sentence without spaces finds the ticket too', async (t) => {
  const desk = await openDesk(t)
  const first = placed('Printer', 2, 1)
  const said =
    'Ask asha@aurora.example for copy_invoice.pdf, see https://help.example/renewal/2026. 請求書を再送してください。'
  await write(desk, first, { ...answering(first.decision.ticket), messages: [message(said, { side: 'agent' })] })
  for (const q of [
    'asha',
    'aurora.exam',
    'asha@aurora.example',
    'invoice',
    'invoice.pdf',
    'renewal',
    '請求書',
    '再送',
    '書',
  ])
    assert.deepEqual(await subjects(desk, { view: 'all', q }), ['Printer'], q)
  for (const q of ['aurora@asha', '書請', 'pdf.invoice', 'sha'])
    assert.deepEqual(await subjects(desk, { view: 'all', q }), [], q)
})

test('A message from before its words came with it is found as it was, by whole addresses too', async (t) => {
  const desk = await openDesk(t)
  const own = placed('Printer', 2, 1, { partner: desk.aurora.id })
  await write(desk, own)
  await desk.owner.query(
    `update messages set words = to_tsvector('simple', 'Ask asha@aurora.example') || array_to_tsvector(array['=' || partner_id])`,
  )
  for (const q of ['ask', 'asha@aurora.example', 'ask or nowhere', 'ask -nowhere']) {
    assert.deepEqual(await subjects(desk, { view: 'all', q }), ['Printer'], q)
    assert.deepEqual(await subjects(desk, { view: 'all', q }, desk.asAurora), ['Printer'], q)
    assert.deepEqual(await subjects(desk, { view: 'all', q }, desk.asBorealis), [], q)
  }
})

test('A partner’s words find its own public messages: no note, and nothing of another (G3)', async (t) => {
  const desk = await openDesk(t)
  const own = placed('Printer', 2, 1, { partner: desk.aurora.id })
  const note = message('They are impatient.', { visibility: 'internal', side: 'agent' })
  await write(desk, own, { ...answering(own.decision.ticket), messages: [note] })
  await write(desk, placed('Printer', 2, 2, { partner: desk.borealis.id }))
  const found = (q: string, actor: Actor): Promise<string[]> => subjects(desk, { view: 'all', q }, actor)
  assert.equal((await found('printer', desk.asAgent)).length, 2)
  assert.equal((await found('printer', desk.asAurora)).length, 1)
  assert.equal((await found('impatient', desk.asAgent)).length, 1)
  assert.equal((await found('impatient', desk.asAurora)).length, 0)
  assert.equal((await found('ps-1001', desk.asAurora)).length, 1)
  assert.equal((await found('ps-1002', desk.asAurora)).length, 0)
  // Not only is it not listed: the search itself does not tell of it.
  const ids = await desk.db.transaction(desk.asAurora, (tx) =>
    tx.call<{ id: TicketId }>({
      name: 'search',
      text: `select search_tickets('printer | impatient', '''printer'' & ''impatient''', 100) as id`,
    }),
  )
  assert.deepEqual(ids, [])
  const hits = await desk.db.transaction(desk.asAurora, (tx) =>
    tx.call<{ id: TicketId }>({
      name: 'search or',
      text: `select search_tickets('', '''impatient'' | ''printer''', 100) as id`,
    }),
  )
  assert.deepEqual(hits, [{ id: own.decision.ticket.id }])
})

test('A ticket comes with the names of those in it, and what the form said', async (t) => {
  const desk = await openDesk(t)
  const contact = person('Ada Lovelace', { partner: desk.aurora.id, email: 'Ada@Aurora.Example' })
  const customer = uuid<CustomerId>()
  const opened = opening(
    { partner: desk.aurora.id, contact: contact.id, customer, assignee: desk.agent.id },
    {
      opened: {
        numberPrefix: 'PS',
        intake: { any: 'form' },
        findings: [{ verdict: 'ask', field: 'troubleshooting', message: 'What have you tried?', rule: 'first-level' }],
        severityBecause: 'The word “down”.',
      },
    },
  )
  await desk.db.system(async (tx) => {
    await insertPeople(tx, [contact])
    await insertCustomers(tx, [
      {
        id: customer,
        partner: desk.aurora.id,
        name: 'Analytical Engines',
        domain: null,
        superAdminEmail: null,
        licences: 1,
        keyAccount: false,
        createdAt: noon,
      },
    ])
    await commit(tx, [opened])
  })
  const { ticket } = opened.decision
  const expected = {
    ticket,
    number: 'PS-1001',
    status: 'new',
    severityBecause: 'The word “down”.',
    urgency: opened.decision.urgency,
    findings: opened.opened?.findings,
    createdAt: ticket.receivedAt,
    updatedAt: ticket.receivedAt,
    partner: { id: desk.aurora.id, name: 'Aurora', tier: 'premium', country: 'IN', state: null },
    contact: { id: contact.id, name: 'Ada Lovelace', side: 'partner', email: 'ada@aurora.example', active: true },
    assignee: { id: desk.agent.id, name: 'Agnes Agent', side: 'staff', email: 'agnes.agent@desk.example' },
    customer: { id: customer, name: 'Analytical Engines' },
  }
  assert.deepEqual(await desk.db.transaction(desk.asAgent, (tx) => readTicket(tx, ticket.id)), expected)
  const seen = await desk.db.transaction(desk.asAurora, (tx) => readTicket(tx, ticket.id))
  assert.deepEqual(seen, { ...expected, assignee: { ...expected.assignee, email: null } })
  const other = opening()
  await write(desk, other)
  const both = await desk.db.system((tx) => readTickets(tx, [other.decision.ticket.id, uuid<TicketId>(), ticket.id]))
  assert.deepEqual(
    both.map((row) => row.ticket.id),
    [other.decision.ticket.id, ticket.id],
  )
  assert.deepEqual([both[0]?.partner, both[0]?.contact, both[0]?.assignee, both[0]?.customer], [null, null, null, null])
  assert.equal(await desk.db.system((tx) => readTicket(tx, uuid<TicketId>())), null)
})

test('Counts stop where they were told to', async (t) => {
  const desk = await openDesk(t)
  await write(desk, ...Array.from({ length: 5 }, (_, place) => placed(`n ${place}`, 2, place)))
  assert.equal(await desk.db.system((tx) => countTickets(tx, { view: 'queue' }, 3)), 3)
  assert.equal(await desk.db.system((tx) => countTickets(tx, { view: 'queue' })), 5)
})
