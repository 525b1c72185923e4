import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostKeys } from '../../src/services/people/keys.ts'
import { ask } from '../support/http.ts'
import { admin, agent, fieldsOf, held } from '../support/staff.ts'

test('A key that is revoked while it is used opens nothing that begins afterwards, on any node', async (context) => {
  const desk = await held(context)
  const node = await desk.join()
  const { id, token } = (await desk.as(admin, 'POST', '/keys', { label: 'Busy' })).body
  let revoked = false
  const late: number[] = []
  const use = async (): Promise<void> => {
    for (let n = 0; n < 40; n += 1) {
      const began = revoked
      const { status } = await ask(desk.url, 'GET', '/api/v1/me', { key: token })
      if (began) late.push(status)
    }
  }
  const users = [use(), use(), use(), use()]
  await ask(node.url, 'GET', '/api/v1/me', { key: token })
  assert.equal((await desk.as(admin, 'DELETE', `/keys/${id}`)).status, 204)
  revoked = true
  await Promise.all(users)
  assert.ok(late.length > 0)
  assert.deepEqual([...new Set(late)], [401])
  for (let look = 0; (await ask(node.url, 'GET', '/api/v1/me', { key: token })).status !== 401; look += 1)
    assert.ok(look < 500, 'the other node still takes it')
})

test('Nobody has more keys than can be looked through: one is revoked before the next is made', async (context) => {
  const desk = await held(context)
  const { id } = await desk.add('Ines')
  const make = (label: string) => desk.as(admin, 'POST', '/keys', { person: id, label })
  const made: Awaited<ReturnType<typeof make>>[] = []
  for (let n = 0; n < mostKeys; n += 1) made.push(await make(`No. ${n}`))
  assert.deepEqual([...new Set(made.map(({ status }) => status))], [201])
  const more = await make('One more')
  assert.deepEqual([more.status, fieldsOf(more)], [422, ['person']])
  assert.equal((await desk.as(admin, 'DELETE', `/keys/${made[0]?.body.id}`)).status, 204)
  assert.equal((await make('One more')).status, 201)
})

test('Keys are listed page by page, the latest first: those that work, or all there were', async (context) => {
  const desk = await held(context)
  const ids: string[] = []
  for (const label of ['first', 'second', 'third'])
    ids.push((await desk.as(agent, 'POST', '/keys', { label, scope: 'read' })).body.id)
  await desk.as(agent, 'DELETE', `/keys/${ids[1]}`)
  const me = desk.people.agent.id
  const labels = async (query: string): Promise<string[]> => {
    const found: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await desk.as(agent, 'GET', `/keys?person=${me}&limit=1${query}${cursor}`)
      found.push(...body.items.map(({ label }: { label: string }) => label))
      if (body.nextCursor === null) return found
      cursor = `&cursor=${body.nextCursor}`
    }
  }
  assert.deepEqual(await labels(''), ['third', 'first', 'test'])
  assert.deepEqual(await labels('&show=all'), ['third', 'second', 'first', 'test'])
  assert.equal((await desk.as(agent, 'GET', `/keys?person=${me}&cursor=nonsense`)).status, 400)
})
