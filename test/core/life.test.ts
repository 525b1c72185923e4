import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockState } from '../../src/domain/clock.ts'
import type { TicketId } from '../../src/domain/kernel.ts'
import { refold } from '../../src/domain/ticket/refold.ts'
import { statusOf } from '../../src/domain/ticket/ticket.ts'
import { agent, brief, message, partner, policy, Story } from '../support/core.ts'

const solve = (answer: string | null = null) =>
  ({ kind: 'solve', message: answer === null ? null : message(answer) }) as const
const reopen = { kind: 'reopen', reason: 'It came back.' } as const
const transfer = (reason = 'It is about an invoice.') =>
  ({
    kind: 'transfer',
    desk: 'operations',
    category: 'partner-earnings',
    subType: null,
    severity: null,
    reason,
  }) as const

test('Solving with the answer keeps both promises (C5)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', agent, solve('m1'))
  assert.deepEqual(story.ticket.clocks.map(clockState), ['met', 'met'])
  assert.equal(statusOf(story.ticket), 'solved')
})

test('Solving without a word to a partner that has had no answer is refused and asks for the body', () => {
  const story = new Story()
  assert.equal(story.refused('2026-03-10T07:00:00Z', agent, solve()).field, 'body')
  assert.equal(statusOf(story.ticket), 'new')
})

test('Solving after an answer confirms it as the determination', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z').do('2026-03-10T08:00:00Z', agent, solve())
  assert.deepEqual(story.ticket.clocks.map(clockState), ['met', 'met'])
})

test('A partner that solves its own request withdraws it: nothing is counted as met (C13)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, solve())
  assert.deepEqual(story.ticket.clocks.map(clockState), ['withdrawn', 'withdrawn'])
})

test('A log may end what was never answered; that is withdrawn, never met (C13)', () => {
  const log = { kind: 'log', side: 'agent' } as const
  const story = new Story().do('2026-03-10T07:00:00Z', log, { kind: 'solve', message: null, unanswered: true })
  assert.deepEqual(story.ticket.clocks.map(clockState), ['withdrawn', 'withdrawn'])
})

test('What was solved without an answer and came back is answered by the first answer, marked or not (C5, C13)', () => {
  const ways = {
    'by a reply': (story: Story) => story.reply('2026-03-11T06:00:00Z', partner),
    'by reopening': (story: Story) => story.do('2026-03-11T06:00:00Z', partner, reopen),
  }
  for (const [way, back] of Object.entries(ways)) {
    const story = back(new Story().do('2026-03-10T07:00:00Z', partner, solve())).reply('2026-03-11T08:00:00Z')
    assert.deepEqual(story.ticket.clocks.map(clockState), ['withdrawn', 'withdrawn', 'met'], way)
    assert.equal(statusOf(story.ticket), 'waiting-on-partner')
    assert.deepEqual(refold(story.ticket.id, story.events, policy).ticket, story.ticket)
  }
})

test('An answer that stated nothing by the rule of its day states nothing when it is worked out again (C9)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, solve()).reply('2026-03-11T06:00:00Z', partner)
  const earlier = story.do('2026-03-11T08:00:00Z', agent, { kind: 'reply', message: null, stated: false })
  assert.deepEqual(earlier.ticket.clocks.map(clockState), ['withdrawn', 'withdrawn', 'running'])
  assert.deepEqual(refold(story.ticket.id, story.events, policy).ticket, earlier.ticket)
})

test("A partner's reply to a solved ticket reopens it with a new determination and no second acknowledgement (C13)", () => {
  const story = new Story().do('2026-03-10T07:00:00Z', agent, solve('m1')).reply('2026-03-11T06:00:00Z', partner)
  assert.equal(statusOf(story.ticket), 'open')
  assert.deepEqual(
    story.ticket.clocks.map((clock) => clock.id),
    ['ticket/acknowledgement/1', 'ticket/determination/1', 'ticket/determination/2'],
  )
  assert.equal(
    brief(story.clock('determination', 2)),
    '03-11 06:00 target 03-12 06:00 limit 03-13 06:00 breached - running',
  )
})

test("An agent's further word on a solved ticket leaves it solved", () => {
  const story = new Story().do('2026-03-10T07:00:00Z', agent, solve('m1')).reply('2026-03-10T08:00:00Z')
  assert.equal(statusOf(story.ticket), 'solved')
})

test('Reopening starts one new determination, and is open to the partner for the days of the policy', () => {
  const days = policy.tickets.reopensWithinDays
  const solvedAt = Temporal.Instant.from('2026-03-10T07:00:00Z')
  const lastAt = solvedAt.add({ hours: 24 * days })
  const inTime = new Story().do(solvedAt.toString(), agent, solve('m1')).do(lastAt.toString(), partner, reopen)
  assert.equal(inTime.clock('determination', 2).startedAt.toString(), lastAt.toString())
  const late = new Story().do(solvedAt.toString(), agent, solve('m1'))
  const afterwards = lastAt.add({ seconds: 1 }).toString()
  assert.equal(late.refused(afterwards, partner, reopen).code, 'invalid-state')
  assert.equal(late.refused(afterwards, partner, { kind: 'reply', message: null }).code, 'invalid-state')
  assert.equal(late.do(afterwards, agent, reopen).ticket.solvedAt, null)
})

