import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, deciding, following, message, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { PersonId } from '../domain/kernel.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { turnOf } from '../domain/ticket/turn.ts'
import type { Actor } from './actor.ts'
import { commit, type Write } from './commit.ts'
import type { TicketFilter } from './ticket-filter.ts'
import { countSome, listTickets } from './ticket-rows.ts'
import { lockTicket } from './tickets.ts'

const noon = at('2026-03-10T12:00:00Z')

const placed = (subject: string, hours: number, change: Partial<Ticket> = {}): Write =>
  deciding(opening({ subject, ...change }, { messages: [message(`Text of ${subject}.`)] }), {
    urgency: { band: 2, at: noon.add({ hours }) },
    ...(change.clocks === undefined ? {} : { clocks: change.clocks }),
  })

const write = ({ db }: Desk, ...writes: Write[]): Promise<unknown> => db.system((tx) => commit(tx, writes))

/** Subjects page by page, to the end. */
async function pages(
  { db }: Desk,
  filter: TicketFilter,
  { limit = 50, most, actor = { kind: 'system' } }: { limit?: number; most?: number; actor?: Actor } = {},
): Promise<string[][]> {
  const all: string[][] = []
  for (let cursor: string | null = null; ;) {
    const page = await db.transaction(actor, (tx) => listTickets(tx, { ...filter, limit, cursor }, most))
    assert.ok(page.ok)
    all.push(page.value.items.map(({ ticket }) => ticket.subject))
    cursor = page.value.nextCursor
    if (cursor === null) return all
  }
}

test('C3: a list is narrowed by everything that a ticket says of itself, any of several values, all of several names', async (t) => {
  const desk = await openDesk(t)
  const [ann, bob] = [desk.agent.id, uuid<PersonId>()]
  await write(
    desk,
    placed('a', 1, { severity: 1, assignee: ann, kind: 'incident', category: 'technical', product: 'crm' }),
    placed('b', 2, {
      severity: 2,
      assignee: bob,
      kind: 'question',
      category: 'billing',
      product: 'CRM',
      tier: 'advanced',
    }),
    placed('c', 3, { severity: 3, kind: 'incident', channel: 'mail', country: 'US', state: 'CA', keyAccount: true }),
    placed('d', 4, { severity: 4, kind: 'request', channel: 'phone', country: 'US', unansweredSince: noon }),
  )
  const rows: [Omit<TicketFilter, 'view'>, string][] = [
    [{ severity: [1, 3] }, 'a c'],
    [{ severity: [2] }, 'b'],
    [{ assignee: ann }, 'a'],
    [{ assignee: [ann, bob] }, 'a b'],
    [{ assignee: null }, 'c d'],
    [{ assignee: [null, bob] }, 'b c d'],
    [{ kind: ['incident', 'request'] }, 'a c d'],
    [{ kind: ['incident', 'request'], severity: [3, 4] }, 'c d'],
    [{ category: ['billing'] }, 'b'],
    [{ product: ['crm', 'CRM'] }, 'a b'],
    [{ tier: ['advanced'] }, 'b'],
    [{ channel: ['mail', 'phone'] }, 'c d'],
    [{ places: { countries: [], states: ['US-CA'] } }, 'c'],
    [{ places: { countries: [], states: ['US-'] } }, 'd'],
    [{ places: { countries: ['US'], states: [] } }, 'c d'],
    [{ keyAccount: false }, 'a b d'],
    [{ keyAccount: true }, 'c'],
    [{ escalated: true }, ''],
    [{ escalated: false }, 'a b c d'],
    [{ status: ['open', 'solved'] }, ''],
    [{ unansweredSince: noon.subtract({ hours: 1 }), channel: ['phone'] }, ''],
    [{ unansweredSince: noon, channel: ['phone'] }, 'd'],
  ]
  for (const [filter, expected] of rows)
    for (const view of ['queue', 'all'] as const) {
      const shown = (await pages(desk, { view, ...filter })).flat().toSorted().join(' ')
      assert.equal(shown, expected, `${view} ${JSON.stringify(filter)}`)
      const counted = await desk.db.system((tx) => countSome(tx, { view, ...filter }))
      assert.deepEqual(counted, { count: expected.split(' ').filter(Boolean).length, isAll: true })
    }
  // Order and pages are those of the list without the filter.
  assert.deepEqual(await pages(desk, { view: 'queue', kind: ['incident', 'request'] }, { limit: 2 }), [
    ['a', 'c'],
    ['d'],
  ])
})

