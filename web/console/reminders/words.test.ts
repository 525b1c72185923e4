import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayTime, type ReminderTime } from './words.ts'

const zone = 'Europe/Berlin'
const said = (name: ReminderTime['name'], at: string, now: string) => {
  const { label, hint } = sayTime({ name, at }, Date.parse(now), zone)
  return `${label}: ${hint}`
}

test('What is offered is called by the day that it falls on, in the reader’s zone', () => {
  const tuesday = '2026-03-10T09:00:00Z'
  assert.equal(said('two-hours', '2026-03-10T11:00:00Z', tuesday), 'In 2 hours of work: today 12:00')
  assert.equal(said('tomorrow', '2026-03-11T08:00:00Z', tuesday), 'Tomorrow: tomorrow 09:00')
  assert.equal(said('tomorrow', '2026-03-13T08:00:00Z', tuesday), 'Next working day: Fri 09:00')
  assert.equal(said('monday', '2026-03-16T08:00:00Z', tuesday), 'Monday: Mon 09:00')
  assert.equal(said('monday', '2026-03-17T08:00:00Z', tuesday), 'Next week: Tue 17 Mar 09:00')
  assert.equal(said('monday', '2026-03-16T08:00:00Z', '2026-03-15T10:00:00Z'), 'Monday: tomorrow 09:00')
})
