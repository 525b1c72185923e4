import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import type { PersonId } from '../../src/domain/kernel.ts'
import { makeKey } from '../../src/services/access.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { ask, right, type Answer } from '../support/http.ts'
import { admin, agent, contact, fieldsOf, held, none } from '../support/staff.ts'

const lead = 'lena@vendor.example'

async function tagged(context: TestContext) {
  const desk = await held(context)
  const lena = await desk.add('Lena', { role: 'lead' })
  const { key } = await makeKey(desk.app, lena.id as PersonId, { scope: 'full', label: 'test' })
  const as: typeof desk.as = async (whose, method, path, body, headers = {}) =>
    whose === lead
      ? ask(desk.url, method, `/api/v1${path}`, { key, body, headers })
      : desk.as(whose, method, path, body, headers)
  const open = async (subject: string, whose = contact): Promise<string> => {
    const opened = await as(whose, 'POST', '/tickets', { ...right, subject })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    return opened.body.id
  }
  return {
    ...desk,
    as,
    open,
    tag: (id: string, given: object, whose = agent) => as(whose, 'POST', `/tickets/${id}/tags`, given),
    tagsOf: async (id: string, whose = agent): Promise<string[] | undefined> =>
      (await as(whose, 'GET', `/tickets/${id}`)).body.tags,
    history: async (id: string, whose = agent): Promise<string[]> =>
      (await as(whose, 'GET', `/tickets/${id}/events`)).body.items
        .filter(({ kind }: Answer['body']) => kind === 'tagged')
        .map(({ words }: Answer['body']) => words),
    list: async (query: string, whose = agent): Promise<string> =>
      (await as(whose, 'GET', `/tickets?${query}`)).body.items
        .map(({ subject }: Answer['body']) => subject)
        .toSorted()
        .join(' '),
    inUse: async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        (await as(agent, 'GET', '/tags')).body.items.map(({ name, uses }: Answer['body']) => [name, uses]),
      ),
    idOf: async (name: string): Promise<string> =>
      (await as(agent, 'GET', '/tags')).body.items.find((each: Answer['body']) => each.name === name).id,
    differences: async (): Promise<readonly Difference[]> => {
      const found: Difference[] = []
      await verify(desk.app, (difference) => void found.push(difference))
      return found
    },
  }
}

test('Tags are put on and taken off in one spelling, twice is once, history says it, and the ledger verifies', async (context) => {
  const { open, tag, tagsOf, history, differences, as, inUse } = await tagged(context)
  const id = await open('a')
  const put = await tag(id, { add: ['VIP', ' big  deal ', '移行'] })
  assert.equal(put.status, 200, JSON.stringify(put.body))
  assert.deepEqual(put.body.tags, ['big deal', 'vip', '移行'])
  const { revision } = put.body
  assert.equal((await tag(id, { add: ['vip'], remove: ['never'] })).body.revision, revision, 'nothing has happened')
  assert.deepEqual((await tag(id, { remove: ['Vip'], add: ['ios'] })).body.tags, ['big deal', 'ios', '移行'])
  assert.deepEqual(await history(id), ['Tagged ‘vip’, ‘big deal’, ‘移行’.', 'Tagged ‘ios’; tag ‘vip’ taken off.'])
  assert.deepEqual(await inUse(), { 'big deal': 1, ios: 1, vip: 0, 移行: 1 })
  await tag(id, { remove: ['big deal', 'ios', '移行'] })
  assert.equal(await tagsOf(id), undefined)
  assert.deepEqual(await differences(), [])

  const headers = { 'idempotency-key': 'once' }
  const first = await as(agent, 'POST', `/tickets/${id}/tags`, { add: ['vip'] }, headers)
  await tag(id, { remove: ['vip'] })
  const again = await as(agent, 'POST', `/tickets/${id}/tags`, { add: ['vip'] }, headers)
  assert.deepEqual(again.body, first.body)
  assert.equal(await tagsOf(id), undefined)
})

