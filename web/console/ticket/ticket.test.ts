import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PromiseClock } from '../../shared/promise-bar/clock.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { commands } from '../commands.ts'
import { isFirstAnswer, sayEffect, stoppedBy, type Sending } from './clock-effect.ts'
import { modes, type Mode } from './modes.ts'
import { causeNote, causesFor, causesForAll } from './severity-causes.ts'

const minute = 60_000
const now = 1_000 * minute
const clock = (kind: PromiseClock['kind'], limitIn: number, stopped = false): PromiseClock => ({
  id: kind,
  kind,
  startedAt: 0,
  targetAt: now,
  limitAt: now + limitIn * minute,
  stoppedAt: stopped ? now - minute : null,
  stoppedBecause: stopped ? 'kept' : null,
  breachedAt: limitIn < 0 ? now + limitIn * minute : null,
  roundTheClock: false,
  closed: [],
  because: [],
})
const send = (change: Partial<Sending> = {}): Sending => ({
  visibility: 'public',
  determination: false,
  solves: false,
  ...change,
})
const fresh = [clock('acknowledgement', 72), clock('determination', 294)]
const answered = [clock('acknowledgement', 72, true), clock('determination', 294)]

test('C4, C5: the first answer stops the acknowledgement, and the determination only if it states it', () => {
  assert.ok(isFirstAnswer(fresh))
  assert.equal(
    sayEffect(fresh, send(), now),
    'Stops the acknowledgement with 1 h 12 to spare; the determination runs on, 4 h 54 left.',
  )
  assert.equal(
    sayEffect(fresh, send({ determination: true }), now),
    'Stops the acknowledgement with 1 h 12 to spare and stops the determination with 4 h 54 to spare.',
  )
})

test('C5: every later answer states the determination', () => {
  assert.ok(!isFirstAnswer(answered))
  assert.deepEqual(
    stoppedBy(answered, send()).map((each) => each.kind),
    ['determination'],
  )
  assert.equal(sayEffect(answered, send(), now), 'Stops the determination with 4 h 54 to spare.')
})

test('C13: a note stops nothing', () => {
  assert.deepEqual(stoppedBy(fresh, send({ visibility: 'internal', determination: true, solves: true })), [])
  assert.equal(sayEffect(fresh, send({ visibility: 'internal' }), now), 'Stops no clock: a note is no answer.')
})

test('an answer after the limit ends the clock and says by how much it is over', () => {
  const late = [clock('acknowledgement', -42), clock('determination', -5)]
  assert.equal(
    sayEffect(late, send(), now),
    'Ends the acknowledgement 42 min over; the determination runs on, 5 min over.',
  )
})

test('solving with an answer stops everything; with nothing running it says so', () => {
  assert.equal(stoppedBy(fresh, send({ solves: true })).length, 2)
  assert.equal(
    sayEffect([clock('acknowledgement', 72, true)], send({ solves: true }), now),
    'Nothing promised is running.',
  )
})

test('C8: only the causes that fit the direction are offered', () => {
  assert.deepEqual(
    causesFor(2, 1).map((choice) => choice.value),
    ['worsened', 'corrected'],
  )
  assert.deepEqual(
    causesFor(2, 3).map((choice) => choice.value),
    ['eased', 'corrected'],
  )
  assert.deepEqual(causesFor(2, 2), [])
})

test('C8: it is said that a breach stands, and that nothing moves where nothing runs', () => {
  assert.match(causeNote([clock('determination', -5)])!, /stays on record/)
  assert.match(causeNote([clock('determination', 5, true)])!, /No clock is running/)
  assert.equal(causeNote(answered), null)
})

