import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditRowView } from '../../src/http/wire-audit.ts'
import { ask, testDesk, type TestDesk } from '../support/http.ts'

async function callers(desk: TestDesk) {
  const [admin, agent, aurora] = await Promise.all(
    ['admin@vendor.example', 'agent@vendor.example', 'asha@aurora.example'].map((email) => desk.keyOf(email)),
  )
  const as = { admin, agent, aurora } as Record<'admin' | 'agent' | 'aurora', string>
  return {
    call: (who: keyof typeof as, method: string, path: string, body?: unknown) =>
      ask(desk.url, method, `/api/v1${path}`, { key: as[who], ...(body === undefined ? {} : { body }) }),
    async audit(query = ''): Promise<readonly AuditRowView[]> {
      const { status, body } = await ask(desk.url, 'GET', `/api/v1/audit${query}`, { key: as.admin })
      assert.equal(status, 200)
      return body.items
    },
  }
}

const inShort = ({ by, act, thing }: AuditRowView): string =>
  `${by.kind} ${by.person?.name ?? 'nobody'}: ${thing.kind} ${act}`

test('Each act says who did it to what, what was there before and after, in words (G2)', async (t) => {
  const desk = await testDesk(t)
  const { call, audit } = await callers(desk)
  const [last] = await audit('?limit=1')
  const aurora = desk.people.aurora.partner
  const done = [
    await call('admin', 'PATCH', `/partners/${aurora}`, { tier: 'advanced', reason: 'Certified.' }),
    await call('admin', 'POST', `/partners/${aurora}/contacts`, { name: 'Nils New', email: 'nils@aurora.example' }),
    await call('admin', 'POST', '/stand-ins', {
      email: 'daniel.p@zohocorp.com',
      fromOn: '2026-12-21',
      toOn: '2027-01-03',
      standIn: null,
    }),
    await call('agent', 'POST', '/saved-replies', { title: 'Thanks', body: 'Thank you for the log.' }),
    await call('aurora', 'POST', '/webhooks', { url: 'https://hooks.aurora.example/desk', topics: ['incidents'] }),
  ]
  assert.deepEqual(
    done.map(({ status }) => status),
    [200, 201, 201, 201, 201],
  )
  const rows = (await audit('?limit=100')).filter(({ id }) => id > (last?.id ?? 0))
  const expected = [
    'staff Ada Admin: partners changed',
    'staff Ada Admin: people added',
    'staff Ada Admin: stand_ins added',
    'staff Ann Agent: saved_replies added',
    'partner Asha: webhooks added',
  ]
  for (const each of expected) assert.ok(rows.map(inShort).includes(each), `${each}\n${rows.map(inShort).join('\n')}`)
  const tier = rows.find(
    ({ thing, changes }) => thing.kind === 'partners' && changes.some(({ field }) => field === 'tier'),
  )
  assert.deepEqual([tier?.thing.name, tier?.partner?.name], ['Aurora', 'Aurora'])
  assert.deepEqual(
    tier?.changes.find(({ field }) => field === 'tier'),
    { field: 'tier', was: 'premium', became: 'advanced' },
  )
  assert.ok(rows.some(({ changes }) => changes.some(({ became }) => became === 'Certified.')))
})

test('It is narrowed by who, kind, thing and time, and comes in pages (G2)', async (t) => {
  const desk = await testDesk(t)
  const { call, audit } = await callers(desk)
  const aurora = desk.people.aurora.partner
  for (const name of ['One', 'Two', 'Three'])
    await call('admin', 'POST', `/partners/${aurora}/contacts`, { name, email: `${name.toLowerCase()}@aurora.example` })
  const people = await audit('?kind=people')
  assert.ok(people.length >= 3 && people.every(({ thing }) => thing.kind === 'people'))
  const three = people.find(({ thing }) => thing.name === 'Three')
  assert.deepEqual(await audit(`?kind=people&key=${three?.thing.key}`), [three])
  const ada = three?.by.person?.id
  const hers = await audit(`?person=${ada}`)
  assert.ok(hers.length >= 3 && hers.every(({ by }) => by.person?.name === 'Ada Admin'))
  assert.deepEqual(await audit(`?from=${three?.at}&to=${three?.at}`), [])
  assert.ok((await audit(`?from=${three?.at}`)).some(({ id }) => id === three?.id))
  assert.ok(!(await audit(`?to=${three?.at}`)).some(({ id }) => id === three?.id))
  const all: number[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await call('admin', 'GET', `/audit?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    all.push(...body.items.map(({ id }: AuditRowView) => id))
    cursor = body.nextCursor
  }
  assert.deepEqual(
    all,
    (await audit('?limit=200')).map(({ id }) => id),
  )
})

test('Only an administrator sees it; a partner and an agent are refused; a wrong question is one (G2, G3)', async (t) => {
  const { call } = await callers(await testDesk(t))
  for (const who of ['agent', 'aurora'] as const) assert.equal((await call(who, 'GET', '/audit')).status, 403, who)
  for (const query of ['kind=tickets', 'person=me', 'from=yesterday', 'cursor=x', 'limit=0', 'what=1'])
    assert.equal((await call('admin', 'GET', `/audit?${query}`)).status, 400, query)
})
