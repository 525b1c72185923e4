import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import type { PersonId } from '../../src/domain/kernel.ts'
import { makeKey } from '../../src/services/access.ts'
import { ask, right, type Answer } from '../support/http.ts'
import { admin, agent, contact, fieldsOf, held, none } from '../support/staff.ts'

const lead = 'lena@vendor.example'
const escalated = { name: 'Escalated', question: { escalated: 'true' } }

async function withViews(context: TestContext) {
  const desk = await held(context)
  const keys = new Map<string, string>()
  const as: typeof desk.as = async (whose, method, path, body, headers = {}) => {
    const key = keys.get(whose)
    return key === undefined
      ? desk.as(whose, method, path, body, headers)
      : ask(desk.url, method, `/api/v1${path}`, { key, body, headers })
  }
  const hire = async (name: string, more: object): Promise<PersonId> => {
    const { id, email } = await desk.add(name, more)
    keys.set(email, (await makeKey(desk.app, id as PersonId, { scope: 'full', label: 'test' })).key)
    return id as PersonId
  }
  const lena = await hire('Lena', { role: 'lead' })
  const save = async (whose: string, given: object): Promise<Answer['body']> => {
    const saved = await as(whose, 'POST', '/saved-views', given)
    assert.equal(saved.status, 201, JSON.stringify(saved.body))
    return saved.body
  }
  const change = (whose: string, id: string, given: object) => as(whose, 'PATCH', `/saved-views/${id}`, given)
  /** Names in their order; one's own in brackets. */
  const names = async (whose: string): Promise<string> => {
    const { items } = (await as(whose, 'GET', '/saved-views')).body
    return items.map(({ name, personal }: Answer['body']) => (personal ? `(${name})` : name)).join(' ')
  }
  return { ...desk, as, hire, lena, save, change, names }
}

test('C3: a view is saved, renamed, changed and taken away by its owner, and nobody else sees any of it', async (context) => {
  const { as, save, change, names } = await withViews(context)
  const own = await save(agent, escalated)
  assert.deepEqual(
    { list: own.list, personal: own.personal, desk: own.desk, mayChange: own.mayChange, position: own.position },
    { list: 'queue', personal: true, desk: null, mayChange: true, position: 1 },
  )
  await save(lead, escalated)
  assert.deepEqual([await names(agent), await names(lead), await names(admin)], ['(Escalated)', '(Escalated)', ''])
  for (const other of [lead, admin]) {
    assert.equal((await change(other, own.id, { name: 'Mine now' })).status, 404)
    assert.equal((await as(other, 'DELETE', `/saved-views/${own.id}`)).status, 404)
  }
  const changed = await change(agent, own.id, { name: 'Mine', list: 'mine', question: { severity: '1,2' } })
  assert.equal(changed.status, 200)
  assert.deepEqual([changed.body.name, changed.body.list, changed.body.question], ['Mine', 'mine', { severity: '1,2' }])
  assert.equal((await as(agent, 'DELETE', `/saved-views/${own.id}`)).status, 204)
  assert.equal((await change(agent, own.id, { name: 'Mine' })).status, 404)
  assert.equal(await names(agent), '')
  for (const [method, path, body] of [
    ['GET', '/saved-views'],
    ['GET', '/saved-views/counts'],
    ['POST', '/saved-views', escalated],
  ] as const)
    assert.equal((await as(contact, method, path, body)).status, 403, path)
})