test('F8: the composer says who will read it, and never somebody who has left', () => {
  const asha = { id: 'asha', name: 'Asha', email: 'asha@aurora.example', side: 'partner', active: true } as const
  const arun = { ...asha, id: 'arun', name: 'Arun' }
  const partner = { id: 'aurora', name: 'Aurora', tier: 'premium', country: 'IN', state: null }
  const reader = (mode: Mode, change: Partial<TicketView>) =>
    modes[mode].reader({ partner, contact: asha, receiver: asha, customer: null, ...change } as TicketView)
  const left = { ...asha, active: false }
  assert.equal(reader('partner', {}), 'To Asha, Aurora, by mail and portal')
  assert.equal(
    reader('partner', { contact: left, receiver: arun }),
    'Asha has left. To Arun, Aurora, by mail and portal',
  )
  assert.equal(
    reader('customer', { contact: left, receiver: arun }),
    'Asha has left. To Arun, Aurora, who may forward it to the customer as it stands',
  )
  for (const mode of ['partner', 'customer'] as const)
    assert.equal(
      reader(mode, { contact: left, receiver: null }),
      'Asha has left, and nobody else of Aurora is there: it stands in the portal, and no letter goes out',
    )
  assert.equal(reader('partner', { partner: null, contact: null, receiver: null }), 'To the sender, by mail and portal')
})

test('C8: of several tickets every cause is offered that fits one of them, and none where none changes', () => {
  const values = (from: readonly number[], to: number) => causesForAll(from, to).map(({ value }) => value)
  assert.deepEqual(values([1, 3, 3], 2), ['worsened', 'eased', 'corrected'])
  assert.deepEqual(values([2, 1], 3), ['eased', 'corrected'])
  assert.deepEqual(values([2, 2], 2), [])
})

test('what cannot be done says why, and something can always be done but on a merged ticket', () => {
  const ticket = (status: TicketView['status'], change: Partial<TicketView> = {}) =>
    ({ status, assignee: null, waitingOn: null, escalation: null, dispute: null, ...change }) as TicketView
  const me = { id: 'me', role: 'agent' }
  const allowed = (status: TicketView['status']) =>
    commands.filter((command) => command.because(ticket(status), me) === null).map((command) => command.id)
  assert.deepEqual(allowed('merged'), [])
  assert.deepEqual(allowed('solved'), [
    'reply',
    'call',
    'take',
    'assign',
    'follow',
    'remind',
    'reopen',
    'tag',
    'idea',
    'cause',
  ])
  assert.ok(!allowed('open').includes('reopen'))
  assert.ok(!allowed('open').includes('product-answered'))
  const mine = ticket('open', { assignee: { id: 'me', name: 'Me', email: null, side: 'staff' } })
  assert.match(commands.find((command) => command.id === 'take')!.because(mine, me)!, /yours/)
})

test('F5, C7: what is escalated is raised and not escalated again; only a lead decides a dispute', () => {
  const because = (id: string, ticket: Partial<TicketView>, role = 'agent') =>
    commands
      .find((command) => command.id === id)!
      .because({ status: 'open', escalation: null, dispute: null, ...ticket } as TicketView, { id: 'me', role })
  const rung = (level: number, current: boolean) => ({
    level,
    current,
    title: '',
    people: [],
    fallback: null,
    through: 'named',
  })
  const at = (level: number) =>
    ({
      escalation: { level, ladder: [1, 2].map((each) => rung(each, each === level)) },
    }) as unknown as Partial<TicketView>
  assert.equal(because('escalate', {}), null)
  assert.match(because('escalate', at(1))!, /raise/)
  assert.equal(because('raise', at(1)), null)
  assert.match(because('raise', at(2))!, /highest/)
  assert.match(because('status-update', {})!, /not escalated/)
  const dispute = { dispute: { wanted: 1, statement: 'x', since: '2026-11-24T08:00:00Z' } }
  assert.match(because('decide-dispute', {}, 'lead')!, /not disputed/)
  assert.match(because('decide-dispute', dispute)!, /lead/)
  assert.equal(because('decide-dispute', dispute, 'lead'), null)
})