test('An open ticket is not reopened, a solved one not solved again, a closed one not closed again', () => {
  const story = new Story()
  assert.equal(story.refused('2026-03-10T07:00:00Z', agent, reopen).code, 'invalid-state')
  story.do('2026-03-10T07:00:00Z', agent, solve('m1'))
  assert.equal(story.refused('2026-03-10T08:00:00Z', agent, solve('m2')).code, 'invalid-state')
  story.do('2026-03-10T09:00:00Z', agent, { kind: 'close' })
  assert.equal(story.refused('2026-03-10T10:00:00Z', agent, { kind: 'close' }).code, 'invalid-state')
})

test('A solved ticket closes by itself after the days of the policy, dated with that instant', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', agent, solve('m1'))
  const closes = Temporal.Instant.from('2026-03-10T07:00:00Z').add({ hours: 24 * policy.tickets.closesAfterDays })
  assert.equal(story.last.wakeAt?.toString(), closes.toString())
  story.wake(closes.add({ hours: 5 }).toString())
  assert.equal(story.ticket.closedAt?.toString(), closes.toString())
  assert.equal(statusOf(story.ticket), 'closed')
  assert.equal(story.last.wakeAt, null)
})

// Operations, severity 2, Premium: acknowledgement 12–18 h, determination 24–48 h.
test("A transfer counts from the original receipt under the new desk's table, and loses nothing (A1)", () => {
  const story = new Story().do('2026-03-10T09:00:00Z', agent, transfer())
  assert.equal(story.ticket.desk, 'operations')
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 18:00 limit 03-11 00:00 breached - running',
  )
  assert.equal(story.clock('acknowledgement').terms.desk, 'operations')
  assert.equal(story.clock('acknowledgement').changes[0]?.was.terms.desk, 'support')
})

test('A transfer to a stricter table breaks a promise that is already past, as of its instant (A1, C8)', () => {
  const story = new Story({ desk: 'operations', category: 'partner-earnings' })
  story.do('2026-03-10T20:00:00Z', agent, { ...transfer(), desk: 'support', category: 'existing-features' })
  assert.equal(story.clock('acknowledgement').breachedAt?.toString(), '2026-03-10T18:00:00Z')
})

test('A transfer to the desk it is at, or without a reason, is refused', () => {
  const story = new Story()
  assert.equal(story.refused('2026-03-10T09:00:00Z', agent, { ...transfer(), desk: 'support' }).field, 'desk')
  assert.equal(story.refused('2026-03-10T09:00:00Z', agent, transfer(' ')).field, 'reason')
})

test('A transferred ticket has a type of its new desk: the one of the category, or none where several are (A1, B1)', () => {
  const to = (desk: string, category: string) => ({ ...transfer(), desk, category })
  const story = new Story({ type: 'technical-support' })
  // Invoice changes and Commission Payment both begin in partner-earnings.
  story.do('2026-03-10T09:00:00Z', agent, to('operations', 'partner-earnings'))
  assert.equal(story.ticket.type, null)
  const sole = new Story({ type: 'technical-support' })
  sole.do('2026-03-10T09:00:00Z', agent, to('operations', 'reselling-access'))
  assert.equal(sole.ticket.type, 'sales-discussions')
  // One that came without a type goes without one.
  const untyped = new Story().do('2026-03-10T09:00:00Z', agent, to('operations', 'reselling-access'))
  assert.equal(untyped.ticket.type, null)
  for (const { ticket, events } of [story, sole, untyped])
    assert.deepEqual(refold(ticket.id, events, policy).ticket, ticket)
})

test('A ledger from before types went with their desk is worked out as it was (G2)', () => {
  const story = new Story({ type: 'technical-support' })
  story.do('2026-03-10T09:00:00Z', agent, { ...transfer(), category: 'reselling-access' })
  const old = story.events.map((event) => {
    if (event.fact.kind !== 'transferred') return event
    const { type: _type, ...fact } = event.fact
    return { ...event, fact }
  })
  assert.equal(refold(story.ticket.id, old, policy).ticket.type, 'technical-support')
})

