import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Story, agent, at, partner, policy } from '../../../test/support/core.ts'
import type { Clock } from '../clock.ts'
import { asOf, countsOf, noPromises } from './promises.ts'
import { logGroupings, Reporting } from './report.ts'
import { quantile, Spans } from './spans.ts'

const end = at('2026-04-01T00:00:00Z')

test('Average, median and p90 are what they are called, between two lengths in proportion', () => {
  const spans = new Spans()
  for (const minutes of [10, 20, 30, 100]) spans.add(minutes * 60_000, 0)
  assert.deepEqual(Spans.wall([spans]), { averageMinutes: 40, medianMinutes: 25, p90Minutes: 79 })
  assert.deepEqual(Spans.working([spans]), { averageMinutes: 0, medianMinutes: 0, p90Minutes: 0 })
  assert.deepEqual(Spans.wall([new Spans()]), { averageMinutes: null, medianMinutes: null, p90Minutes: null })
  assert.equal(quantile(new Float64Array([7]), 0.9), 7)
  assert.equal(quantile(new Float64Array(), 0.5), null)
})

test('Lengths of several groups together are those of all of them, not an average of averages', () => {
  const [few, many] = [new Spans(), new Spans()]
  few.add(60_000, 60_000)
  for (let n = 0; n < 9; n += 1) many.add(600_000, 600_000)
  assert.deepEqual(Spans.wall([few, many]), { averageMinutes: 9.1, medianMinutes: 10, p90Minutes: 10 })
  assert.equal(Spans.count([few, many]), 10)
})

// Received on a Tuesday at 06:00, severity 2, Premium: acknowledgement in 6 to 12 hours, determination in 24 to 48.
const clockOf = (story: Story): Clock => story.clock('acknowledgement')
const states: readonly (readonly [what: string, clock: Clock, counted: readonly string[]])[] = [
  ['running', clockOf(new Story()), ['made', 'running']],
  [
    'met at the very target',
    clockOf(new Story().reply('2026-03-10T12:00:00Z')),
    ['made', 'metWithinTarget', 'metWithinLimit'],
  ],
  ['met after the target', clockOf(new Story().reply('2026-03-10T12:00:01Z')), ['made', 'metWithinLimit']],
  ['breached and open', clockOf(new Story().wake('2026-03-10T18:00:01Z')), ['made', 'breached', 'breachedOpen']],
  [
    'breached and answered',
    clockOf(new Story().reply('2026-03-10T19:00:00Z')),
    ['made', 'breached', 'breachedAnswered'],
  ],
  [
    'breached and withdrawn',
    clockOf(new Story().do('2026-03-10T19:00:00Z', partner, { kind: 'solve', message: null })),
    ['made', 'breached', 'breachedWithdrawn'],
  ],
  [
    'withdrawn',
    clockOf(new Story().do('2026-03-10T07:00:00Z', partner, { kind: 'solve', message: null })),
    ['made', 'withdrawn'],
  ],
]
for (const [what, clock, counted] of states)
  test(`A promise that is ${what} counts as ${counted.join(', ')} (C3, C13, C14)`, () => {
    assert.deepEqual(countsOf(clock), { ...noPromises, ...Object.fromEntries(counted.map((name) => [name, 1])) })
  })

test('A clock is told as it stood then: just at the limit it runs, at the answer it has stopped (C14)', () => {
  const clock = clockOf(new Story().reply('2026-03-10T19:00:00Z'))
  const told = (when: string) => {
    const { breachedAt, stopped } = asOf(clock, at(when))
    return [breachedAt !== null, stopped !== null]
  }
  assert.deepEqual(told('2026-03-10T18:00:00Z'), [false, false])
  assert.deepEqual(told('2026-03-10T18:00:01Z'), [true, false])
  assert.deepEqual(told('2026-03-10T19:00:00Z'), [true, true])
})

