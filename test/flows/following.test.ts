import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { makeKey } from '../../src/services/access.ts'
import { updatePerson } from '../../src/storage/people.ts'
import type { Person } from '../../src/storage/people.ts'
import { tellAll } from '../support/alerts.ts'
import { escalationDesk, type Whose } from '../support/escalated.ts'
import { ask, type Answer } from '../support/http.ts'

async function followed(context: TestContext) {
  const base = await escalationDesk(context)
  const { desk, get, post, remove } = base
  const { id, path } = await base.openSupport()
  const kinds = async (whose: Whose): Promise<string[][]> => {
    await tellAll(desk.app)
    return (await get(whose, '/alerts')).body.items.map(({ what }: Answer['body']) =>
      what.map(({ kind }: { kind: string }) => kind).toSorted(),
    )
  }
  return {
    ...base,
    id,
    path,
    kinds,
    follow: (whose: Whose, of = path) => post(whose, `${of}/followers`, {}),
    leave: (whose: Whose, of = path) => remove(whose, `${of}/followers`),
    namesOf: async (of = path): Promise<string[]> =>
      (await get('agent', `${of}/followers`)).body.items.map(({ name }: { name: string }) => name),
    /** What somebody asks with a key of their own. */
    as: async (person: Person, method: string, where: string, body?: unknown) =>
      ask(desk.url, method, `/api/v1${where}`, {
        key: (await makeKey(desk.app, person.id, { scope: 'full', label: 'test' })).key,
        ...(body === undefined ? {} : { body }),
      }),
  }
}
const said = { body: 'Said.', visibility: 'public' }

test('Whoever follows a ticket is told of what partner and colleagues do to it from then on, and not of their own', async (context) => {
  const { desk, post, path, follow, leave, kinds, namesOf } = await followed(context)
  await post('aurora', `${path}/messages`, said)
  desk.setTime('2026-03-10T06:10:00Z')
  const began = await follow('agent')
  assert.equal(began.status, 200, JSON.stringify(began.body))
  assert.equal(began.body.items[0].since, '2026-03-10T06:10:00Z')
  desk.setTime('2026-03-10T06:20:00Z')
  assert.deepEqual((await follow('agent')).body, began.body, 'twice is once')
  assert.deepEqual(await namesOf(), ['Ann Agent'])
  assert.deepEqual(await kinds('agent'), [], 'what was before is not told')

  await post('aurora', `${path}/messages`, said)
  await post('admin', `${path}/messages`, said)
  await post('admin', `${path}/messages`, { ...said, visibility: 'internal' })
  await post('admin', `${path}/assign`, { person: desk.people.admin.id })
  assert.deepEqual(await kinds('agent'), [['answered', 'desk-answered', 'given', 'note-written']])
  await post('agent', `${path}/messages`, said)
  assert.deepEqual(await kinds('agent'), [['answered', 'desk-answered', 'given', 'note-written']])

  assert.deepEqual((await leave('agent')).body.items, [])
  await post('admin', `${path}/solve`, { body: 'Corrected.' })
  assert.deepEqual(await kinds('agent'), [['answered', 'desk-answered', 'given', 'note-written']])
  assert.equal((await leave('agent')).status, 200, 'whoever does not follow it is answered the same')
})

test('One’s own ticket is not followed; whoever is given one goes on as its follower when it is given away', async (context) => {
  const { desk, post, path, follow, kinds } = await followed(context)
  await follow('agent')
  await post('admin', `${path}/assign`, { person: desk.people.agent.id })
  const refused = await follow('agent')
  assert.deepEqual([refused.status, refused.body.type], [409, 'urn:partner-desk:problem:invalid-state'])
  await post('aurora', `${path}/messages`, said)
  assert.deepEqual(await kinds('agent'), [['answered', 'assigned']], 'each event once')
  await post('admin', `${path}/assign`, { person: null })
  await post('aurora', `${path}/solve`, {})
  assert.deepEqual(await kinds('agent'), [['answered', 'assigned', 'given', 'solved']])
})