test('What is no tag is refused, all of it at once; so are too many, a ticket that was merged, and one that is not there', async (context) => {
  const { open, tag, as } = await tagged(context)
  const [id, other] = [await open('a'), await open('b')]
  const wrong = await tag(id, { add: ['a,b', 'x'.repeat(41), 'fine'], remove: ['fine'] })
  assert.equal(wrong.status, 422)
  assert.deepEqual(fieldsOf(wrong), ['add', 'add', 'remove'])
  for (const given of [{}, { add: [] }, { add: ['  '] }, { add: Array.from({ length: 21 }, (_, at) => `t${at}`) }])
    assert.equal((await tag(id, given)).status, 400, JSON.stringify(given))
  await tag(id, { add: Array.from({ length: 20 }, (_, at) => `t${at}`) })
  assert.deepEqual(fieldsOf(await tag(id, { add: ['one more'] })), ['add'])
  assert.equal((await tag(id, { add: ['one more'], remove: ['t0'] })).status, 200)
  await as(agent, 'POST', `/tickets/${other}/merge`, { into: id })
  assert.equal((await tag(other, { add: ['late'] })).status, 409)
  assert.equal((await tag(none, { add: ['late'] })).status, 404)
})

test('G3: a partner sees no tag anywhere: not on its ticket, in history, stream, lists or the database, and puts none on', async (context) => {
  const { open, tag, tagsOf, history, as, app, people, list } = await tagged(context)
  const id = await open('a')
  await tag(id, { add: ['difficult'] })
  await as(agent, 'POST', `/tickets/${id}/messages`, { body: 'Which one?', visibility: 'public' })
  const seen = await Promise.all(
    [
      `/tickets/${id}/proof`,
      `/tickets/${id}`,
      `/tickets/${id}/events`,
      `/tickets/${id}/messages`,
      '/tickets?view=all',
      '/tickets?q=difficult',
    ]
      .map((path) => as(contact, 'GET', path))
      .concat(as(contact, 'POST', `/tickets/${id}/messages`, { body: 'This one.', visibility: 'public' })),
  )
  for (const { status, body } of seen) {
    assert.ok(status < 300, JSON.stringify(body))
    assert.doesNotMatch(JSON.stringify(body), /difficult|tagged|"tags"/)
  }
  assert.equal(await tagsOf(id, contact), undefined)
  assert.deepEqual(await history(id, contact), [])
  for (const [method, path, body] of [
    ['POST', `/tickets/${id}/tags`, { add: ['mine'] }],
    ['GET', '/tags', undefined],
  ] as const)
    assert.equal((await as(contact, method, path, body)).status, 403, path)
  const asked = await as(contact, 'GET', '/tickets?tag=difficult')
  assert.deepEqual([asked.status, fieldsOf(asked)], [400, ['tag']])
  assert.equal(await list('tag=difficult'), 'a')
  const asAurora = { kind: 'partner', person: people.aurora.id, partner: people.aurora.partner! } as const
  const rows = (text: string) => app.db.transaction(asAurora, async (tx) => (await tx.run(sql.raw(text))).length)
  for (const text of [
    'select id from tags',
    'select tag_id from ticket_tags',
    `select seq from events where kind = 'tagged'`,
    'delete from ticket_tags returning tag_id',
  ])
    assert.equal(await rows(text), 0, text)
  await assert.rejects(
    rows(`insert into tags (id, name, created_at) values (gen_random_uuid(), 'x', '2026-03-10') returning id`),
    /row-level security/,
  )
  // No letter says it, nor what it was sent beside.
  const letters = await app.db.system((tx) => tx.run(sql<object>`select template, data, content from letters`))
  assert.ok(letters.length > 0)
  assert.doesNotMatch(JSON.stringify(letters), /difficult/)
})

