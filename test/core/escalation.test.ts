import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Contract } from '../../src/domain/escalation.ts'
import { eligibility } from '../../src/domain/escalation.ts'
import { refold } from '../../src/domain/ticket/refold.ts'
import { agent, at, partner, policy, Story } from '../support/core.ts'

const contract: Contract = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
const escalate = (reason: string, held: Contract | null = contract, statement = 'The shop stands still.') =>
  ({ kind: 'escalate', reason, statement, contract: held, on: '2026-03-10' }) as const
const raise = { kind: 'raise-escalation', statement: 'Still nothing.' } as const
const operations = { desk: 'operations', category: 'partner-earnings' } as const

// Support, severity 2, Premium, received 06:00Z: acknowledgement target 12:00, limit 18:00. Level 1 answers within 4 h and
// informs every 8 h; level 2 answers within 8 h.

test('With a valid contract, an escalation is open any time after the committed response time (F2)', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z')
  assert.equal(story.refused('2026-03-10T18:00:00Z', partner, escalate('commitment-passed')).field, 'reason')
  story.do('2026-03-10T18:00:01Z', partner, escalate('commitment-passed'))
  assert.equal(story.ticket.escalation?.level, 1)
})

test('Time alone takes a valid contract: without one, before it and after it there is no such escalation (F2)', () => {
  const when = '2026-03-10T18:00:01Z'
  const none: (Contract | null)[] = [
    null,
    { startsOn: '2026-03-11', endsOn: '2027-03-10' },
    { startsOn: '2025-01-01', endsOn: '2026-03-09' },
  ]
  for (const held of none)
    assert.equal(new Story().refused(when, partner, escalate('commitment-passed', held)).code, 'conflict')
})

test('Impact on production, major problems, recurring incidents and security breaches are open at any time, contract or not (F2)', () => {
  for (const reason of ['business-risk', 'major-problem', 'recurring-incidents', 'security-breach'])
    assert.equal(
      new Story().do('2026-03-10T06:00:01Z', partner, escalate(reason, null)).ticket.escalation?.reason,
      reason,
    )
})

test('A threatened commitment is open once a target has passed, and after a breach (F2, F3)', () => {
  for (const [change, reason, target] of [
    [{}, 'prolonged-outage', '2026-03-10T12:00:00Z'],
    [operations, 'commitment-threatened', '2026-03-10T18:00:00Z'],
  ] as const) {
    const story = new Story(change)
    assert.equal(story.refused(target, partner, escalate(reason, null)).field, 'reason')
    const after = at(target).add({ seconds: 1 }).toString()
    assert.equal(story.do(after, partner, escalate(reason, null)).ticket.escalation?.level, 1)
  }
})

test("'Not yet' says since when it will be, and which reasons would allow it now (F2)", () => {
  const { ticket } = new Story()
  const no = eligibility(policy, {
    ticket,
    contract,
    reason: 'commitment-passed',
    at: at('2026-03-10T07:00:00Z'),
    on: '2026-03-10',
  })
  assert.ok(!no.allowed)
  assert.equal(no.fromAt?.toString(), '2026-03-10T18:00:00Z')
  assert.deepEqual(
    no.reasonsThatWould.map((row) => row.id),
    ['business-risk', 'major-problem', 'recurring-incidents', 'security-breach'],
  )
})

test('Without a contract waiting does not help, and it says so (F2)', () => {
  const { ticket } = new Story()
  const no = eligibility(policy, {
    ticket,
    contract: null,
    reason: 'commitment-passed',
    at: at('2026-03-20T07:00:00Z'),
    on: '2026-03-20',
  })
  assert.ok(!no.allowed)
  assert.equal(no.fromAt, null)
  assert.match(no.because, /contract/)
})

test('Operations knows its own reasons and none of Support’s (F3)', () => {
  const story = new Story(operations)
  assert.equal(story.refused('2026-03-10T07:00:00Z', partner, escalate('security-breach')).field, 'reason')
  story.do('2026-03-10T07:00:00Z', partner, escalate('severity-dispute', null))
})

test('An escalation wants a reason the desk knows and a statement, once, on an open ticket', () => {
  const story = new Story()
  const when = '2026-03-10T07:00:00Z'
  assert.equal(story.refused(when, partner, escalate('boredom')).field, 'reason')
  assert.equal(story.refused(when, partner, escalate('major-problem', null, ' ')).field, 'statement')
  story.do(when, partner, escalate('major-problem', null))
  assert.equal(story.refused(when, partner, escalate('major-problem', null)).code, 'conflict')
  story.do(when, agent, { kind: 'close' })
  assert.equal(story.refused(when, partner, escalate('major-problem', null)).code, 'invalid-state')
})

