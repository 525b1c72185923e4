import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { routes } from '../../src/http/routes/index.ts'
import type { Route } from '../../src/http/route.ts'
import { ask, openDesk, right, type TestDesk } from '../support/http.ts'
import { guideThingsOf } from '../support/guide.ts'
import { registeredOf } from '../support/registry.ts'

let desk: TestDesk
let aurora: string
let borealis: string
let agent: string
let ticket: { id: string; revision: number }
/** Something of Aurora's of each kind that an endpoint is about. */
let own: Readonly<Record<string, string>>

before(async () => {
  desk = await openDesk()
  aurora = await desk.keyOf('asha@aurora.example')
  borealis = await desk.keyOf('bjorn@borealis.example')
  agent = await desk.keyOf('agent@vendor.example')
  ticket = (await ask(desk.url, 'POST', '/api/v1/tickets', { key: aurora, body: right })).body
  own = { ticket: ticket.id, ...(await registeredOf(desk, 'aurora')), ...(await guideThingsOf(desk)) }
})
after(() => desk.close())

const pathOf = (route: Route, id = '0192aa00-0000-7000-8000-000000000000'): string =>
  `/api/v1${route.path.replace(':id', id)}`
const ownOf = (route: Route): string => own[route.about?.noun ?? 'ticket'] ?? ''
const called = (route: Route, url: string, path: string, more: Parameters<typeof ask>[3]) =>
  ask(url, route.method, path, { ...more, ...(route.example === undefined ? {} : { body: route.example }) })

const open = [
  'readAskLink',
  'supplyByLink',
  'lookAtLink',
  'answerLink',
  'signIn',
  'giveSecondFactor',
  'signOut',
  'getDemo',
  'getSignInWays',
  'lookAtPasswordLink',
  'setPassword',
]
const closed = routes.filter(({ name }) => !open.includes(name))
const ofOne = routes.filter(({ path, about }) => path.includes(':id') && about?.isEverybodys !== true)

test('G3: only signing in and out, the demo, and links in letters are for everybody', () => {
  assert.deepEqual(
    routes.filter(({ who }) => who === 'everybody').map(({ name }) => name),
    open,
  )
})

for (const route of closed)
  test(`G3: ${route.name} without credentials is 401 and says how to come in`, async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer desk_wrong' },
      { authorization: 'Basic YTpi' },
      { cookie: 'desk.session_token=made.up' },
    ]) {
      const answer = await called(route, desk.url, pathOf(route, ownOf(route)), { headers })
      assert.equal(answer.status, 401, JSON.stringify(headers))
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      assert.match(answer.headers.get('www-authenticate') ?? '', /Bearer/)
      assert.match(answer.body.detail, /Authorization: Bearer KEY|sign in/i)
    }
  })

for (const route of ofOne)
  test(`G3: ${route.name} of another partner's ${route.about?.noun ?? 'ticket'} is 404, as of one that is not there`, async () => {
    const others = await called(route, desk.url, pathOf(route, ownOf(route)), { key: borealis })
    const none = await called(route, desk.url, pathOf(route), { key: borealis })
    assert.equal(others.status, 404, JSON.stringify(others.body))
    assert.deepEqual(others.body, none.body)
    assert.equal(others.headers.get('content-type'), 'application/problem+json')
  })

test('G3: nothing that another partner tried has changed the ticket', async () => {
  const { body } = await ask(desk.url, 'GET', `/api/v1/tickets/${ticket.id}`, { key: aurora })
  assert.deepEqual(body, ticket)
})

const forStaff = routes.filter(({ who, about }) => who === 'staff' && about?.isNobodys !== true)
test('There are acts that only staff may do', () => assert.ok(forStaff.length >= 7))
for (const route of forStaff)
  test(`G3: ${route.name} on the partner's own ${route.about?.noun ?? 'ticket'} is the vendor's: 403`, async () => {
    const answer = await called(route, desk.url, pathOf(route, ownOf(route)), { key: aurora })
    assert.equal(answer.status, 403)
    assert.match(answer.body.detail, /vendor/)
  })

for (const route of closed.filter(({ method }) => method !== 'GET'))
  test(`A key that only reads may not ${route.name}`, async () => {
    const key = await desk.keyOf('agent@vendor.example', 'read')
    assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).status, 200)
    const answer = await called(route, desk.url, pathOf(route, ownOf(route)), { key })
    assert.equal(answer.status, 403)
    assert.match(answer.body.detail, /only read/)
  })

test('Every endpoint has an example that is right in form', () => {
  for (const { body, example, name } of routes)
    if (body !== undefined) assert.ok(body.safeParse(example).success, `${name}: ${JSON.stringify(example)}`)
})

test('The caller is told which endpoints are open to it, and they are', async () => {
  const mine = (await ask(desk.url, 'GET', '/api/v1/me', { key: aurora })).body.can as string[]
  const theirs = (await ask(desk.url, 'GET', '/api/v1/me', { key: agent })).body.can as string[]
  assert.ok(mine.includes('openTicket') && !mine.includes('assign'))
  assert.ok(theirs.includes('openTicket') && theirs.includes('assign'))
})

test('The OpenAPI 3.1 document has every endpoint, and nothing in it leads nowhere', async () => {
  const { status, body: document } = await ask(desk.url, 'GET', '/openapi.json')
  assert.equal(status, 200)
  assert.equal(document.openapi, '3.1.0')
  assert.ok(document.info.title && document.info.version)

  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const expected = routes.map((route) => `${route.method} /api/v1${route.path.replace(':id', '{id}')}`)
  assert.deepEqual(listed.toSorted(), expected.toSorted())

  for (const route of routes) {
    const operation = document.paths[`/api/v1${route.path.replace(':id', '{id}')}`][route.method.toLowerCase()]
    assert.equal(operation.operationId, route.name)
    assert.ok(operation.summary.length > 0)
    assert.deepEqual(operation.security, route.who === 'everybody' ? [] : [{ key: [] }, { session: [] }])
    const parameters = (operation.parameters ?? []) as {
      name: string
      in: string
      required?: boolean
      schema: object
    }[]
    assert.equal(
      parameters.some(({ name, required }) => name === 'id' && required === true),
      route.path.includes(':id'),
    )
    assert.equal(
      parameters.some(({ name }) => name === 'Idempotency-Key'),
      route.method === 'POST',
    )
    assert.equal(operation.requestBody !== undefined, route.body !== undefined)
    for (const status of Object.keys(route.answers)) assert.ok(operation.responses[status], `${route.name} ${status}`)
    assert.ok(operation.responses[400].content['application/problem+json'].schema)
    for (const answer of Object.values<{ description: string }>(operation.responses))
      assert.ok(answer.description.length > 0)
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference as string,
  )
  for (const reference of references) {
    assert.match(reference, /^#\//)
    let at = document
    for (const step of reference.slice(2).split('/')) at = at?.[step]
    assert.ok(at, `${reference} leads nowhere`)
  }
})