test('Lists are narrowed by any of several tags, few or many, beside all else', async (context) => {
  const { open, tag, list, app, as } = await tagged(context)
  const [a, b, c] = [await open('a'), await open('b'), await open('c')]
  await tag(a, { add: ['vip', 'ios'] })
  await tag(b, { add: ['ios'] })
  await tag(c, { add: ['web'] })
  for (const [query, expected] of [
    ['tag=vip', 'a'],
    ['tag=IOS', 'a b'],
    ['tag=vip,web', 'a c'],
    ['tag=unknown', ''],
    ['tag=ios&view=all&kind=incident', 'a b'],
    ['tag=ios&severity=1', ''],
    ['tag=web&limit=1', 'c'],
  ] as const)
    assert.equal(await list(query), expected, query)
  for (const query of ['tag=', 'tag=vip,,ios'])
    assert.equal((await as(agent, 'GET', `/tickets?${query}`)).status, 400, query)
  // As many that it is looked up in the tickets: those of another desk's many, which the list does not hold.
  await app.db.system((tx) =>
    tx.run(sql`insert into ticket_tags (ticket_id, tag_id)
      select gen_random_uuid(), id from tags cross join generate_series(1, 2001) where name = 'ios'`),
  )
  assert.equal(await list('tag=ios'), 'a b')
  assert.equal(await list('tag=ios&view=all&severity=3,4,2&limit=1'), await list('view=all&limit=1&tag=ios'))
})

test('Leads rename and merge a tag everywhere at once; agents are refused, and histories keep what was said', async (context) => {
  const { open, tag, tagsOf, history, as, inUse, idOf, list, differences } = await tagged(context)
  const [a, b] = [await open('a'), await open('b')]
  await tag(a, { add: ['apple', 'ios'] })
  await tag(b, { add: ['apple'] })
  const [apple, ios] = [await idOf('apple'), await idOf('ios')]
  for (const [method, path, body] of [
    ['PATCH', `/tags/${apple}`, { name: 'x' }],
    ['POST', `/tags/${apple}/merge`, { into: ios }],
  ] as const)
    assert.equal((await as(agent, method, path, body)).status, 403)
  assert.deepEqual((await as(lead, 'PATCH', `/tags/${apple}`, { name: ' iPad ' })).body, { id: apple, name: 'ipad' })
  assert.deepEqual(await tagsOf(b), ['ipad'])
  assert.deepEqual(fieldsOf(await as(lead, 'PATCH', `/tags/${apple}`, { name: 'IOS' })), ['name'])
  assert.deepEqual(fieldsOf(await as(lead, 'PATCH', `/tags/${apple}`, { name: 'a,b' })), ['name'])
  assert.equal((await as(lead, 'PATCH', `/tags/${apple}`, { name: 'IPAD' })).status, 200)

  assert.equal((await as(lead, 'POST', `/tags/${apple}/merge`, { into: apple })).status, 409)
  assert.deepEqual(fieldsOf(await as(lead, 'POST', `/tags/${apple}/merge`, { into: none })), ['into'])
  assert.deepEqual((await as(lead, 'POST', `/tags/${apple}/merge`, { into: ios })).body, { id: ios, name: 'ios' })
  assert.deepEqual([await tagsOf(a), await tagsOf(b)], [['ios'], ['ios']])
  assert.deepEqual(await inUse(), { ios: 2 })
  assert.equal(await list('tag=ios'), 'a b')
  assert.equal((await as(lead, 'PATCH', `/tags/${apple}`, { name: 'y' })).status, 404)
  // Merged once more, it leads to the last one; taken off, it is off.
  await tag(b, { add: ['phones'] })
  await as(admin, 'POST', `/tags/${ios}/merge`, { into: await idOf('phones') })
  assert.deepEqual([await tagsOf(a), await tagsOf(b)], [['phones'], ['phones']])
  assert.deepEqual(await differences(), [])
  await tag(a, { remove: ['phones'] })
  assert.equal(await tagsOf(a), undefined)
  assert.deepEqual(await differences(), [])
  assert.equal((await history(a))[0], 'Tagged ‘apple’, ‘ios’.')
  // A name that is free again is a tag of its own.
  assert.deepEqual((await tag(a, { add: ['apple'] })).body.tags, ['apple'])
  const acts = (await as(admin, 'GET', '/audit?kind=tags')).body.items
  assert.ok(acts.length >= 6)
})

