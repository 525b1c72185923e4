import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenTicket } from '../../src/domain/ticket/open.ts'
import { at, Story } from '../support/core.ts'

/** Premium, severity 3: sixteen hours of working time to the first target, twenty-four to its limit. */
const urgency = (change: Partial<OpenTicket>, wakeAt?: string) => {
  const story = new Story({ severity: 3, ...change })
  const { band, at: instant } = (wakeAt === undefined ? story : story.wake(wakeAt)).last.urgency
  return `${band} ${instant.toString().slice(5, 16)}`
}

test('A how-to sorts an hour after other work of like due time, and before what is due later still (B8)', () => {
  assert.equal(urgency({ kind: 'incident' }), '2 03-10T22:00')
  assert.equal(urgency({ kind: 'question' }), '2 03-10T23:00')
  assert.equal(urgency({ kind: 'request', receivedAt: at('2026-03-10T07:30:00Z') }), '2 03-10T23:30')
})

test('What is broken comes before what is only warned of, and that before the rest; a how-to yields among its like (C3, B8)', () => {
  assert.equal(urgency({ kind: 'incident' }, '2026-03-10T22:30:00Z'), '1 03-11T06:00')
  assert.equal(urgency({ kind: 'question' }, '2026-03-10T22:30:00Z'), '1 03-11T07:00')
  assert.equal(urgency({ kind: 'incident' }, '2026-03-11T06:30:00Z'), '0 03-11T06:00')
  assert.equal(urgency({ kind: 'question' }, '2026-03-11T06:30:00Z'), '0 03-11T07:00')
})