test('Leads share views with a desk or with everybody; agents are refused, and shown what is shared with their desks', async (context) => {
  const { as, save, change, names, hire } = await withViews(context)
  await hire('Otto', { desks: ['operations'] })
  const shared = { ...escalated, personal: false }
  assert.equal((await as(agent, 'POST', '/saved-views', shared)).status, 403)
  const all = await save(lead, shared)
  const support = await save(lead, { ...shared, name: 'Of Support', desk: 'support' })
  await save(agent, escalated)
  assert.equal(await names(agent), 'Escalated Of Support (Escalated)')
  assert.equal(await names('otto@vendor.example'), 'Escalated')
  assert.equal(await names(admin), 'Escalated Of Support')
  assert.equal((await change('otto@vendor.example', support.id, { name: 'Ours' })).status, 404)
  for (const id of [all.id, support.id]) {
    assert.equal((await change(agent, id, { name: 'Ours' })).status, 403)
    assert.equal((await as(agent, 'DELETE', `/saved-views/${id}`)).status, 403)
  }
  const moved = await change(admin, support.id, { desk: null, position: 1 })
  assert.deepEqual([moved.status, moved.body.desk, moved.body.position], [200, null, 1])
  assert.equal(await names('otto@vendor.example'), 'Of Support Escalated')
  // Made one's own it is nobody else's, and shared again it stands behind the others.
  assert.equal((await change(admin, support.id, { personal: true })).body.personal, true)
  assert.equal(await names(lead), 'Escalated')
  assert.equal((await change(admin, support.id, { personal: false, desk: 'operations' })).body.position, 2)
  assert.equal(await names(agent), 'Escalated (Escalated)')
})

