import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertingFacts, alertInWords, alertsOf, type Standing } from './alert.ts'
import type { PersonId } from './kernel.ts'
import type { Policy } from './policy.ts'
import type { TicketFact } from './ticket/facts.ts'
import type { By } from './ticket/ticket.ts'

const [ann, ben, cara, asha] = ['ann', 'ben', 'cara', 'asha'] as readonly string[] as readonly PersonId[] as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
]
const staff = (person: PersonId): By => ({ kind: 'staff', person })
const partner: By = { kind: 'partner', person: asha }
const time: By = { kind: 'system' }
const anns: Standing = { assignee: ann, isTransferred: false, waiters: [], followers: [] }
const nobodys: Standing = { assignee: null, isTransferred: false, waiters: [], followers: [] }
const fact = (kind: string, more: object = {}): TicketFact => ({ kind, ...more }) as unknown as TicketFact
const told = (by: By, what: TicketFact, standing = anns): string[] =>
  alertsOf(by, what, standing).map(({ person, kind }) => `${person}: ${kind}`)

const ofTheAssignee: readonly (readonly [TicketFact, string])[] = [
  [fact('partner-replied', { message: null }), 'answered'],
  [fact('details-supplied', { message: null, details: {} }), 'answered'],
  [fact('reopened', { reason: '' }), 'reopened'],
  [fact('severity-changed', { from: 3, to: 2 }), 'severity-changed'],
  [fact('severity-disputed', { wanted: 1 }), 'severity-disputed'],
  [fact('dispute-decided', { upheld: true }), 'dispute-decided'],
  [fact('escalated', { level: 1 }), 'escalated'],
  [fact('escalation-raised', { from: 1, to: 2, statement: null }), 'escalation-raised'],
  [fact('status-update-missed', { level: 1 }), 'status-update-missed'],
  [fact('target-passed', { promised: 'determination' }), 'target-passed'],
  [fact('limit-passed', { promised: 'determination' }), 'limit-passed'],
]

test('Whoever has the ticket is told of what others and time do to it; nobody, where it is nobody’s', () => {
  for (const [what, kind] of ofTheAssignee) {
    assert.deepEqual(told(staff(ben), what), [`ann: ${kind}`], what.kind)
    assert.deepEqual(told(time, what), [`ann: ${kind}`], what.kind)
    assert.deepEqual(told(partner, what, nobodys), [], what.kind)
  }
})

test('Nobody is told of what they did themselves', () => {
  for (const [what] of ofTheAssignee) assert.deepEqual(told(staff(ann), what), [], what.kind)
  assert.deepEqual(told(staff(ann), fact('assigned', { from: null, to: ann }), nobodys), [])
  assert.deepEqual(told(staff(ann), fact('noted', { mentions: [ann, ben] })), ['ben: mentioned'])
  assert.deepEqual(told(staff(ann), fact('workflow'), { ...anns, waiters: [ann, cara] }), ['cara: step-waits'])
})

test('A ticket that is given to somebody is told to them and not to who had it; after a transfer it says so', () => {
  const given = fact('assigned', { from: ann, to: ben })
  assert.deepEqual(told(staff(cara), given), ['ben: assigned'])
  assert.deepEqual(told(time, given), ['ben: assigned'])
  assert.deepEqual(told(time, given, { ...nobodys, isTransferred: true }), ['ben: transferred'])
  assert.deepEqual(told(staff(cara), given, { ...nobodys, isTransferred: true }), ['ben: assigned'])
  assert.deepEqual(told(staff(cara), fact('assigned', { from: ann, to: null })), [])
})

test('Those who are mentioned are told once each, whoever has the ticket; a note without mentions is told to nobody', () => {
  assert.deepEqual(told(staff(ann), fact('noted', { mentions: [ben, cara, ben] })), [
    'ben: mentioned',
    'cara: mentioned',
  ])
  assert.deepEqual(told(staff(ben), fact('noted', { message: null })), [])
})

const ofFollowers: readonly (readonly [TicketFact, string])[] = [
  ...ofTheAssignee,
  [fact('agent-replied', { message: null, determination: false }), 'desk-answered'],
  [fact('noted', { message: null }), 'note-written'],
  [fact('solved', { message: null, unanswered: false }), 'solved'],
  [fact('assigned', { from: null, to: ann }), 'given'],
  [fact('transferred', { from: 'support', to: 'operations' }), 'moved'],
  [fact('reclassified', { from: 'incident', to: 'question', reason: '' }), 'reclassified'],
  [fact('waiting-on-product', { team: 'Deluge', reference: null, expectedOn: null }), 'product-waits'],
  [fact('product-answered'), 'product-answered'],
  [fact('escalation-ended', { reason: '' }), 'escalation-ended'],
  [fact('merged-from', { other: 'x', unansweredSince: null, clocks: [] }), 'merged'],
]

test('Whoever follows a ticket is told of all that its assignee is, and of what colleagues do; each once, and nobody of their own', () => {
  const followed: Standing = { ...anns, followers: [cara, ann] }
  for (const [what, kind] of ofFollowers) {
    assert.ok(told(staff(ben), what, followed).includes(`cara: ${kind}`), what.kind)
    assert.ok(!told(staff(cara), what, followed).some((each) => each.startsWith('cara')), what.kind)
    assert.ok(told(staff(ben), what, followed).length <= 2, `${what.kind} is told to somebody twice`)
    assert.deepEqual(told(partner, what, { ...nobodys, followers: [cara] }).at(-1), `cara: ${kind}`)
  }
  assert.deepEqual(told(staff(ben), fact('noted', { mentions: [cara] }), followed), [
    'cara: mentioned',
    'ann: note-written',
  ])
  assert.deepEqual(told(staff(ben), fact('assigned', { from: ann, to: cara }), followed), [
    'cara: assigned',
    'ann: given',
  ])
})

test('Everything that is told of is read off the ledger, and is said in words that end without a full stop', () => {
  const policy = { workflows: [{ id: 'mapping', name: 'Mapping', states: [{ id: 'look', name: 'Checked by us' }] }] }
  const others: TicketFact[] = [
    fact('assigned', { to: ann }),
    fact('noted', { mentions: [ann] }),
    fact('workflow', { workflow: 'mapping', entry: { to: 'look' } }),
  ]
  for (const what of [...others, ...ofFollowers.map(([each]) => each)]) {
    assert.ok(alertingFacts.includes(what.kind), what.kind)
    for (const by of ['Asha', null])
      assert.match(alertInWords(policy as unknown as Policy, 'assigned', what, by), /^\S.*[^.\s]$/)
  }
  const say = (what: TicketFact, by: string | null) => alertInWords(policy as unknown as Policy, 'assigned', what, by)
  assert.equal(say(others[0]!, 'Ben'), 'Assigned to you by Ben')
  assert.equal(say(others[0]!, null), 'Assigned to you by a rule')
  assert.equal(say(others[2]!, null), 'Mapping: Checked by us')
  const saysTo = (to: PersonId | null) =>
    alertInWords(policy as unknown as Policy, 'given', fact('assigned', { to }), 'Ben')
  assert.deepEqual([saysTo(ann), saysTo(null)], ['Given to a colleague by Ben', 'Given back to the desk by Ben'])
  assert.throws(() => say(fact('opened'), null))
})
