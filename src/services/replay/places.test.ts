import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogLine } from './log-line.ts'
import { Places, type Begun } from './places.ts'

const at = (text: string) => Temporal.Instant.from(text)
const received = (ticket: string, when: string): LogLine =>
  ({ number: 1, ticket, at: at(when), event: 'received' }) as unknown as LogLine
const later = (ticket: string, when: string): LogLine => ({
  number: 1,
  ticket,
  at: at(when),
  event: 'agent-reply',
  by: null,
})

test('What was played by an earlier run is passed over, line by line of its ticket; what follows is new', () => {
  const places = new Places()
  const begun = new Map([['A', { applied: 2, receivedAt: at('2026-03-10T06:00:00Z') }]])
  const lines = [
    received('A', '2026-03-10T06:00:00Z'),
    received('B', '2026-03-10T06:10:00Z'),
    later('A', '2026-03-10T06:20:00Z'),
    later('A', '2026-03-10T06:30:00Z'),
    later('B', '2026-03-10T06:40:00Z'),
  ]
  const { toPlay, skipped, applied } = places.sort(lines, begun)
  assert.deepEqual(toPlay, [lines[1], lines[3], lines[4]])
  assert.equal(skipped, 2)
  assert.deepEqual(
    [...applied],
    [
      ['B', 2],
      ['A', 3],
    ],
  )
})

test('Sorting alone changes nothing: a transaction that is run again gets the same answer', () => {
  const places = new Places()
  const lines = [received('A', '2026-03-10T06:00:00Z'), later('A', '2026-03-10T06:00:00Z')]
  assert.deepEqual(places.sort(lines, new Map()), places.sort(lines, new Map()))
})

test('Before its receipt a ticket has no lines, also in a run that finds it in the database', () => {
  const begun = new Map([['A', { applied: 1, receivedAt: at('2026-03-10T06:00:00Z') }]])
  for (const known of [new Map<string, Begun>(), begun]) {
    const { toPlay, beforeReceipt } = new Places().sort(
      [later('A', '2026-03-10T05:00:00Z'), later('A', '2026-03-10T06:00:00Z')],
      known,
    )
    assert.deepEqual([toPlay, beforeReceipt], [[], 2])
  }
})

test('A second receipt at another time is a line as any other; the very same one tells the ticket from its beginning', () => {
  const places = new Places()
  const begun = new Map([['A', { applied: 3, receivedAt: at('2026-03-10T06:00:00Z') }]])
  const other = received('A', '2026-03-12T06:00:00Z')
  const again = received('A', '2026-03-10T06:00:00Z')
  assert.deepEqual(places.sort([other], begun).toPlay, [other])
  assert.deepEqual(places.sort([again, again, again], begun).skipped, 3)
})

test('What is in mind grows with what happens at a time, never with the log', () => {
  const places = new Places()
  const begun = new Map<string, Begun>()
  let most = 0
  for (let day = 0; day < 400; day += 1) {
    const when = at('2026-01-01T00:00:00Z')
      .add({ hours: 24 * day })
      .toString()
    const lines = Array.from({ length: 10 }, (_, n) => received(`${day}/${n}`, when))
    places.remember(places.sort(lines, begun), lines)
    most = Math.max(most, places.size)
  }
  assert.ok(most <= 30, `${most} tickets were in mind`)
})

test('A ticket that was let go is caught up with: its next line is new', () => {
  const places = new Places()
  const first = [received('A', '2026-03-10T06:00:00Z')]
  places.remember(places.sort(first, new Map()), first)
  const second = [received('B', '2026-03-15T06:00:00Z')]
  places.remember(places.sort(second, new Map()), second)
  assert.equal(places.size, 1)
  const line = later('A', '2026-03-15T07:00:00Z')
  const { toPlay, applied } = places.sort(
    [line],
    new Map([['A', { applied: 1, receivedAt: at('2026-03-10T06:00:00Z') }]]),
  )
  assert.deepEqual(toPlay, [line])
  assert.deepEqual([...applied], [['A', 2]])
})
