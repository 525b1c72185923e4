import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Story, agent, at, partner, policy } from '../../../test/support/core.ts'
import type { Promised } from '../policy.ts'
import { isStated, statementLine } from './statement.ts'

/** The line of a story's promise as of an instant: outcome, minutes until the answer, minutes late, end, exempt. */
function told(story: Story, when: string, promised: Promised = 'acknowledgement', ordinal = 1) {
  const line = statementLine(policy, story.ticket, story.clock(promised, ordinal), at(when))
  const minutes = (ms: number | null) => (ms === null ? null : ms / 60_000)
  return [line.outcome, minutes(line.tookMs), minutes(line.lateMs), line.ended, line.exempt] as const
}

// Received on a Tuesday at 06:00Z in India (11:30), severity 2, Premium: acknowledgement target 12:00Z, limit 18:00Z.
const after = '2026-03-16T00:00:00Z'
const solve = { kind: 'solve', message: null } as const
const rows: readonly (readonly [what: string, line: ReturnType<typeof told>, expected: ReturnType<typeof told>])[] = [
  [
    'answered at the very target',
    told(new Story().reply('2026-03-10T12:00:00Z'), after),
    ['within-target', 360, null, null, false],
  ],
  [
    'answered just after it',
    told(new Story().reply('2026-03-10T12:01:00Z'), after),
    ['within-limit', 361, null, null, false],
  ],
  [
    'answered at the very limit',
    told(new Story().reply('2026-03-10T18:00:00Z'), after),
    ['within-limit', 720, null, null, false],
  ],
  [
    'answered 90 minutes late',
    told(new Story().reply('2026-03-10T19:30:00Z'), after),
    ['broken', 810, 90, null, false],
  ],
  ['running', told(new Story(), '2026-03-10T07:00:00Z'), ['running', null, null, null, false]],
  [
    'broken and running: late until now',
    told(new Story().wake('2026-03-10T18:30:00Z'), '2026-03-10T20:00:00Z'),
    ['broken', null, 120, null, false],
  ],
  [
    'withdrawn in time',
    told(new Story().do('2026-03-10T07:00:00Z', partner, solve), after),
    ['withdrawn', null, null, 'withdrawn', false],
  ],
  [
    'broken, then withdrawn: what was broken stays so',
    told(new Story().do('2026-03-10T18:30:00Z', partner, solve), after),
    ['broken', null, 30, 'withdrawn', false],
  ],
  [
    'exempt since it became a feature request',
    told(
      new Story().do('2026-03-10T07:00:00Z', agent, { kind: 'reclassify', to: 'feature-request', reason: 'A wish.' }),
      after,
    ),
    ['withdrawn', null, null, 'exempt', true],
  ],
]
for (const [what, line, expected] of rows)
  test(`A promise that was ${what} is stated as ${expected[0]} (C12, C13, C14)`, () => assert.deepEqual(line, expected))

test('Lateness is working time: a weekend between limit and answer does not count (A9)', () => {
  // Friday 17:30Z is 23:00 in India; the limit of 12 working hours lies on Monday at 11:00 there, 05:30Z.
  const story = new Story({ receivedAt: at('2026-03-06T17:30:00Z') })
  assert.equal(story.clock('acknowledgement').limitAt.toString(), '2026-03-09T05:30:00Z')
  story.reply('2026-03-16T05:30:00Z')
  // A week later, less its weekend: five days.
  assert.deepEqual(told(story, after), ['broken', 12 * 60 + 5 * 24 * 60, 5 * 24 * 60, null, false])
})

test('A critical case is late by the wall (A9)', () => {
  const story = new Story({ severity: 1, critical: true, receivedAt: at('2026-03-06T18:00:00Z') }).reply(
    '2026-03-07T06:00:00Z',
  )
  assert.deepEqual(told(story, after), ['broken', 720, 540, null, false])
})

test('A line says the desk and severity of the ticket, and beside them what the promise ran under', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z').do('2026-03-10T08:00:00Z', agent, {
    kind: 'transfer',
    desk: 'operations',
    type: null,
    category: 'partner-store',
    subType: null,
    severity: 3,
    reason: 'It is theirs.',
  })
  const line = statementLine(policy, story.ticket, story.clock('acknowledgement'), at(after))
  assert.deepEqual([line.desk, line.severity, line.terms.desk, line.terms.severity], ['operations', 3, 'support', 2])
  const moved = statementLine(policy, story.ticket, story.clock('determination'), at(after))
  assert.deepEqual([moved.terms.desk, moved.terms.severity, moved.changes], ['operations', 3, 1])
})

// Limit 2026-03-10T18:00Z, answered at 09:00Z.
const clock = new Story().reply('2026-03-10T09:00:00Z').clock('acknowledgement')
const spans: readonly (readonly [what: string, from: string, to: string, isIn: boolean])[] = [
  ['holds both', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', true],
  ['holds the answer alone', '2026-03-10T08:00:00Z', '2026-03-10T10:00:00Z', true],
  ['begins with the limit', '2026-03-10T18:00:00Z', '2026-03-11T00:00:00Z', true],
  ['lies between them', '2026-03-10T10:00:00Z', '2026-03-10T18:00:00Z', false],
  ['ends with the answer', '2026-03-10T06:00:00Z', '2026-03-10T09:00:00Z', false],
  ['begins after both', '2026-03-10T18:00:01Z', '2026-04-01T00:00:00Z', false],
]
for (const [what, from, to, isIn] of spans)
  test(`A span that ${what} ${isIn ? 'states' : 'does not state'} the promise: due or settled in it`, () =>
    assert.equal(isStated(clock, { from: at(from), to: at(to) }), isIn))
