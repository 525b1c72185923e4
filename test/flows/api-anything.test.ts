import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { routes } from '../../src/http/routes/index.ts'
import { ask, right, testDesk } from '../support/http.ts'

/** What nobody should send, and somebody will. */
const odd = (ids: readonly string[]): readonly unknown[] => [
  ...[
    null,
    true,
    0,
    -1,
    1,
    2,
    1.5,
    1e15,
    2 ** 31,
    2 ** 53,
    '',
    ' ',
    'x',
    '\0',
    '\ud800',
    'a\udfff',
    '%',
    '\\',
    "'; drop table tickets; --",
  ],
  ...[
    'a'.repeat(400),
    '🙂'.repeat(300),
    '<script>',
    '&|!():*',
    'constructor',
    '__proto__',
    'toString',
    'BJORN@BOREALIS.EXAMPLE',
  ],
  ...[
    '2026-02-29',
    '2024-02-29',
    '2026-03-10T00:00:00+14:00',
    '9999-12-31T23:59:59Z',
    '2199-12-31T23:59:59.999999999Z',
  ],
  ...ids,
  ...ids.map((id) => id.toUpperCase()),
  ...[[], {}, [1], { a: 1 }, [[[]]]],
]

const fieldsOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

/** The same numbers each time: what fails once fails again. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('G1: nothing that can be sent makes the server fail, and it goes on as before', async (context) => {
  const desk = await testDesk(context)
  const keys = [await desk.keyOf('asha@aurora.example'), await desk.keyOf('agent@vendor.example')]
  const { id } = (await ask(desk.url, 'POST', '/api/v1/tickets', { key: keys[0] ?? '', body: right })).body
  const values = odd([id, desk.people.agent.id])
  const roll = dice(20_260_310)
  const pick = <Value>(from: readonly Value[]): Value => from[roll(from.length)] as Value
  // The stream does not end by itself, and a sign-in takes long by design.
  const tried = routes.filter(({ name }) => name !== 'hearEvents' && name !== 'signIn')
  const cursor = () =>
    Buffer.from(
      JSON.stringify([
        pick(['queue', 'all', 'people', 'messages', 'events']),
        pick(values),
        pick(values),
        pick(values),
      ]),
    )

  for (let n = 0; n < 600; n += 1) {
    const { method, path, query, body: schema, example, name } = pick(tried)
    const params = new URLSearchParams()
    for (const field of fieldsOf(query)) if (roll(3) === 0) params.set(field, String(pick(values)))
    if (query !== undefined && roll(4) === 0) params.set('cursor', cursor().toString('base64url'))
    const body: Record<string, unknown> = { ...(example as object) }
    for (const field of [...fieldsOf(schema), 'another']) if (roll(3) === 0) body[field] = pick(values)
    const headers: Record<string, string> = roll(3) === 0 ? { 'idempotency-key': `${roll(20)}` } : {}
    const where = `/api/v1${path.replace(':id', id)}?${params}`
    const { status } = await ask(desk.url, method, where, {
      key: pick(keys),
      headers,
      ...(schema === undefined ? {} : { body }),
    })
    assert.ok(status < 500, `${name} ${where} ${JSON.stringify(body)} answers ${status}`)
  }
  assert.equal((await ask(desk.url, 'POST', '/api/v1/tickets', { key: keys[0] ?? '', body: right })).status, 201)
})

/** What PostgreSQL cannot read as what the field is kept in. */
const unreadable = ['\0', 2 ** 31]