test('C13: the ticket that goes on is tagged as both were, once each, and both ledgers verify', async (context) => {
  const { open, tag, tagsOf, history, as, differences } = await tagged(context)
  const [gone, stays] = [await open('a'), await open('b')]
  await tag(gone, { add: ['vip', 'ios'] })
  await tag(stays, { add: ['ios', 'web'] })
  const merged = await as(agent, 'POST', `/tickets/${gone}/merge`, { into: stays })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual(merged.body.tags, ['ios', 'vip', 'web'])
  assert.deepEqual(await tagsOf(stays), ['ios', 'vip', 'web'])
  assert.deepEqual(await history(stays), ['Tagged ‘ios’, ‘web’.', 'Tagged ‘vip’.'])
  assert.deepEqual(await tagsOf(gone), ['ios', 'vip'])
  assert.deepEqual(await differences(), [])
})

test('Several are tagged at once, each by itself: what is no tag is wrong of all, and what one refuses stops no other', async (context) => {
  const { open, tag, tagsOf, history, as, differences } = await tagged(context)
  const [a, b, c] = [await open('a'), await open('b'), await open('c')]
  await tag(a, { add: ['old'] })
  await as(agent, 'POST', `/tickets/${c}/merge`, { into: b })
  const act = (given: object, whose = agent) =>
    as(whose, 'POST', '/tickets/acts', { tickets: [a, b, c], act: { kind: 'tag', ...given } })
  const done = await act({ add: ['Outage'], remove: ['old'] })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual(
    done.body.items.map(({ problem }: Answer['body']) => problem?.code ?? null),
    [null, null, 'invalid-state'],
  )
  assert.deepEqual([await tagsOf(a), await tagsOf(b), await tagsOf(c)], [['outage'], ['outage'], undefined])
  assert.deepEqual((await history(a)).at(-1), 'Tagged ‘outage’; tag ‘old’ taken off.')
  const wrong = await act({ add: ['a,b'], remove: ['-'] })
  assert.deepEqual([wrong.status, fieldsOf(wrong)], [422, ['act.add', 'act.remove']])
  assert.deepEqual(fieldsOf(await act({})), ['act.add'])
  assert.equal((await act({ add: ['x'] }, contact)).status, 403)
  assert.deepEqual(await differences(), [])
})

test('Two who tag at once, with the same new word, make one tag and lose nothing', async (context) => {
  const { open, tag, tagsOf, inUse, differences } = await tagged(context)
  const [a, b] = [await open('a'), await open('b')]
  const done = await Promise.all([
    tag(a, { add: ['new', 'one'] }),
    tag(a, { add: ['new', 'two'] }, admin),
    tag(b, { add: ['new'] }, lead),
  ])
  assert.deepEqual(
    done.map(({ status }) => status),
    [200, 200, 200],
  )
  assert.deepEqual(await tagsOf(a), ['new', 'one', 'two'])
  assert.deepEqual(await inUse(), { new: 2, one: 1, two: 1 })
  assert.deepEqual(await differences(), [])
})

test('G2: verify finds a tag that no ledger knows of, and one that is gone without a word', async (context) => {
  const { open, tag, app, differences } = await tagged(context)
  const [a, b] = [await open('a'), await open('b')]
  await tag(a, { add: ['vip'] })
  await app.db.system(async (tx) => {
    await tx.run(sql`insert into ticket_tags select ${b}::uuid, tag_id from ticket_tags`)
    await tx.run(sql`delete from ticket_tags where ticket_id = ${a}::uuid`)
  })
  const found = await differences()
  assert.deepEqual(
    found.map(({ part, field, kept }) => [part, field, kept]),
    [
      ['tags', 'vip', false],
      ['tags', 'vip', true],
    ],
  )
})
