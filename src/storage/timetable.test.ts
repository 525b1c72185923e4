import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import { endWork, enterWork, takeWork } from './timetable.ts'

const night = at('2026-03-10T01:30:00Z')
const hourLater = night.add({ hours: 1 })

test('Work that is due is one caller’s, however many ask at once; before it is due it is nobody’s', async (t) => {
  const { db } = await openDesk(t)
  await db.system((tx) => enterWork(tx, 'night work', night))
  const take = (when: Temporal.Instant) => db.system((tx) => takeWork(tx, 'night work', when, when.add({ hours: 1 })))
  assert.equal(await take(night.subtract({ seconds: 1 })), false)
  const taken = await Promise.all(Array.from({ length: 6 }, () => take(night)))
  assert.deepEqual(taken.filter(Boolean).length, 1)
})

test('Done work is due again at its next time; work whose node is gone is taken over when its time is up', async (t) => {
  const { db } = await openDesk(t)
  const take = (when: Temporal.Instant) => db.system((tx) => takeWork(tx, 'night work', when, when.add({ hours: 1 })))
  await db.system((tx) => enterWork(tx, 'night work', night))
  assert.equal(await take(night), true)
  assert.equal(await take(hourLater.subtract({ seconds: 1 })), false)
  assert.equal(await take(hourLater), true)
  const tomorrow = night.add({ hours: 24 })
  await db.system((tx) =>
    endWork(tx, 'night work', {
      until: hourLater.add({ hours: 1 }),
      at: hourLater,
      nextAt: tomorrow,
      outcome: { weighed: 3 },
    }),
  )
  // A start that enters it once more leaves it as it is.
  await db.system((tx) => enterWork(tx, 'night work', night))
  assert.equal(await take(tomorrow.subtract({ seconds: 1 })), false)
  assert.equal(await take(tomorrow), true)
})

test('Whoever has kept work beyond its time, such as a node that stood still, does not end that of the one who took it over', async (t) => {
  const { db } = await openDesk(t)
  const take = (when: Temporal.Instant) => db.system((tx) => takeWork(tx, 'night work', when, when.add({ hours: 1 })))
  const end = (until: Temporal.Instant, at: Temporal.Instant) =>
    db.system((tx) => endWork(tx, 'night work', { until, at, nextAt: at, outcome: null }))
  await db.system((tx) => enterWork(tx, 'night work', night))
  assert.equal(await take(night), true)
  assert.equal(await take(hourLater), true)
  const later = hourLater.add({ minutes: 1 })
  await end(hourLater, later)
  assert.equal(await take(later), false)
  await end(hourLater.add({ hours: 1 }), later)
  assert.equal(await take(later), true)
})
