import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policy } from '../domain/policy.ts'
import { completed } from './complete.ts'

const policy = (parts: object): Policy => parts as Policy

test('What an older policy does not say is taken from the newer one, at any depth', () => {
  const older = policy({ tickets: { closesAfterDays: 3 }, letters: { reply: 'ours' } })
  const newer = policy({
    tickets: { closesAfterDays: 9, reopensWithinDays: 5 },
    letters: { reply: 'a', idea: 'b' },
    mail: { rate: 1 },
  })
  assert.deepEqual(completed(older, newer), {
    tickets: { closesAfterDays: 3, reopensWithinDays: 5 },
    letters: { reply: 'ours', idea: 'b' },
    mail: { rate: 1 },
  })
})

test('Rows of a list get what they lack by their id; rows that the older policy has not do not come back (C9)', () => {
  const older = policy({
    categories: [
      { id: 'b', name: 'B' },
      { id: 'own', name: 'Own' },
    ],
    sizes: [1, 2],
  })
  const newer = policy({
    categories: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'New', workflow: 'w' },
    ],
    sizes: [3],
  })
  assert.deepEqual(completed(older, newer), {
    categories: [
      { id: 'b', name: 'B', workflow: 'w' },
      { id: 'own', name: 'Own' },
    ],
    sizes: [1, 2],
  })
})

test('Null is said: it is not filled in', () => {
  assert.deepEqual(completed(policy({ a: null }), policy({ a: { b: 1 } })), { a: null })
})

test('Part of an older policy can be missing in the newer one', () => {
  assert.deepEqual(completed(policy({ a: { b: 1 } }), policy({})), { a: { b: 1 } })
})

test('A calendar stays as it was published: a holiday or a weekday of the newer one does not come into it (C9)', () => {
  const [day, open] = ['2026-12-25', [{ opens: '09:00', closes: '17:00' }]]
  const older = policy({ calendars: { india: { zone: 'Asia/Kolkata', week: { 1: open }, dates: {} } } })
  const newer = policy({
    calendars: { india: { zone: 'Asia/Kolkata', week: { 1: open, 6: open }, dates: { [day]: [] } }, mea: { week: {} } },
  })
  assert.deepEqual(completed(older, newer), {
    calendars: { india: { zone: 'Asia/Kolkata', week: { 1: open }, dates: {} }, mea: { week: {} } },
  })
})