test('What is wrong with a view is said at once, field by field; a name is taken once among one’s own', async (context) => {
  const { as, save, change } = await withViews(context)
  const wrong = await as(lead, 'POST', '/saved-views', {
    name: 'Wrong',
    personal: false,
    desk: 'suport',
    question: { tier: 'gold', product: 'nothing' },
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(fieldsOf(wrong).toSorted(), ['desk', 'question.product', 'question.tier'])
  const inForm = await as(agent, 'POST', '/saved-views', { name: ' ', list: 'some', question: { severity: 'high' } })
  assert.equal(inForm.status, 400)
  assert.deepEqual(fieldsOf(inForm).toSorted(), ['list', 'name', 'question.severity'])
  assert.deepEqual(fieldsOf(await as(agent, 'POST', '/saved-views', { name: 'All', question: {} })), ['question'])
  assert.deepEqual(fieldsOf(await as(agent, 'POST', '/saved-views', { ...escalated, desk: 'support' })), ['desk'])
  await save(agent, escalated)
  const second = await save(agent, { ...escalated, name: 'Second' })
  assert.deepEqual(fieldsOf(await as(agent, 'POST', '/saved-views', { ...escalated, name: 'ESCALATED' })), ['name'])
  assert.deepEqual(fieldsOf(await change(agent, second.id, { name: 'escalated' })), ['name'])
  assert.equal((await change(agent, second.id, { name: 'SECOND' })).status, 200)
  assert.equal((await change(agent, second.id, {})).status, 400)
  assert.equal((await change(agent, none, { name: 'Other' })).status, 404)
})

test('Views are put in order among their own kind, also by two at once, and the last one stays within the limit', async (context) => {
  const { as, save, change, names } = await withViews(context)
  const [a, b, c] = [
    await save(agent, { ...escalated, name: 'a' }),
    await save(agent, { ...escalated, name: 'b' }),
    await save(agent, { ...escalated, name: 'c' }),
  ]
  assert.equal((await change(agent, c.id, { position: 1 })).body.position, 1)
  assert.equal(await names(agent), '(c) (a) (b)')
  assert.equal((await change(agent, c.id, { position: 99 })).body.position, 3)
  await Promise.all([change(agent, a.id, { position: 3 }), change(agent, c.id, { position: 1 })])
  assert.equal(await names(agent), '(c) (b) (a)')
  await as(agent, 'DELETE', `/saved-views/${b.id}`)
  const { items } = (await as(agent, 'GET', '/saved-views')).body
  assert.deepEqual(
    items.map(({ name, position }: Answer['body']) => [name, position]),
    [
      ['c', 1],
      ['a', 2],
    ],
  )
  const more = Array.from({ length: 28 }, (_, at) => save(agent, { ...escalated, name: `more ${at}` }))
  await Promise.all(more)
  assert.equal((await as(agent, 'POST', '/saved-views', { ...escalated, name: 'one too many' })).status, 409)
  await save(lead, { ...escalated, personal: false })
})

test('Counts are of what each view shows to whoever asks, and null where the policy knows a name no more', async (context) => {
  const { as, save, app } = await withViews(context)
  await as(contact, 'POST', '/tickets', { ...right, severity: 1 })
  const second = await as(contact, 'POST', '/tickets', { ...right, severity: 3 })
  await as(agent, 'POST', `/tickets/${second.body.id}/assign`, { person: (await as(agent, 'GET', '/me')).body.id })
  const shared = { personal: false }
  const worst = await save(lead, { ...shared, name: 'Worst', question: { severity: '1,2' } })
  const mine = await save(lead, { ...shared, name: 'Mine', list: 'all', question: { assignee: 'me' } })
  const gone = await save(lead, { ...shared, name: 'Gone', question: { product: 'books' } })
  await app.db.system((tx) =>
    tx.call({ name: 'product_gone', text: `update saved_views set question = '{"product":"abacus"}' where id = $1` }, [
      gone.id,
    ]),
  )
  const counts = async (whose: string) =>
    Object.fromEntries(
      (await as(whose, 'GET', '/saved-views/counts')).body.items.map(({ view, count, isAll }: Answer['body']) => [
        view,
        [count, isAll],
      ]),
    )
  assert.deepEqual(await counts(agent), { [worst.id]: [1, true], [mine.id]: [1, true], [gone.id]: [null, true] })
  assert.deepEqual((await counts(lead))[mine.id], [0, true])
})

test('Whoever leaves takes personal views along; what they shared stays, and the audit has both', async (context) => {
  const { as, save, names, app, lena } = await withViews(context)
  await save(lead, { ...escalated, personal: false })
  await save(lead, { ...escalated, name: 'Private' })
  assert.equal(await names(lead), 'Escalated (Private)')
  const left = await as(admin, 'POST', `/staff/${lena}/deactivate`, {})
  assert.equal(left.status, 200, JSON.stringify(left.body))
  assert.equal(await names(agent), 'Escalated')
  const rows = await app.db.system((tx) =>
    tx.call<{ name: string }>({ name: 'views_left', text: 'select name from saved_views' }),
  )
  assert.deepEqual(rows, [{ name: 'Escalated' }])
  const acts = (await as(admin, 'GET', '/audit?kind=saved_views')).body.items
  assert.deepEqual(
    acts.map(({ act }: Answer['body']) => act),
    ['removed', 'added', 'added'],
  )
})

test('G3: the database itself keeps a personal view from everybody else, and shared ones from whoever leads nobody', async (context) => {
  const { save, app, people } = await withViews(context)
  const own = await save(lead, { ...escalated, name: 'Private' })
  const shared = await save(lead, { ...escalated, personal: false })
  const asAgent = { kind: 'staff', person: people.agent.id, role: 'lead', desks: [] } as const
  const asAurora = { kind: 'partner', person: people.aurora.id, partner: people.aurora.partner! } as const
  const touched = (actor: typeof asAgent | typeof asAurora, text: string) =>
    app.db.transaction(actor, async (tx) => (await tx.run(sql.raw(text))).length)
  assert.equal(await touched(asAgent, `select id from saved_views where id = '${own.id}'`), 0)
  assert.equal(await touched(asAgent, `select id from saved_views where id = '${shared.id}'`), 1)
  assert.equal(await touched(asAgent, `update saved_views set name = 'x' returning id`), 0)
  assert.equal(await touched(asAgent, `delete from saved_views returning id`), 0)
  assert.equal(await touched(asAurora, `select id from saved_views`), 0)
  const into = (owner: string) =>
    touched(
      asAgent,
      `insert into saved_views (id, name, list, question, owner_id, position, created_at, updated_at)
       values (gen_random_uuid(), 'x', 'all', '{}', ${owner}, 1, '2026-03-10', '2026-03-10') returning id`,
    )
  await assert.rejects(into('null'), /row-level security/)
  await assert.rejects(into(`'${people.admin.id}'`), /row-level security/)
  assert.equal(await into(`'${people.agent.id}'`), 1)
})
