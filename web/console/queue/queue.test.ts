import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClockView, TicketView } from '../../../src/http/wire.ts'
import { groupOf, groupsOf, type Group } from './groups.ts'
import { steadied } from './steady.ts'

const now = Date.parse('2026-11-24T10:00:00Z')
const clock = (limitAt: string, stoppedAt: string | null = null, targetAt = limitAt): ClockView => ({
  id: 'c',
  kind: 'determination',
  state: 'running',
  startedAt: '2026-11-24T08:00:00Z',
  targetAt,
  limitAt,
  stoppedAt,
  stoppedBecause: stoppedAt === null ? null : 'kept',
  warnedAt: null,
  breachedAt: null,
  roundTheClock: false,
  closed: [],
  because: [],
})
const ticket = (
  id: string,
  clocks: readonly ClockView[],
  band = 2,
  at = '2026-11-24T12:00:00Z',
  status: TicketView['status'] = 'open',
) => ({ id, clocks, urgency: { band, at }, status }) as unknown as TicketView
const ids = (groups: readonly Group[]) => groups.map((group) => [group.id, group.tickets.map((each) => each.id)])

test('a group is what the words beside the bar count to: the target, then the limit', () => {
  const rows: readonly (readonly [readonly ClockView[], string])[] = [
    [[clock('2026-11-24T09:59:59Z')], 'over'],
    [[clock('2026-11-24T10:00:00Z')], 'hour'],
    [[clock('2026-11-24T11:00:00Z')], 'hour'],
    [[clock('2026-11-24T11:00:01Z')], 'today'],
    [[clock('2026-11-24T23:59:00Z')], 'today'],
    [[clock('2026-11-25T00:00:00Z')], 'later'],
    [[clock('2026-11-27T00:00:00Z'), clock('2026-11-24T10:30:00Z')], 'hour'],
    [[clock('2026-11-24T09:00:00Z', '2026-11-24T08:30:00Z')], 'waiting'],
    [[clock('2026-11-27T00:00:00Z', null, '2026-11-24T10:20:00Z')], 'hour'],
    [[clock('2026-11-27T00:00:00Z', null, '2026-11-24T09:20:00Z')], 'later'],
    [[], 'waiting'],
  ]
  for (const [clocks, group] of rows) assert.equal(groupOf(ticket('t', clocks), now, 'UTC'), group)
  assert.equal(
    groupOf(ticket('t', [clock('2026-11-24T09:00:00Z', '2026-11-24T08:30:00Z')], 3, undefined, 'solved'), now, 'UTC'),
    'done',
  )
})

test('C3, B8: inside a group the order is the server’s, by band and then by instant', () => {
  const limit = '2026-11-24T18:00:00Z'
  const tickets = [
    ticket('late', [clock(limit)], 2, '2026-11-24T17:00:00Z'),
    ticket('pressing', [clock(limit)], 1, '2026-11-24T18:00:00Z'),
    ticket('early', [clock(limit)], 2, '2026-11-24T11:00:00Z'),
    ticket('over', [clock('2026-11-24T09:00:00Z')], 0),
    ticket('idle', [], 3),
  ]
  assert.deepEqual(ids(groupsOf(tickets, now, 'UTC')), [
    ['over', ['over']],
    ['today', ['pressing', 'early', 'late']],
    ['waiting', ['idle']],
  ])
})

test('rows keep their place while somebody is among them, and show what is new in them', () => {
  const a = ticket('a', [])
  const b = ticket('b', [])
  const shown: readonly Group[] = [{ id: 'today', tickets: [a, b] }]
  const changed = { ...b, subject: 'changed' }
  const fresh: readonly Group[] = [
    { id: 'over', tickets: [changed] },
    { id: 'today', tickets: [ticket('new', []), a] },
  ]
  const { groups, waiting } = steadied(shown, fresh, (id) => (id === 'b' ? changed : undefined))
  assert.deepEqual(ids(groups), [['today', ['a', 'b']]])
  assert.equal(groups[0]!.tickets[1]!.subject, 'changed')
  // One came, one changed its group.
  assert.equal(waiting, 2)
})

test('what left stays until the hand is off; the same order is no news, another order is', () => {
  const a = ticket('a', [])
  const b = ticket('b', [])
  const shown: readonly Group[] = [{ id: 'today', tickets: [a, b] }]
  assert.equal(steadied(shown, [{ id: 'today', tickets: [b] }], () => undefined).waiting, 1)
  assert.deepEqual(ids(steadied(shown, [{ id: 'today', tickets: [b] }], () => undefined).groups), [
    ['today', ['a', 'b']],
  ])
  assert.equal(steadied(shown, shown, () => undefined).waiting, 0)
  assert.equal(steadied(shown, [{ id: 'today', tickets: [b, a] }], () => undefined).waiting, 1)
})
