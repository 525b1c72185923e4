/** The list of whoever sets a new desk up: read from the facts, for administrators alone. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ask, testDesk, type DeskOptions } from '../support/http.ts'

async function setUp(context: TestContext, options: DeskOptions = {}) {
  const desk = await testDesk(context, options)
  const as = async (who: 'admin' | 'agent' | 'aurora', method: string, path: string, body?: unknown) =>
    ask(desk.url, method, `/api/v1${path}`, { key: await desk.keyOf(desk.people[who].email), body })
  const done = async (): Promise<readonly string[]> => {
    const { body } = await as('admin', 'GET', '/setup')
    return body.steps.flatMap(({ id, isDone }: { id: string; isDone: boolean }) => (isDone ? [id] : []))
  }
  return { desk, as, done }
}

test('G4: what a new desk lacks is read from what there is: a step is done once the fact is there', async (t) => {
  const { as, done } = await setUp(t)
  const first = (await as('admin', 'GET', '/setup')).body
  assert.deepEqual(
    first.steps.map(({ id }: { id: string }) => id),
    ['policy', 'staff', 'administrators', 'address', 'mail-out', 'mail-in', 'partners'],
  )
  // Of the tests' company only the support desk has an agent, and there is one administrator; partners are there.
  assert.deepEqual(await done(), ['partners'])
  assert.deepEqual(first.desksWithout, ['operations'])
  assert.equal(first.publicUrl, null)

  const added = { name: 'Tomás', email: 'tomas@vendor.example', role: 'agent', desks: ['operations'] }
  const { body: agent } = await as('admin', 'POST', '/staff', added)
  const second = { name: 'Nora', email: 'nora@vendor.example', role: 'admin', desks: ['support'] }
  assert.equal((await as('admin', 'POST', '/staff', second)).status, 201)
  assert.deepEqual(await done(), ['staff', 'administrators', 'partners'])
  assert.deepEqual((await as('admin', 'GET', '/setup')).body.desksWithout, [])

  // Whoever has left answers nowhere, and an administrator answers at no desk.
  await as('admin', 'POST', `/staff/${agent.id}/deactivate`, { tickets: 'unassign' })
  assert.deepEqual(await done(), ['administrators', 'partners'])
})

test('G4: settings of the start count as done where they are set', async (t) => {
  const { as, done } = await setUp(t, { letters: 'queued', publicUrl: 'https://desk.example', takesMail: true })
  assert.deepEqual(await done(), ['address', 'mail-out', 'mail-in', 'partners'])
  assert.equal((await as('admin', 'GET', '/setup')).body.publicUrl, 'https://desk.example')
})

test('G4: a policy from a folder of one’s own is one’s own', async (t) => {
  const { done } = await setUp(t, { policyFolder: 'own' })
  assert.deepEqual(await done(), ['policy', 'partners'])
})

test('G4: the list is put away for all administrators, taken out again, and is nobody else’s', async (t) => {
  const { as } = await setUp(t)
  assert.equal((await as('admin', 'GET', '/setup')).body.isPutAway, false)
  assert.equal((await as('admin', 'PUT', '/setup', { isPutAway: true })).body.isPutAway, true)
  assert.equal((await as('admin', 'GET', '/setup')).body.isPutAway, true)
  assert.equal((await as('admin', 'PUT', '/setup', { isPutAway: false })).body.isPutAway, false)
  for (const who of ['agent', 'aurora'] as const) {
    assert.equal((await as(who, 'GET', '/setup')).status, 403)
    assert.equal((await as(who, 'PUT', '/setup', { isPutAway: true })).status, 403)
  }
  assert.equal((await as('admin', 'PUT', '/setup', { isPutAway: 'yes' })).status, 400)
})

test('G4: nobody is shown the list of a demo', async (t) => {
  const { as } = await setUp(t, { demo: { password: 'none', people: [] } })
  assert.equal((await as('admin', 'GET', '/setup')).body.isPutAway, true)
})