test('A level that does not answer in its time hands on to the next by itself, dated with that instant (F5)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  story.wake('2026-03-10T11:00:00Z')
  assert.equal(story.ticket.escalation?.level, 1)
  story.wake('2026-03-10T11:00:00.001Z')
  assert.equal(story.ticket.escalation?.level, 2)
  assert.equal(story.events.at(-1)?.at.toString(), '2026-03-10T11:00:00Z')
  assert.equal(story.ticket.escalation?.answerDueAt?.toString(), '2026-03-10T19:00:00Z')
})

test("An agent's public word is the level's answer: it is not raised, and the next update is due after it (F4)", () => {
  const story = new Story()
    .do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
    .reply('2026-03-10T09:00:00Z')
  assert.equal(story.ticket.escalation?.answerDueAt, null)
  assert.equal(story.ticket.escalation?.updateDueAt.toString(), '2026-03-10T17:00:00Z')
  story.do('2026-03-10T10:00:00Z', agent, { kind: 'note', message: null }).wake('2026-03-10T12:00:00Z')
  assert.equal(story.ticket.escalation?.level, 1)
})

test('A missing status update is flagged once, at the instant it was due (F4)', () => {
  const story = new Story()
    .do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
    .reply('2026-03-10T09:00:00Z')
  story.wake('2026-03-10T20:00:00Z').wake('2026-03-10T21:00:00Z')
  const missed = story.events.filter((event) => event.fact.kind === 'status-update-missed')
  assert.deepEqual(
    missed.map((event) => event.at.toString()),
    ['2026-03-10T17:00:00Z'],
  )
  story.reply('2026-03-10T22:00:00Z')
  assert.equal(story.ticket.escalation?.updateMissed, false)
})

test('The partner raises it to the next level while it is not satisfied, up to the last (F5)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  for (const level of [2, 3, 4])
    assert.equal(story.do('2026-03-10T07:30:00Z', partner, raise).ticket.escalation?.level, level)
  assert.equal(story.refused('2026-03-10T07:30:00Z', partner, raise).code, 'conflict')
})

test('Nobody raises what is not escalated, or without a word', () => {
  const story = new Story()
  assert.equal(story.refused('2026-03-10T07:00:00Z', partner, raise).code, 'invalid-state')
  story.do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  assert.equal(story.refused('2026-03-10T07:00:00Z', partner, { ...raise, statement: '' }).field, 'statement')
})

test('The last level is not raised by itself', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  for (let raised = 0; raised < 3; raised += 1) story.do('2026-03-10T07:30:00Z', partner, raise)
  story.wake('2026-03-30T07:00:00Z')
  assert.equal(story.ticket.escalation?.level, 4)
})

test('Solving ends the escalation; ending it alone wants a reason', () => {
  const solved = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  solved.reply('2026-03-10T08:00:00Z', agent, true).do('2026-03-10T08:30:00Z', agent, { kind: 'solve', message: null })
  assert.equal(solved.ticket.escalation, null)
  const ended = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  assert.equal(ended.refused('2026-03-10T08:00:00Z', agent, { kind: 'end-escalation', reason: ' ' }).field, 'reason')
  ended.do('2026-03-10T08:00:00Z', agent, { kind: 'end-escalation', reason: 'Agreed on the phone.' })
  assert.equal(ended.ticket.escalation, null)
})

test('An escalated ticket stands with those past their target, in the order of its limits', () => {
  const story = new Story()
  assert.equal(story.last.urgency.band, 2)
  story.do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  assert.equal(story.last.urgency.band, 1)
  assert.equal(story.last.urgency.at.toString(), '2026-03-10T18:00:00Z')
})

