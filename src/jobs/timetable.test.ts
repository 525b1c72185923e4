import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from '../../test/support/decisions.ts'
import { testDesk } from '../../test/support/http.ts'
import type { App } from '../services/app.ts'
import { dailyAt, doIfDue, everyMinutes, type Work } from '../services/timetable.ts'
import { keepTimetable } from './timetable.ts'

test('Every day at an hour is the next such hour: today’s while it is to come, else tomorrow’s', () => {
  const next = dailyAt('01:30')
  assert.equal(next(at('2026-03-10T00:00:00Z')).toString(), '2026-03-10T01:30:00Z')
  assert.equal(next(at('2026-03-10T01:30:00Z')).toString(), '2026-03-11T01:30:00Z')
  assert.equal(next(at('2026-12-31T23:00:00Z')).toString(), '2027-01-01T01:30:00Z')
})

test('Two nodes that keep one timetable do its work once; each ends when it is told to', async (t) => {
  const { app } = await testDesk(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  let runs = 0
  const work: Work = {
    name: 'a work',
    // Due when it is entered, and a day after it was done.
    nextAfter: (now) => (runs === 0 ? now : now.add({ hours: 24 })),
    minutes: 10,
    run: async () => {
      runs += 1
      resolve()
    },
  }
  const told: string[] = []
  const nodes = [1, 2].map(() => keepTimetable(app, [work], (message) => told.push(message)))
  await promise
  for (const node of nodes) await node.stop()
  assert.deepEqual([runs, told], [1, []])
})

test('Work that fails is told of, keeps no other work waiting, and is tried again in five minutes', async (t) => {
  const desk = await testDesk(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  const due = (name: string, run: (app: App) => Promise<unknown>): Work => ({
    name,
    nextAfter: (now) => now,
    minutes: 10,
    run,
  })
  const failing = due('failing', () => Promise.reject(new Error('No.')))
  const told: string[] = []
  const keeper = keepTimetable(desk.app, [failing, due('other', async () => resolve())], (message) =>
    told.push(message),
  )
  await promise
  await keeper.stop()
  assert.deepEqual(told, ["'failing' failed and is tried again: Error: No."])
  const again: Work = { ...failing, nextAfter: everyMinutes(60), run: async () => 'done' }
  desk.setTime('2026-03-10T06:04:59Z')
  assert.equal(await doIfDue(desk.app, again), false)
  desk.setTime('2026-03-10T06:05:00Z')
  assert.equal(await doIfDue(desk.app, again), true)
})
