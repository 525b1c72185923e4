import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepClockWatch } from '../../src/jobs/clock-watch.ts'
import { clockAhead } from '../../src/services/health.ts'
import { ask, testDesk } from '../support/http.ts'

test('G1: a clock that leaves that of the database while the program runs is told of once, either way, and again when it is back', async (context) => {
  const desk = await testDesk(context)
  // The desk's time stands still in tests: it is set by how far it is from the database's.
  let now = desk.app.now()
  const app = { ...desk.app, now: () => now }
  const told: string[] = []
  const stood: boolean[] = []
  const watch = keepClockWatch(app, (message) => told.push(message))
  context.after(() => watch.stop())
  for (const seconds of [0, -90, -95, 0, 90]) {
    now = now.add({ milliseconds: Math.round((seconds - (await clockAhead(app))) * 1_000) })
    await watch.look()
    stood.push(watch.warning() !== null)
  }
  assert.deepEqual(stood, [false, true, true, false, true], 'it is said for as long as it is so')
  assert.deepEqual(
    told.map((message) => message.replace(/\d+ seconds/, 'SECONDS')),
    [
      'The clock of this machine is SECONDS behind that of the database: promises are dated by it. Keep both by NTP.',
      'The clock of this machine agrees with that of the database again.',
      'The clock of this machine is SECONDS ahead of that of the database: promises are dated by it. Keep both by NTP.',
    ],
  )
})

test('G1: /metrics says by how much the clock is apart from that of the database, as long as the program runs', async (context) => {
  const desk = await testDesk(context)
  const said = async (): Promise<number> => {
    const text = await (await fetch(`${desk.url}/metrics`)).text()
    return Number(/^desk_clock_ahead_seconds (\S+)$/m.exec(text)?.[1])
  }
  const before = await said()
  desk.setTime(desk.app.now().subtract({ hours: 1 }).toString())
  const after = await said()
  // Seconds pass on the database's clock between the two looks, and none on the desk's.
  assert.ok(before - after >= 3_600 && before - after < 3_700, `${before} ${after}`)
})

test('G1: administrators are told what their server needs, and nobody else is; /readyz says it, and is ready', async (context) => {
  const warnings: string[] = []
  const desk = await testDesk(context, { warnings: () => warnings })
  const health = async (email: string) => ask(desk.url, 'GET', '/api/v1/health', { key: await desk.keyOf(email) })
  assert.deepEqual((await health('admin@vendor.example')).body, { warnings: [] })
  warnings.push('The clock of this machine is 95 seconds ahead of that of the database.')
  assert.deepEqual((await health('admin@vendor.example')).body, { warnings })
  assert.equal((await health('agent@vendor.example')).status, 403)
  const ready = await ask(desk.url, 'GET', '/readyz')
  assert.deepEqual([ready.status, ready.body], [200, { status: 'ready', warnings }])
})
