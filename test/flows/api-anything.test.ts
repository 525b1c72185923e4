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
  const fieldsOf = (schema: z.ZodType | undefined): string[] =>
    schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
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