test('Each ticket is in one group of every kind, and the groups add up to the whole (C12)', () => {
  const reporting = new Reporting(end, logGroupings)
  const stories = [
    new Story().reply('2026-03-10T07:00:00Z').reply('2026-03-10T09:00:00Z'),
    new Story({ desk: 'operations', category: 'partner-store', country: 'DE', tier: 'authorised', severity: 3 }),
    new Story({ country: 'US', state: 'CA', receivedAt: at('2026-02-27T23:59:59Z') }).reply('2026-03-02T00:00:00Z'),
  ]
  for (const story of stories) reporting.add(story.ticket, policy)
  const { overall, by, zone } = reporting.finish()
  assert.equal(zone, 'UTC')
  assert.deepEqual(
    Object.entries(by).map(([grouping, groups]) => [
      grouping,
      Object.entries(groups).map(([value, { tickets }]) => `${value} ${tickets}`),
    ]),
    [
      ['desk', ['operations 1', 'support 2']],
      ['region', ['americas 1', 'europe 1', 'india 1']],
      ['tier', ['authorised 1', 'premium 2']],
      ['severity', ['2 2', '3 1']],
      ['month', ['2026-02 1', '2026-03 2']],
    ],
  )
  for (const groups of Object.values(by)) {
    const all = Object.values(groups)
    assert.equal(
      all.reduce((sum, { tickets }) => sum + tickets, 0),
      overall.tickets,
    )
    assert.equal(
      all.reduce((sum, { promises }) => sum + promises.made, 0),
      overall.promises.made,
    )
    assert.equal(
      all.reduce((sum, { firstResponse }) => sum + firstResponse.count, 0),
      overall.firstResponse.count,
    )
  }
})

test('First response, response and resolution on the wall and in working time; shares are of what is decided (C4, C5, C6)', () => {
  const reporting = new Reporting(end, logGroupings)
  // Friday 23:00 in India; an hour later the weekend begins. Answered on Monday at 01:00, determined at 02:00, solved at 03:00.
  const story = new Story({ receivedAt: at('2026-03-06T17:30:00Z') })
    .reply('2026-03-08T19:30:00Z')
    .reply('2026-03-08T20:30:00Z')
    .do('2026-03-08T21:30:00Z', agent, { kind: 'solve', message: null })
  reporting.add(story.ticket, policy)
  // Its acknowledgement was broken and is still open; its determination is not decided yet.
  reporting.add(new Story({ receivedAt: at('2026-03-30T06:00:00Z') }).wake('2026-03-30T19:00:00Z').ticket, policy)
  const { firstResponse, response, resolution } = reporting.finish().overall
  const told = ({ count, wall, working }: typeof resolution) => [count, wall.averageMinutes, working.averageMinutes]
  assert.deepEqual(told(firstResponse), [1, 50 * 60, 2 * 60])
  assert.deepEqual(told(response), [1, 51 * 60, 3 * 60])
  assert.deepEqual(told(resolution), [1, 52 * 60, 4 * 60])
  assert.deepEqual([firstResponse.withinTarget, firstResponse.withinLimit], [0.5, 0.5])
  assert.deepEqual([response.withinTarget, response.withinLimit], [1, 1])
})

test('A critical case is measured on the wall in both (A9)', () => {
  const reporting = new Reporting(end, logGroupings)
  const story = new Story({ severity: 1, critical: true, receivedAt: at('2026-03-06T18:00:00Z') }).reply(
    '2026-03-07T06:00:00Z',
  )
  reporting.add(story.ticket, policy)
  const { firstResponse } = reporting.finish().overall
  assert.deepEqual([firstResponse.wall.averageMinutes, firstResponse.working.averageMinutes], [720, 720])
})

test("What came after the report's instant is not in it", () => {
  const story = new Story()
    .reply('2026-03-10T07:00:00Z')
    .do('2026-03-10T20:00:00Z', agent, { kind: 'solve', message: null })
  const reporting = new Reporting(at('2026-03-10T08:00:00Z'), logGroupings)
  reporting.add(story.ticket, policy)
  const { promises, firstResponse, response, resolution } = reporting.finish().overall
  assert.deepEqual([promises.metWithinLimit, promises.running], [1, 1])
  assert.deepEqual([firstResponse.count, response.count, resolution.count], [1, 0, 0])
})