test('Merging: the survivor keeps the earliest unanswered message and its clock, the other ends as merged (C13)', () => {
  const older = new Story({ id: 'older' as TicketId })
  const newer = new Story({ id: 'newer' as TicketId, receivedAt: Temporal.Instant.from('2026-03-10T08:00:00Z') })
  const when = '2026-03-10T09:00:00Z'
  const { id, unansweredSince, clocks } = older.ticket
  newer.do(when, agent, { kind: 'merge-from', other: { id, unansweredSince, clocks } })
  older.do(when, agent, { kind: 'merge-into', survivor: newer.ticket })
  assert.equal(newer.clock('acknowledgement').limitAt.toString(), '2026-03-10T18:00:00Z')
  assert.equal(newer.ticket.unansweredSince?.toString(), '2026-03-10T06:00:00Z')
  assert.equal(newer.ticket.clocks.length, 2)
  assert.deepEqual(
    older.ticket.clocks.map((clock) => clock.stopped?.because),
    ['merged', 'merged'],
  )
  assert.equal(statusOf(older.ticket), 'merged')
})

test('Merging: an acknowledged survivor owes the answer to the other, and no second acknowledgement (C13)', () => {
  const survivor = new Story({ id: 'survivor' as TicketId }).reply('2026-03-10T07:00:00Z', agent, true)
  const other = new Story({ id: 'other' as TicketId, receivedAt: Temporal.Instant.from('2026-03-10T08:00:00Z') })
  const { id, unansweredSince, clocks } = other.ticket
  survivor.do('2026-03-10T09:00:00Z', agent, { kind: 'merge-from', other: { id, unansweredSince, clocks } })
  assert.equal(survivor.ticket.clocks.filter((clock) => clock.promised === 'acknowledgement').length, 1)
  assert.equal(
    brief(survivor.clock('determination', 2)),
    '03-10 08:00 target 03-11 08:00 limit 03-12 08:00 breached - running',
  )
})

test("Merging into itself, into one that is over, or into another partner's is refused", () => {
  const story = new Story()
  const other = new Story({ id: 'other' as TicketId })
  const when = '2026-03-10T09:00:00Z'
  assert.equal(story.refused(when, agent, { kind: 'merge-into', survivor: story.ticket }).field, 'into')
  const foreign = new Story({ id: 'foreign' as TicketId, partner: null })
  assert.equal(story.refused(when, agent, { kind: 'merge-into', survivor: foreign.ticket }).field, 'into')
  other.do(when, agent, { kind: 'close' })
  assert.equal(story.refused(when, agent, { kind: 'merge-into', survivor: other.ticket }).field, 'into')
})

test('Nothing can be written on a ticket that was merged away', () => {
  const story = new Story()
  const survivor = new Story({ id: 'survivor' as TicketId })
  story.do('2026-03-10T09:00:00Z', agent, { kind: 'merge-into', survivor: survivor.ticket })
  for (const by of [agent, partner])
    assert.equal(story.refused('2026-03-10T10:00:00Z', by, { kind: 'reply', message: null }).code, 'invalid-state')
  assert.equal(story.refused('2026-03-10T10:00:00Z', agent, reopen).code, 'invalid-state')
})

test('Every clock and event of a long story comes out of its ledger again (C10)', () => {
  const story = new Story()
  story.reply('2026-03-10T19:00:00Z')
  story.do('2026-03-10T20:00:00Z', agent, {
    kind: 'set-severity',
    severity: 1,
    cause: 'corrected',
    reason: 'All users.',
  })
  story.do('2026-03-10T21:00:00Z', agent, transfer())
  story.do('2026-03-10T22:00:00Z', agent, { kind: 'wait-on-product', team: 'CRM', reference: null, expectedOn: null })
  story.do('2026-03-11T05:00:00Z', agent, { kind: 'note', message: null })
  story.reply('2026-03-11T06:00:00Z').reply('2026-03-12T06:00:00Z', partner)
  story.wake('2026-03-18T06:00:00Z')
  story.do('2026-03-18T07:00:00Z', agent, solve('m1')).reply('2026-03-19T07:00:00Z', partner)
  story.do('2026-03-19T08:00:00Z', agent, { kind: 'reclassify', to: 'product-limitation', reason: 'It cannot.' })
  story.do('2026-03-19T09:00:00Z', agent, solve()).wake('2026-06-01T00:00:00Z')
  const again = refold(story.ticket.id, story.events, policy)
  assert.deepEqual(again.events, story.events)
  assert.deepEqual(again.ticket, story.ticket)
})

test('A ledger in which an earlier program wrote the same wait twice still makes its ticket (C10)', () => {
  const story = new Story()
  const wait = { kind: 'wait-on-product', team: 'CRM', reference: 'CRM-1', expectedOn: '2026-03-20' } as const
  story.do('2026-03-10T07:00:00Z', agent, wait)
  const [once] = story.events.slice(-1)
  assert.ok(once?.fact.kind === 'waiting-on-product')
  const at = Temporal.Instant.from('2026-03-10T08:00:00Z')
  const ledger = [...story.events, { ...once, seq: once.seq + 1, at, notedAt: at }]
  const again = refold(story.ticket.id, ledger, policy)
  assert.deepEqual(again.events, ledger)
  assert.deepEqual(again.ticket.waitingOn?.since, at)
})