test('C3, C6: whose turn it is reads the same in a list as on the ticket', async (t) => {
  const desk = await openDesk(t)
  const waitingOn = { team: 'CRM', reference: null, expectedOn: null, since: noon }
  const answered = { firstAnsweredAt: noon, unansweredSince: null }
  const changes: Readonly<Record<string, Partial<Ticket>>> = {
    fresh: {},
    'fresh without a promise': { clocks: [] },
    'answered, determination owed': answered,
    'with the partner': { ...answered, clocks: [] },
    'asked again': { firstAnsweredAt: noon, clocks: [] },
    'with the team': { ...answered, waitingOn, clocks: [] },
    'with the team, answer owed': { ...answered, waitingOn },
    solved: { solvedAt: noon },
  }
  const writes = Object.entries(changes).map(([subject, change], hours) => placed(subject, hours, change))
  await write(desk, ...writes)
  for (const turn of ['us', 'partner', 'product', 'nobody'] as const) {
    const expected = writes.map(({ decision }) => decision.ticket).filter((ticket) => turnOf(ticket) === turn)
    assert.ok(expected.length > 0, turn)
    assert.deepEqual(
      (await pages(desk, { view: 'all', turn })).flat().toSorted(),
      expected.map(({ subject }) => subject).toSorted(),
      turn,
    )
  }
})

test('However few pass, a page looks through so many and leads on: none is left out, none comes twice', async (t) => {
  const desk = await openDesk(t)
  const kinds = [
    'incident',
    'question',
    'question',
    'question',
    'question',
    'incident',
    'incident',
    'incident',
  ] as const
  await write(desk, ...kinds.map((kind, hours) => placed(`${hours}`, hours, { kind })))
  const asked = { view: 'queue', kind: 'incident' } as const
  // Looking at three at a time: the second page has none and is not the last.
  assert.deepEqual(await pages(desk, asked, { most: 3 }), [['0'], ['5'], ['6', '7']])
  assert.deepEqual(await pages(desk, asked, { most: 2 }), [['0'], [], ['5'], ['6', '7'], []])
  assert.deepEqual(await pages(desk, asked, { most: 5, limit: 1 }), [['0'], ['5'], ['6'], ['7']])
  assert.deepEqual(await pages(desk, asked, { most: 8 }), [['0', '5', '6', '7'], []])
  assert.deepEqual(await pages(desk, asked), [['0', '5', '6', '7']])
  const counted = (upTo: number, most: number) => desk.db.system((tx) => countSome(tx, asked, upTo, most))
  assert.deepEqual(await counted(10, 9), { count: 4, isAll: true })
  assert.deepEqual(await counted(10, 6), { count: 2, isAll: false })
  assert.deepEqual(await counted(2, 9), { count: 2, isAll: false })
})

test('A page of those that pass stays right while tickets come and go', async (t) => {
  const desk = await openDesk(t)
  await write(desk, ...[1, 2, 3, 4].map((hours) => placed(`at ${hours}`, hours, { kind: 'question' })))
  const first = await desk.db.system((tx) =>
    listTickets(tx, { view: 'queue', kind: 'question', limit: 2, cursor: null }),
  )
  assert.ok(first.ok)
  const [, last] = first.value.items
  assert.ok(last)
  await write(desk, placed('new before', 0, { kind: 'question' }), placed('new after', 3, { kind: 'question' }))
  await desk.db.system(async (tx) => {
    const ticket = await lockTicket(tx, last.ticket.id)
    assert.ok(ticket)
    await commit(tx, [following({ ...ticket, solvedAt: noon, closedAt: noon }, { kind: 'closed', byItself: false })])
  })
  const second = await desk.db.system((tx) =>
    listTickets(tx, { view: 'queue', kind: 'question', limit: 10, cursor: first.value.nextCursor }),
  )
  assert.ok(second.ok)
  assert.deepEqual(second.value.items.map(({ ticket }) => ticket.subject).toSorted(), ['at 3', 'at 4', 'new after'])
})

test('G3: a partner narrows its own tickets, whatever it asks for', async (t) => {
  const desk = await openDesk(t)
  await write(
    desk,
    placed('own', 1, { partner: desk.aurora.id, kind: 'question' }),
    placed('other', 2, { partner: desk.borealis.id, kind: 'question' }),
  )
  for (const view of ['queue', 'all'] as const) {
    assert.deepEqual(await pages(desk, { view, kind: 'question' }, { actor: desk.asAurora }), [['own']])
    assert.deepEqual(await pages(desk, { view, assignee: null }, { actor: desk.asAurora }), [['own']])
  }
})
