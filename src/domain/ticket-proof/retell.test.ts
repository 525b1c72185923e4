import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Story, agent, at, partner, policy, system } from '../../../test/support/core.ts'
import type { PersonId, TicketId } from '../kernel.ts'
import { isSame } from '../same.ts'
import type { TicketEvent } from '../ticket/ticket.ts'
import { isDisclosed, retell } from './retell.ts'
import { policyUnder, proofTerms } from './terms.ts'

const id = 'ticket' as TicketId
const termsIn = (story: Story) => policyUnder(JSON.parse(JSON.stringify(proofTerms(policy, story.ticket))))
const told = (story: Story, events: readonly TicketEvent[], whole: boolean) => retell(id, events, termsIn(story), whole)

const note = { kind: 'note', message: null } as const
const solve = { kind: 'solve', message: null } as const
const transfer = {
  kind: 'transfer',
  desk: 'operations',
  type: null,
  category: 'partner-store',
  subType: null,
  severity: 3,
  reason: 'It is theirs.',
} as const

// Received on a Tuesday at 06:00Z, severity 2, Premium: acknowledgement limit 18:00Z.
const stories: Readonly<Record<string, () => Story>> = {
  'answered in time, with notes and an assignment between': () =>
    new Story()
      .do('2026-03-10T06:10:00Z', agent, note)
      .do('2026-03-10T06:20:00Z', agent, { kind: 'assign', to: 'agent' as PersonId })
      .reply('2026-03-10T07:00:00Z')
      .do('2026-03-10T07:10:00Z', agent, note)
      .reply('2026-03-10T08:00:00Z', agent, true),
  'broken, noticed late, answered at last': () =>
    new Story().do('2026-03-11T05:00:00Z', agent, note).reply('2026-03-11T06:00:00Z').wake('2026-03-20T00:00:00Z'),
  'noticed as it passed': () => new Story().wake('2026-03-10T18:00:01Z').wake('2026-03-16T00:00:00Z'),
  'made more severe, and less': () =>
    new Story()
      .do('2026-03-10T07:00:00Z', agent, { kind: 'set-severity', severity: 1, cause: 'worsened', reason: 'All of it.' })
      .do('2026-03-10T08:00:00Z', agent, { kind: 'set-severity', severity: 3, cause: 'corrected', reason: 'One user.' })
      .reply('2026-03-12T08:00:00Z'),
  'transferred, with another tier': () =>
    new Story({ tier: 'authorised' })
      .do('2026-03-10T07:00:00Z', system, { kind: 'set-tier', tier: 'premium', reason: 'Certified.' })
      .do('2026-03-10T08:00:00Z', agent, transfer)
      .reply('2026-03-30T08:00:00Z'),
  'exempt since': () =>
    new Story().do('2026-03-10T07:00:00Z', agent, { kind: 'reclassify', to: 'feature-request', reason: 'A wish.' }),
  'solved, reopened, solved and closed by itself': () =>
    new Story()
      .reply('2026-03-10T07:00:00Z', agent, true)
      .do('2026-03-10T08:00:00Z', agent, solve)
      .do('2026-03-10T09:00:00Z', partner, { kind: 'reopen', reason: 'Again.' })
      .reply('2026-03-10T10:00:00Z', agent, true)
      .do('2026-03-10T11:00:00Z', agent, solve)
      .wake('2026-05-10T11:00:00Z'),
  'merged, what it owed taken over': () => {
    const other = new Story({ id: 'other' as TicketId, receivedAt: at('2026-03-10T05:00:00Z'), severity: 1 })
    return new Story()
      .do('2026-03-10T06:30:00Z', agent, { kind: 'merge-from', other: other.ticket })
      .reply('2026-03-10T09:00:00Z')
  },
  'escalated for time, and raised by itself': () =>
    new Story()
      .wake('2026-03-16T00:00:00Z')
      .do('2026-03-16T01:00:00Z', partner, {
        kind: 'escalate',
        reason: policy.desks[0]?.escalation.reasons[0]?.id ?? '',
        statement: 'We lose orders.',
        contract: { startsOn: '2026-01-01', endsOn: '2026-12-31' },
        on: '2026-03-16',
      })
      .wake('2026-04-16T01:00:00Z')
      .reply('2026-04-16T02:00:00Z'),
  'critical, round the clock': () =>
    new Story({ severity: 1, critical: true, receivedAt: at('2026-03-06T18:00:00Z') }).reply('2026-03-07T06:00:00Z'),
  'of a large account in California': () =>
    new Story({ country: 'US', state: 'CA', keyAccount: true, tier: 'authorised' }).reply('2026-03-11T06:00:00Z'),
  'disputed, and upheld': () =>
    new Story()
      .do('2026-03-10T07:00:00Z', partner, { kind: 'dispute-severity', wanted: 1, statement: 'All of us.' })
      .do('2026-03-10T08:00:00Z', agent, { kind: 'decide-dispute', upheld: true, reason: 'You are right.' }),
}

