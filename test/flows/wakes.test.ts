import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { keepWaking } from '../../src/jobs/waking.ts'
import type { App } from '../../src/services/app.ts'
import { wakeDue } from '../../src/services/wake.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { openDesk, testDesk, type TestDesk } from '../support/http.ts'

// Support, severity 1, Premium in India, received Tuesday 06:00Z: acknowledgement target 07:00Z, limit 09:00Z.

async function opened(desk: TestDesk, count: number): Promise<string[]> {
  const key = await desk.keyOf('asha@aurora.example')
  const ids: string[] = []
  for (let made = 0; made < count; made += 1) {
    const answer = await fetch(`${desk.url}/api/v1/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'Technical Support',
        subject: `Case ${made}`,
        description: 'It is odd.',
        severity: 1,
      }),
    })
    assert.equal(answer.status, 201)
    ids.push(((await answer.json()) as { id: string }).id)
  }
  return ids
}

interface Passed {
  readonly ticket: string
  readonly kind: string
  readonly at: string
  readonly late: boolean
}

async function passed(desk: TestDesk, ids: readonly string[]): Promise<Passed[]> {
  const key = await desk.keyOf('agent@vendor.example')
  const all: Passed[] = []
  for (const id of ids) {
    const answer = await fetch(`${desk.url}/api/v1/tickets/${id}/events?limit=200`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const { items } = (await answer.json()) as {
      items: { kind: string; at: string; data: { late?: boolean; promised?: string } }[]
    }
    for (const { kind, at, data } of items)
      if (kind.endsWith('-passed') && data.promised === 'acknowledgement')
        all.push({ ticket: id, kind, at, late: data.late === true })
  }
  return all
}

/** A second process over the same database, as another node is. */
async function another(desk: TestDesk, context: TestContext): Promise<App> {
  const db = await openDatabase({ connection: desk.app.db.connection })
  context.after(() => db.close())
  return { ...desk.app, db }
}

test('Targets and limits that pass fire once each, however many nodes look at the same moment (C11)', async (context) => {
  const desk = await openDesk()
  // Afterwards the other node first, then the desk and its database.
  const nodes = [desk.app, await another(desk, context)]
  context.after(() => desk.close())
  const ids = await opened(desk, 30)
  desk.setTime('2026-03-10T07:00:00.001Z')
  const sweeps = await Promise.all([...nodes, ...nodes].map((app) => wakeDue(app, 10)))
  assert.ok(sweeps.every(({ failed }) => failed.length === 0))
  while ((await wakeDue(desk.app, 10)).tickets > 0);

  const fired = await passed(desk, ids)
  assert.equal(fired.length, 30)
  assert.equal(new Set(fired.map(({ ticket }) => ticket)).size, 30)
  assert.ok(fired.every(({ kind, at, late }) => kind === 'target-passed' && at === '2026-03-10T07:00:00Z' && !late))
  assert.equal((await wakeDue(nodes[1] ?? desk.app, 10)).tickets, 0)
})

test('What passed while the program was down is dated with its own instant, and marked late (C11, C14)', async (context) => {
  const desk = await testDesk(context)
  const ids = await opened(desk, 1)
  desk.setTime('2026-03-10T12:00:00Z')
  await wakeDue(desk.app, 10)
  assert.deepEqual(
    (await passed(desk, ids)).map(({ kind, at, late }) => [kind, at, late]),
    [
      ['target-passed', '2026-03-10T07:00:00Z', true],
      ['limit-passed', '2026-03-10T09:00:00Z', true],
    ],
  )
})

test('An instant before the target nothing fires', async (context) => {
  const desk = await testDesk(context)
  const ids = await opened(desk, 1)
  desk.setTime('2026-03-10T07:00:00Z')
  assert.equal((await wakeDue(desk.app, 10)).tickets, 0)
  assert.deepEqual(await passed(desk, ids), [])
})

test('The job that keeps looking wakes what comes due without being asked, and ends when it is told to', async (context) => {
  const desk = await testDesk(context)
  const ids = await opened(desk, 1)
  const complaints: string[] = []
  const waking = keepWaking(desk.app, (message) => complaints.push(message))
  desk.setTime('2026-03-10T07:00:00.500Z')
  while ((await passed(desk, ids)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await waking.stop()
  assert.deepEqual(complaints, [])
})