test('A disputed severity is decided by the lead: upheld it counts as corrected, else it stands (C8, F3)', () => {
  const dispute = { kind: 'dispute-severity', wanted: 1, statement: 'All users.' } as const
  const upheld = new Story().do('2026-03-10T07:00:00Z', partner, dispute)
  upheld.do('2026-03-10T10:00:00Z', agent, { kind: 'decide-dispute', upheld: true, reason: 'All users, indeed.' })
  assert.equal(upheld.ticket.severity, 1)
  assert.equal(upheld.clock('acknowledgement').breachedAt?.toString(), '2026-03-10T09:00:00Z')
  const stands = new Story().do('2026-03-10T07:00:00Z', partner, dispute)
  stands.do('2026-03-10T10:00:00Z', agent, { kind: 'decide-dispute', upheld: false, reason: 'One user.' })
  assert.equal(stands.ticket.severity, 2)
  assert.equal(stands.ticket.dispute, null)
})

test('A dispute wants another severity of the desk and a statement; only what is disputed is decided', () => {
  const story = new Story()
  const when = '2026-03-10T07:00:00Z'
  assert.equal(story.refused(when, partner, { kind: 'dispute-severity', wanted: 2, statement: 'x' }).field, 'severity')
  assert.equal(story.refused(when, partner, { kind: 'dispute-severity', wanted: 7, statement: 'x' }).field, 'severity')
  assert.equal(story.refused(when, partner, { kind: 'dispute-severity', wanted: 1, statement: '' }).field, 'statement')
  assert.equal(story.refused(when, agent, { kind: 'decide-dispute', upheld: true, reason: 'x' }).code, 'invalid-state')
})

const toOperations = {
  kind: 'transfer',
  desk: 'operations',
  category: 'partner-earnings',
  subType: null,
  severity: null,
  reason: 'An invoice.',
} as const

test('With its ticket an escalation goes to the other desk, to the same level there, whose times begin anew (A1, F4)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  story.do('2026-03-10T07:30:00Z', partner, raise).do('2026-03-10T08:00:00Z', agent, toOperations)
  // Operations' second level answers within 12 h.
  assert.equal(story.ticket.escalation?.level, 2)
  assert.equal(story.ticket.escalation?.answerDueAt?.toString(), '2026-03-10T20:00:00Z')
  const [letter] = story.last.letters.filter(({ to }) => to.kind === 'level')
  assert.deepEqual(letter?.to, { kind: 'level', desk: 'operations', level: 2 })
  assert.deepEqual(refold(story.ticket.id, story.events, policy).ticket, story.ticket)
})

test('A dispute that the other desk has answered with its own severity goes away; another one stays (A1, C8)', () => {
  const disputed = () =>
    new Story().do('2026-03-10T07:00:00Z', partner, { kind: 'dispute-severity', wanted: 1, statement: 'All users.' })
  const stays = disputed().do('2026-03-10T08:00:00Z', agent, toOperations)
  assert.equal(stays.ticket.dispute?.wanted, 1)
  const answered = disputed().do('2026-03-10T08:00:00Z', agent, { ...toOperations, severity: 1 })
  assert.equal(answered.ticket.dispute, null)
})

test('Every letter of an escalation names the desk whose level it goes to, and the partner hears of each step (F4, A10)', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
  const to = () => story.last.letters.map(({ template, to }) => [template, to.kind, 'level' in to ? to.level : null])
  assert.deepEqual(to(), [
    ['escalated', 'level', 1],
    ['escalated', 'contact', null],
  ])
  story.wake('2026-03-10T11:00:00.001Z')
  assert.deepEqual(to(), [
    ['escalation-raised', 'level', 2],
    ['escalation-raised', 'contact', null],
  ])
  story.do('2026-03-10T11:30:00Z', agent, { kind: 'end-escalation', reason: 'Agreed.' })
  assert.deepEqual(to(), [['escalation-ended', 'contact', null]])
})

test('An escalated story comes out of its ledger again', () => {
  const story = new Story()
    .do('2026-03-10T07:00:00Z', partner, escalate('major-problem', null))
    .wake('2026-03-11T07:00:00Z')
  story.do('2026-03-10T13:00:00Z', partner, raise).reply('2026-03-10T14:00:00Z')
  story.do('2026-03-11T10:00:00Z', partner, { kind: 'dispute-severity', wanted: 1, statement: 'All users.' })
  story
    .do('2026-03-11T11:00:00Z', agent, { kind: 'decide-dispute', upheld: true, reason: 'Indeed.' })
    .wake('2026-03-16T00:00:00Z')
  story.do('2026-03-16T09:00:00Z', agent, { kind: 'end-escalation', reason: 'Agreed.' })
  const again = refold(story.ticket.id, story.events, policy)
  assert.deepEqual(again.events, story.events)
  assert.deepEqual(again.ticket, story.ticket)
})
