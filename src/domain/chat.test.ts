import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../test/support/policies.ts'
import { chatDueAt, chatOpensAt, chatTurnBy, isChatOpen, markedSince, type ChatStanding } from './chat.ts'
import { placeOf } from './region.ts'

const at = (text: string) => Temporal.Instant.from(text)
const rules = zoho.chat

test('A4, A9: chat is open within the working week of the partner’s own zone, and it is said when it opens next', () => {
  const india = placeOf(zoho, 'IN', null)
  // Saturday begins in India at 18:30 UTC of Friday, and Monday at 18:30 UTC of Sunday.
  for (const [when, open] of [
    ['2026-03-13T18:29:59Z', true],
    ['2026-03-13T18:30:00Z', false],
    ['2026-03-15T18:29:59Z', false],
    ['2026-03-15T18:30:00Z', true],
  ] as const)
    assert.equal(isChatOpen(rules, india, at(when)), open, when)
  assert.equal(chatOpensAt(rules, india, at('2026-03-14T09:00:00Z'))?.toString(), '2026-03-15T18:30:00Z')
  assert.equal(chatOpensAt(rules, india, at('2026-03-10T09:00:00Z'))?.toString(), '2026-03-10T09:00:00Z')
})

test('A4: hours of chat count within the calendar: a holiday, and a day without hours, are passed over', () => {
  const calendar = {
    zone: 'Europe/Berlin',
    week: { 1: [{ opens: '08:00', closes: '18:00' }], 2: [{ opens: '08:00', closes: '18:00' }] },
    dates: { '2026-03-09': [] },
  } as const
  const place = { ...placeOf(zoho, 'DE', null), calendar, zone: calendar.zone }
  const mornings = {
    ...rules,
    hours: { 1: [{ opens: '06:00', closes: '09:00' }], 2: [{ opens: '06:00', closes: '09:00' }] },
  }
  assert.equal(chatOpensAt(mornings, place, at('2026-03-07T12:00:00Z'))?.toString(), '2026-03-10T07:00:00Z')
  assert.equal(isChatOpen(mornings, place, at('2026-03-10T08:00:00Z')), false)
  const never = { ...rules, hours: { 3: [{ opens: '06:00', closes: '09:00' }] } }
  assert.equal(chatOpensAt(never, place, at('2026-03-07T12:00:00Z')), null)
})

const noon = '2026-03-10T12:00:00Z'
const open: ChatStanding = {
  waitingSince: null,
  lastWordAt: at(noon),
  agentUntil: at('2026-03-10T13:00:00Z'),
  isOwed: false,
  over: null,
}
const waiting: ChatStanding = { ...open, waitingSince: at(noon), agentUntil: null, isOwed: true }

test('A4: what time makes of a chat, at its instant and not before', () => {
  const table: readonly [string, ChatStanding, string, unknown][] = [
    ['nobody takes it', waiting, '2026-03-10T12:09:59Z', null],
    ['nobody takes it', waiting, '2026-03-10T12:10:00Z', { turn: 'end', because: 'no-agent' }],
    ['nobody writes', open, '2026-03-10T12:14:59Z', null],
    ['nobody writes', open, '2026-03-10T12:15:00Z', { turn: 'end', because: 'silence' }],
    ['the agent owes a word', { ...open, isOwed: true }, '2026-03-10T12:15:00Z', { turn: 'return', because: 'silent' }],
    [
      'the agent is gone',
      { ...open, agentUntil: at('2026-03-10T12:03:00Z') },
      '2026-03-10T12:03:00Z',
      { turn: 'return', because: 'gone' },
    ],
    ['the agent was never there', { ...open, agentUntil: null }, noon, { turn: 'return', because: 'gone' }],
    ['solved on its page', { ...waiting, over: 'solved' }, noon, { turn: 'end', because: 'solved' }],
  ]
  for (const [what, chat, when, due] of table)
    assert.deepEqual(chatTurnBy(rules, chat, at(when)), due, `${what}, ${when}`)
  assert.equal(chatDueAt(rules, waiting).toString(), '2026-03-10T12:10:00Z')
  assert.equal(chatDueAt(rules, open).toString(), '2026-03-10T12:15:00Z')
})

test('A4: an unanswered word is marked once it is old', () => {
  const marked = (when: string) => markedSince(rules, at(noon), at(when))?.toString() ?? null
  assert.deepEqual([marked('2026-03-10T12:01:59Z'), marked('2026-03-10T12:02:00Z')], [null, noon])
  assert.equal(markedSince(rules, null, at(noon)), null)
})
