import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventView, MessageView } from '../../../src/http/wire.ts'
import { folded, timelineOf } from './timeline.ts'

const message = (id: string, at: string): MessageView => ({
  id,
  ticket: 't',
  body: id,
  visibility: 'public',
  forCustomer: false,
  determination: false,
  author: null,
  side: 'partner',
  channel: 'portal',
  at,
  attachments: [],
  mail: null,
  call: null,
})
const event = (seq: number, kind: string, at: string): EventView => ({
  cursor: String(seq),
  ticket: 't',
  seq,
  kind,
  at,
  notedAt: at,
  by: { side: 'system', person: null },
  data: {},
  words: kind,
})
const names = (moments: ReturnType<typeof timelineOf>) =>
  moments.map((moment) => (moment.kind === 'message' ? moment.message.id : moment.event.kind))

test('what happened stands between what was said, and what was said is not said twice', () => {
  const moments = timelineOf(
    [message('first', '2026-11-24T08:14:00Z'), message('second', '2026-11-24T09:07:00Z')],
    [
      event(1, 'opened', '2026-11-24T08:14:00Z'),
      event(2, 'agent-replied', '2026-11-24T09:07:00Z'),
      event(3, 'severity-changed', '2026-11-24T08:30:00Z'),
    ],
  )
  assert.deepEqual(names(moments), ['first', 'opened', 'severity-changed', 'second'])
})

test('C14: a breach stands where the time ran out, also if it was noticed later; equal instants keep their order', () => {
  const moments = timelineOf(
    [message('answer', '2026-11-24T12:00:00Z')],
    [
      event(5, 'limit-passed', '2026-11-24T11:00:00Z'),
      event(7, 'solved', '2026-11-24T12:00:00Z'),
      event(6, 'assigned', '2026-11-24T12:00:00Z'),
    ],
  )
  assert.deepEqual(names(moments), ['limit-passed', 'answer', 'assigned', 'solved'])
})

test('a long conversation folds its middle and loses nothing', () => {
  const many = timelineOf(
    Array.from({ length: 30 }, (_, at) => message(`m${at}`, `2026-11-24T08:${String(at).padStart(2, '0')}:00Z`)),
    [],
  )
  const { head, hidden, tail } = folded(many)
  assert.equal(head.length + hidden + tail.length, 30)
  assert.deepEqual(names([...head, ...tail]).slice(0, 3), ['m0', 'm1', 'm22'])
  assert.equal(folded(many.slice(0, 14)).hidden, 0)
})
