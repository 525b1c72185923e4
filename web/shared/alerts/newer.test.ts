import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { newer } from './newer.ts'

const of = (id: string, at: string, unread: number) => ({ ticket: { id }, at, unread }) as unknown as AlertsView

test('The browser tells of what is unread and came since it told last, of each ticket once, and of no more than five at once', () => {
  const since = Date.parse('2026-03-10T06:00:00Z')
  const items = [
    of('new', '2026-03-10T06:00:00.001Z', 3),
    of('read', '2026-03-10T06:00:01Z', 0),
    of('told', '2026-03-10T06:00:00Z', 1),
  ]
  assert.deepEqual(
    newer(items, since).map(({ ticket }) => ticket.id),
    ['new'],
  )
  const many = Array.from({ length: 9 }, (_, n) => of(String(n), '2026-03-10T06:00:02Z', 1))
  assert.equal(newer(many, since).length, 5)
})
