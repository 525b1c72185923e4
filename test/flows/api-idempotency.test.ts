import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { updatePerson } from '../../src/storage/people.ts'
import { ask, openDesk, right, type Answer, type TestDesk } from '../support/http.ts'

let desk: TestDesk
let aurora: string
let colleague: string
let agent: string

before(async () => {
  desk = await openDesk()
  aurora = await desk.keyOf('asha@aurora.example')
  colleague = await desk.keyOf('arun@aurora.example')
  agent = await desk.keyOf('agent@vendor.example')
})
after(() => desk.close())

const post = (key: string, path: string, body: unknown, idempotencyKey: string): Promise<Answer> =>
  ask(desk.url, 'POST', `/api/v1${path}`, { key, body, headers: { 'idempotency-key': idempotencyKey } })
const count = async (): Promise<number> =>
  (await ask(desk.url, 'GET', '/api/v1/tickets?view=all&limit=200', { key: agent })).body.items.length

test('G1: the same key and body get the first answer again, and nothing is done twice', async () => {
  const before = await count()
  const first = await post(aurora, '/tickets', right, 'one')
  const again = await post(aurora, '/tickets', right, 'one')
  assert.equal(first.status, 201)
  assert.equal(first.headers.get('idempotency-replayed'), null)
  assert.equal(again.status, 201)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers.get('location'), first.headers.get('location'))
  assert.equal(await count(), before + 1)
})

test('G1: it is the first answer, whatever has become of the ticket since', async () => {
  const first = await post(aurora, '/tickets', { ...right, subject: 'Since' }, 'since')
  await post(agent, `/tickets/${first.body.id}/messages`, { body: 'Seen.', visibility: 'public' }, 'since-reply')
  assert.deepEqual((await post(aurora, '/tickets', { ...right, subject: 'Since' }, 'since')).body, first.body)
})

test('G1: it is the first answer, also where the request would be refused by now', async () => {
  const body = { ...right, contactEmail: 'bjorn@borealis.example' }
  const first = await post(agent, '/tickets', body, 'gone')
  assert.equal(first.status, 201)
  await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.borealis, active: false }))
  const anew = async (tries: number): Promise<Answer> => {
    const answer = await post(agent, '/tickets', body, `gone-${tries}`)
    return answer.status === 201 && tries < 200 ? anew(tries + 1) : answer
  }
  assert.equal((await anew(0)).status, 422)
  assert.deepEqual((await post(agent, '/tickets', body, 'gone')).body, first.body)
})

test('G1: the same key with another body, or at another address, is a conflict', async () => {
  await post(aurora, '/tickets', { ...right, subject: 'First' }, 'two')
  const other = await post(aurora, '/tickets', { ...right, subject: 'Second' }, 'two')
  assert.equal(other.status, 409)
  assert.equal(other.body.errors[0].field, 'Idempotency-Key')
  const ticket = (await post(aurora, '/tickets', right, 'three')).body
  const elsewhere = await post(aurora, `/tickets/${ticket.id}/reopen`, { reason: 'x' }, 'three')
  assert.equal(elsewhere.status, 409)
})

test('G1: the same key with a body that is wrong is a conflict, too; with a new key what is wrong is said', async () => {
  await post(aurora, '/tickets', { ...right, subject: 'Spent' }, 'spent')
  for (const body of [{ subject: 'Other' }, { ...right, severity: 'high' }, []])
    assert.equal((await post(aurora, '/tickets', body, 'spent')).status, 409)
  for (const [key, whose] of [
    ['spent', colleague],
    ['unspent', aurora],
  ] as const)
    assert.equal((await post(whose, '/tickets', { subject: 'Other' }, key)).status, 400)
})

test('G1: the order of fields and the spaces of a body make it no other', async () => {
  const first = await post(aurora, '/tickets', right, 'order')
  const turned = `{ "description": ${JSON.stringify(right.description)},\n "subject": ${JSON.stringify(right.subject)}, "type": ${JSON.stringify(right.type)} }`
  assert.deepEqual((await post(aurora, '/tickets', turned, 'order')).body, first.body)
})

test("G3: a key is its caller's own: another person with the same one is another request", async () => {
  const first = await post(aurora, '/tickets', right, 'mine')
  const second = await post(colleague, '/tickets', right, 'mine')
  assert.equal(second.headers.get('idempotency-replayed'), null)
  assert.notEqual(second.body.id, first.body.id)
})

test('G1: what was refused may be asked again with the same key once it is right', async () => {
  assert.equal((await post(aurora, '/tickets', { ...right, type: 'nonsense' }, 'mended')).status, 422)
  assert.equal((await post(aurora, '/tickets', right, 'mended')).status, 201)
})

test('G1: twelve at the same moment with the same key are one', async () => {
  const before = await count()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => post(aurora, '/tickets', { ...right, subject: 'Race' }, 'race')),
  )
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  assert.equal(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null).length, 1)
  assert.equal(await count(), before + 1)
})

test('G1: of several bodies with one key at the same moment one is done, and the others are told', async () => {
  const before = await count()
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => post(aurora, '/tickets', { ...right, subject: `Body ${n}` }, 'clash')),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409, 409, 409, 409])
  assert.equal(await count(), before + 1)
})

/** Every act, with a body for a fresh ticket on which it may be done once. */
const acts: readonly (readonly [string, unknown])[] = [
  ['messages', { body: 'Seen.', visibility: 'public' }],
  ['severity', { severity: 1, cause: 'worsened', reason: 'All users.' }],
  ['reclassify', { kind: 'feature-request', reason: 'It was never there.' }],
  ['solve', { body: 'Corrected.' }],
  ['transfer', { desk: 'operations', reason: 'An invoice.' }],
  ['assign', { person: null }],
  ['wait', { team: 'Core' }],
]

for (const [act, body] of acts)
  test(`G1: ${act} with the same key is done once`, async () => {
    const ticket = (await post(aurora, '/tickets', { ...right, severity: 2 }, `for ${act}`)).body
    const [first, again] = await Promise.all([
      post(agent, `/tickets/${ticket.id}/${act}`, body, `act ${act}`),
      post(agent, `/tickets/${ticket.id}/${act}`, body, `act ${act}`),
    ])
    assert.ok([200, 201].includes(first.status), JSON.stringify(first.body))
    assert.equal(again.status, first.status)
    assert.deepEqual(again.body, first.body)
    const events = (await ask(desk.url, 'GET', `/api/v1/tickets/${ticket.id}/events`, { key: agent })).body.items
    assert.equal(events.length, (first.body.ticket ?? first.body).revision, 'nothing happened after the first')
  })