test('G3: no partner learns who follows, or may; and each begins and ends for themselves alone', async (context) => {
  const { desk, get, path, id, follow, leave } = await followed(context)
  await follow('agent')
  assert.equal((await follow('aurora')).status, 403)
  assert.equal((await leave('aurora')).status, 403)
  assert.equal((await get('aurora', `${path}/followers`)).status, 403)
  assert.equal((await get('borealis', `${path}/followers`)).status, 404)
  for (const where of [path, `${path}/events`, `${path}/messages`])
    assert.ok(!JSON.stringify((await get('aurora', where)).body).includes('ollow'))
  const { agent, admin, aurora } = desk.people
  let count = 0
  const run = (actor: Parameters<typeof desk.app.db.transaction>[0], text: string) =>
    desk.app.db.transaction(actor, (tx) => tx.call({ name: `test_follows_${(count += 1)}`, text }))
  const asAdmin = { kind: 'staff', person: admin.id, role: 'admin', desks: [] } as const
  const asAurora = { kind: 'partner', person: aurora.id, partner: aurora.partner! } as const
  assert.equal((await run(asAdmin, 'select from follows')).length, 1)
  assert.equal((await run(asAurora, 'select from follows')).length, 0)
  assert.equal((await run(asAdmin, 'delete from follows returning 1')).length, 0)
  const add = (person: string) => `insert into follows values ('${id}', '${person}', '2026-03-10T06:00:00Z')`
  await assert.rejects(run(asAdmin, add(agent.id)), /row-level security/)
  await assert.rejects(run(asAurora, add(aurora.id)), /row-level security/)
})

test('C13: a merge carries followers over to the ticket that goes on, each once, and tells them', async (context) => {
  const base = await followed(context)
  const { desk, post, path, follow, namesOf, kinds, hire, as } = base
  const other = await base.openSupport()
  const ben = await hire('Ben Both', 'ben@vendor.example')
  await follow('agent')
  for (const each of [path, other.path]) assert.equal((await as(ben, 'POST', `${each}/followers`, {})).status, 200)
  await follow('admin')
  await post('agent', `${other.path}/assign`, { person: desk.people.admin.id })
  desk.setTime('2026-03-10T06:30:00Z')
  const merged = await post('admin', `${path}/merge`, { into: other.id })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual(await namesOf(other.path), ['Ann Agent', 'Ben Both'], 'whoever has it does not follow it too')
  assert.deepEqual(await namesOf(), [])
  assert.deepEqual(await kinds('agent'), [['merged']])
  const refused = await follow('agent')
  assert.deepEqual([refused.status, refused.body.detail], [409, 'It was merged: follow the ticket that goes on.'])
  await post('aurora', `${other.path}/messages`, said)
  assert.deepEqual(await kinds('agent'), [['answered', 'merged']])
})

test('Whoever leaves follows nothing, and comes back following nothing', async (context) => {
  const { desk, path, post, hire, as, namesOf } = await followed(context)
  const lena = await hire('Lena Left', 'left@vendor.example')
  await as(lena, 'POST', `${path}/followers`, {})
  assert.deepEqual(await namesOf(), ['Lena Left'])
  await desk.app.db.system((tx) => updatePerson(tx, { ...lena, active: false }))
  await post('aurora', `${path}/messages`, said)
  await desk.app.db.system((tx) => updatePerson(tx, { ...lena, active: true }))
  assert.deepEqual(await namesOf(), [])
  await tellAll(desk.app)
  assert.deepEqual((await as(lena, 'GET', '/alerts')).body.items, [])
})

test('G1: several of the staff who follow at once are all there, and the same request of one of them is one', async (context) => {
  const { desk, path, namesOf, id } = await followed(context)
  const [agent, admin] = [await desk.keyOf('agent@vendor.example'), await desk.keyOf('admin@vendor.example')]
  const follow = (key: string, n: number) =>
    ask(desk.url, 'POST', `/api/v1${path}/followers`, { key, headers: { 'idempotency-key': `follows-${n}-${id}` } })
  const answers = await Promise.all([0, 1, 2, 3].flatMap((n) => [follow(agent, n % 2), follow(admin, 2 + (n % 2))]))
  for (const { status } of answers) assert.equal(status, 200)
  assert.deepEqual(await namesOf(), ['Ada Admin', 'Ann Agent'])
})