for (const [what, make] of Object.entries(stories))
  test(`A ticket that was ${what} comes out the same from what a partner sees of it, under the terms of a proof (C10, G2)`, () => {
    const story = make()
    const disclosed = story.events.filter(isDisclosed)
    for (const [events, whole] of [
      [story.events, true],
      [disclosed, false],
    ] as const) {
      const { ticket, faults } = told(story, events, whole)
      assert.deepEqual(faults, [])
      const known = whole ? story.ticket.clocks : story.ticket.clocks.map((clock) => ({ ...clock, warnedAt: null }))
      const made = whole ? ticket?.clocks : ticket?.clocks.map((clock) => ({ ...clock, warnedAt: null }))
      assert.ok(isSame(made, known), JSON.stringify([made, known]))
    }
  })

const broken = () => new Story().wake('2026-03-10T18:00:01Z').reply('2026-03-10T19:00:00Z')
const place = (story: Story, kind: string) => story.events.findIndex(({ fact }) => fact.kind === kind)

test('A breach that was left out is missed, whatever is withheld', () => {
  const story = broken()
  const left = story.events.filter(isDisclosed).filter(({ fact }) => fact.kind !== 'limit-passed')
  const { faults } = told(story, left, false)
  assert.match(faults[0]?.message ?? '', /'limit-passed' at 2026-03-10T18:00:00Z/)
})

test('An answer that is dated earlier no longer fits what time brought about before it', () => {
  const story = broken()
  const reply = place(story, 'agent-replied')
  const events = story.events.with(reply, {
    ...(story.events[reply] as TicketEvent),
    at: at('2026-03-10T17:00:00Z'),
    notedAt: at('2026-03-10T17:00:00Z'),
  })
  assert.match(told(story, events, true).faults[0]?.message ?? '', /ended before it was broken/)
})

test('What was written down later than what follows it is no fault: an import may be', () => {
  const story = new Story().do('2026-03-10T09:00:00Z', agent, note).reply('2026-03-10T07:00:00Z')
  assert.deepEqual(told(story, story.events, true).faults, [])
})

test('A breach that never was is not believed', () => {
  const kept = new Story().reply('2026-03-10T09:00:00Z')
  const invented = broken().events[place(broken(), 'limit-passed')] as TicketEvent
  const { faults } = told(kept, [...kept.events, { ...invented, seq: 99 }], true)
  assert.deepEqual(
    faults.map(({ seq }) => seq),
    [99],
  )
})

test('Terms that were changed change the clocks', () => {
  const story = broken()
  const terms = proofTerms(policy, story.ticket)
  const milder = { ...terms, tiers: terms.tiers.map((row) => ({ ...row, targetPosition: 1 })) }
  const { ticket } = retell(id, story.events, policyUnder(milder), true)
  assert.notEqual(ticket?.clocks[0]?.targetAt.toString(), story.clock('acknowledgement').targetAt.toString())
})

test('Without its opening nothing can be told', () => {
  const story = broken()
  const { ticket, faults } = told(story, story.events.slice(1), true)
  assert.equal(ticket, null)
  assert.match(faults[0]?.message ?? '', /does not begin with its opening/)
})

test('Terms name nobody: neither people nor addresses of the policy are in them (G3)', () => {
  const text = JSON.stringify(proofTerms(policy, new Story().ticket))
  assert.doesNotMatch(text, /@/)
  for (const { people } of policy.desks.flatMap(({ escalation }) => escalation.levels).flatMap((level) => level.people))
    for (const { name } of people) assert.ok(!text.includes(name), name)
})
