import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EscalationView } from '../../../src/http/wire-escalation.ts'
import { nextDue, sayLeft, sayPeople, sayThrough } from './words.ts'

const at = (text: string): number => Date.parse(text)
const escalation = (change: Partial<EscalationView>): EscalationView => ({
  level: 2,
  title: 'Lead',
  reason: { id: 'major-problem', name: 'Major problem' },
  statement: 'It stands still.',
  openedAt: '2026-11-24T08:00:00Z',
  levelSince: '2026-11-24T08:00:00Z',
  answerDueAt: null,
  updateDueAt: '2026-11-24T16:00:00Z',
  updateMissed: false,
  informedAt: null,
  owner: { people: [], through: 'desk' },
  ladder: [],
  ...change,
})

test('F4, F5: the answer of a level is due before its status update, and once it has answered the update is', () => {
  const now = at('2026-11-24T11:30:00Z')
  const owed = nextDue(escalation({ answerDueAt: '2026-11-24T12:00:00Z' }), now)
  assert.deepEqual(owed, { what: 'answer', at: at('2026-11-24T12:00:00Z'), meaning: 'soon' })
  assert.deepEqual(nextDue(escalation({}), now), { what: 'update', at: at('2026-11-24T16:00:00Z'), meaning: 'fine' })
})

test('F4: what is overdue says by how much', () => {
  const now = at('2026-11-24T17:30:00Z')
  assert.equal(nextDue(escalation({}), now).meaning, 'broken')
  assert.equal(sayLeft(at('2026-11-24T16:00:00Z'), now), '1 h 30 min over')
  assert.equal(sayLeft(at('2026-11-24T18:00:00Z'), now), 'in 30 min')
})

test('F1, F8: a level with nobody named says who stands there, and a stand-in says for whom', () => {
  assert.equal(sayThrough({ through: 'named' }, false), null)
  assert.match(sayThrough({ through: 'partner-account-manager' }, true) ?? '', /your account manager/)
  assert.match(sayThrough({ through: 'level-3' }, false) ?? '', /those of level 3/)
  const danny = { name: 'Danny', email: 'd@vendor.example', insteadOf: 'Deepak' }
  assert.equal(sayPeople([danny]), 'Danny (for Deepak)')
  assert.equal(sayPeople([]), 'the desk')
})