test('G1: each field by itself may hold what no database reads, and nothing fails', async (context) => {
  const desk = await testDesk(context)
  const keys = [await desk.keyOf('admin@vendor.example'), await desk.keyOf('asha@aurora.example')]
  const { id } = (await ask(desk.url, 'POST', '/api/v1/tickets', { key: keys[1] ?? '', body: right })).body
  const asked = routes
    .filter(({ name, takes }) => name !== 'hearEvents' && name !== 'signIn' && takes === undefined)
    .flatMap((route) => {
      const path = `/api/v1${route.path.replace(':id', id)}`
      const whole = (body: unknown) => (route.body === undefined ? {} : { body })
      const queries = fieldsOf(route.query).flatMap((field) =>
        unreadable.map((value) => ({
          method: route.method,
          path: `${path}?${new URLSearchParams({ [field]: String(value) })}`,
          ...whole(route.example),
        })),
      )
      const bodies = fieldsOf(route.body).flatMap((field) =>
        unreadable.map((value) => ({
          method: route.method,
          path,
          body: { ...(route.example as object), [field]: value },
        })),
      )
      const named = route.path.includes(':id')
        ? [{ method: route.method, path: `/api/v1${route.path.replace(':id', '%00')}`, ...whole(route.example) }]
        : []
      return [...queries, ...bodies, ...named]
    })
  assert.ok(asked.length > 1_000)
  const answers = async (part: number): Promise<void> => {
    for (const [place, { method, path, ...body }] of asked.entries()) {
      if (place % 8 !== part) continue
      const { status, headers } = await ask(desk.url, method, path, {
        key: keys[place % 16 < 12 ? 0 : 1] ?? '',
        ...body,
      })
      const what = `${method} ${path} ${JSON.stringify(body)} answers ${status}`
      assert.ok(status < 500, what)
      if (status >= 400) assert.equal(headers.get('content-type'), 'application/problem+json', what)
    }
  }
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(answers))
})

const someId = '0192aa00-0000-7000-8000-000000000000'
const beforeTime = '0000-01-01T00:00:00.000Z'

/** A cursor that was changed: of the right list, with what its order cannot be compared with. */
const changed: readonly (readonly [path: string, cursor: readonly unknown[]])[] = [
  ['/tickets?view=queue', ['queue', 2 ** 31, '2026-03-10T06:00:00.000Z', someId]],
  ['/tickets?view=queue', ['queue', 0, beforeTime, someId]],
  ['/tickets/:id/messages', ['messages', beforeTime, someId]],
  ['/tickets/:id/events', ['events', 2 ** 31]],
  ['/letters', ['letters', beforeTime, 1]],
  ['/ideas?sort=votes', ['ideas-votes', -(2 ** 31), someId]],
  ['/evaluations', ['evaluations', 2 ** 31, '2026-03-10T06:00:00.000Z', someId]],
  ['/renewals?sort=amount', ['renewals-amount', 'much', 'S-1']],
  ['/partners/:partner/diary', ['diary', '2026-02-30', someId]],
  ['/partners/:partner/diary', ['diary', 'yesterday', someId]],
]

test('G1: a cursor that was changed is refused by name, whatever stands in it', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('admin@vendor.example')
  const asha = await desk.keyOf('asha@aurora.example')
  const { id, partner } = (await ask(desk.url, 'POST', '/api/v1/tickets', { key: asha, body: right })).body
  for (const [path, cursor] of changed) {
    const given = Buffer.from(JSON.stringify(cursor)).toString('base64url')
    const where = path.replace(':id', id).replace(':partner', partner.id)
    const mark = path.includes('?') ? '&' : '?'
    const { status, body } = await ask(desk.url, 'GET', `/api/v1${where}${mark}cursor=${given}`, { key })
    const said = `${path} ${JSON.stringify(cursor)}: ${JSON.stringify(body)}`
    assert.equal(status, 400, said)
    assert.equal(body.errors?.[0]?.field, 'cursor', said)
  }
  for (const place of ['2026-13-01T00:00:00Z_', `2026-03-10T06:00:00Z_${'-'.repeat(36)}`]) {
    const path = `/api/v1/reports/promises/tickets?value=support&cursor=${place.padEnd(57, '0')}`
    assert.equal((await ask(desk.url, 'GET', path, { key })).status, 400, path)
  }
})
