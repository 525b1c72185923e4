import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { ask, openDesk, right, testDesk, type TestDesk } from '../support/http.ts'

let desk: TestDesk
let partner: string
let agent: string

before(async () => {
  desk = await openDesk()
  partner = await desk.keyOf('asha@aurora.example')
  agent = await desk.keyOf('agent@vendor.example')
})
after(() => desk.close())

/** What is wrong with a new ticket, by field, with a word that the remedy must say. */
const malformed: readonly {
  readonly what: string
  readonly body: unknown
  readonly fields: Readonly<Record<string, RegExp>>
}[] = [
  {
    what: 'nothing at all',
    body: {},
    fields: { type: /Say what kind of request/, subject: /Required: text/, description: /Required: text/ },
  },
  {
    what: 'wrong types',
    body: { ...right, subject: 5, reproducible: 'yes', severity: '1' },
    fields: {
      subject: /Must be text, not the number 5/,
      reproducible: /true or false, not text/,
      severity: /a number, not text/,
    },
  },
  {
    what: 'no text',
    body: { ...right, subject: '   ', description: '' },
    fields: { subject: /not be empty/, description: /not be empty/ },
  },
  {
    what: 'nothing but marks of direction',
    body: { ...right, subject: '\u202e \u200f', description: '\u200b\ufeff' },
    fields: { subject: /not be empty/, description: /not be empty/ },
  },
  {
    what: 'too much text',
    body: { ...right, subject: 'x'.repeat(301) },
    fields: { subject: /at most 300 characters, this has 301/ },
  },
  {
    what: 'fields that do not exist, one of them nearly right',
    body: { ...right, custmer_email: 'a@b.example', colour: 'red' },
    fields: { custmer_email: /did you mean 'customerEmail'/, colour: /leave it out/ },
  },
  {
    what: 'fields within fields',
    body: {
      ...right,
      reproduction: { userid: '1', superAdminEmail: 'nobody', occurredAt: 'yesterday', supportAccessEnabled: 1 },
    },
    fields: {
      'reproduction.userid': /did you mean 'userId'/,
      'reproduction.superAdminEmail': /e-mail address/,
      'reproduction.occurredAt': /an instant with its offset/,
      'reproduction.supportAccessEnabled': /true or false/,
    },
  },
  {
    what: 'a local time',
    body: { ...right, reproduction: { occurredAt: '2026-03-08T19:00:00' } },
    fields: { 'reproduction.occurredAt': /2026-03-08T19:00:00Z/ },
  },
  {
    what: 'a day that is none',
    body: { ...right, reproduction: { occurredAt: '2026-02-30T19:00:00Z' } },
    fields: { 'reproduction.occurredAt': /an instant/ },
  },
  {
    what: 'a time out of all bounds',
    body: { ...right, reproduction: { occurredAt: '0001-01-01T00:00:00Z' } },
    fields: { 'reproduction.occurredAt': /between the years/ },
  },
  {
    what: 'a word that is not in the list',
    body: { ...right, kind: 'incidnet' },
    fields: { kind: /did you mean 'incident'/ },
  },
  { what: 'a severity that nobody knows', body: { ...right, severity: 9 }, fields: { severity: /severities 1, 2, 3/ } },
  { what: 'a half number', body: { ...right, severity: 1.5 }, fields: { severity: /a whole number/ } },
  { what: 'a number below all', body: { ...right, severity: 0 }, fields: { severity: /1 or more/ } },
  {
    what: 'a mistake of form and one against the policy',
    body: { type: 'Tehcnical', subject: 3, description: 'x' },
    fields: { type: /one of the types of request/, subject: /text/ },
  },
  {
    what: 'what only the vendor may say',
    body: { ...right, contactEmail: 'arun@aurora.example', receivedAt: '2026-03-01T00:00:00Z', channel: 'phone' },
    fields: { contactEmail: /leave it out/, receivedAt: /leave it out/, channel: /portal, widget, api/ },
  },
  { what: 'a NUL', body: { ...right, subject: 'a\0b' }, fields: { subject: /plain text/ } },
  { what: 'half a character', body: { ...right, description: 'a\ud800b' }, fields: { description: /plain text/ } },
  {
    what: 'a list in the place of an object',
    body: { ...right, reproduction: [] },
    fields: { reproduction: /an object, not a list/ },
  },
]

for (const { what, body, fields } of malformed)
  test(`G1: a request with ${what} is refused with every wrong field, each with its remedy`, async () => {
    const answer = await ask(desk.url, 'POST', '/api/v1/tickets', { key: partner, body })
    assert.ok([400, 422].includes(answer.status), `${answer.status}`)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    assert.equal(answer.body.status, answer.status)
    const said = new Map<string, string>(
      answer.body.errors.map((each: { field: string; message: string }) => [each.field, each.message]),
    )
    assert.deepEqual([...said.keys()].toSorted(), Object.keys(fields).toSorted())
    for (const [field, remedy] of Object.entries(fields)) assert.match(said.get(field) ?? '', remedy)
  })

test('A body that is no object is refused as a whole', async () => {
  for (const body of ['[]', '"text"', '5']) {
    const answer = await ask(desk.url, 'POST', '/api/v1/tickets', { key: partner, body })
    assert.equal(answer.status, 400, body)
    assert.match(answer.body.errors[0].message, /Must be an object/)
  }
})

/** What is refused before an endpoint is asked, or by its query. */
const refused: readonly (readonly [
  string,
  string,
  string,
  { body?: string | Uint8Array; headers?: Record<string, string> },
  number,
  RegExp,
])[] = [
  ['broken JSON', 'POST', '/api/v1/tickets', { body: '{"subject":' }, 400, /not JSON/],
  [
    'a key that would reach into the program',
    'POST',
    '/api/v1/tickets',
    { body: '{"reproduction":{"__proto__":{"x":1}}}' },
    400,
    /'__proto__'.*leave it out/,
  ],
  [
    'text in another encoding than UTF-8',
    'POST',
    '/api/v1/tickets',
    { body: Buffer.from(JSON.stringify({ ...right, subject: 'Café' }), 'latin1') },
    400,
    /UTF-8/,
  ],
  [
    'a body that is said to be packed',
    'POST',
    '/api/v1/tickets',
    { body: JSON.stringify(right), headers: { 'content-encoding': 'gzip' } },
    400,
    /without Content-Encoding/,
  ],
  [
    'a form in the place of JSON',
    'POST',
    '/api/v1/tickets',
    { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    /application\/json/,
  ],
  [
    'text in the place of JSON',
    'POST',
    '/api/v1/tickets',
    { body: 'hello', headers: { 'content-type': 'text/plain' } },
    415,
    /application\/json/,
  ],
  [
    'more than a megabyte',
    'POST',
    '/api/v1/tickets',
    { body: JSON.stringify({ description: 'x'.repeat(1_100_000) }) },
    413,
    /shorter/,
  ],
  ['a cursor that is none', 'GET', '/api/v1/tickets?cursor=abc', {}, 400, /cursor/],
  [
    'a cursor of another list',
    'GET',
    `/api/v1/tickets?cursor=${Buffer.from('["people","x","y"]').toString('base64url')}`,
    {},
    400,
    /cursor/,
  ],
  ['a limit above all', 'GET', '/api/v1/tickets?limit=201', {}, 400, /200 or less/],
  ['no limit at all', 'GET', '/api/v1/tickets?limit=0', {}, 400, /1 or more/],
  ['a limit that is no number', 'GET', '/api/v1/tickets?limit=many', {}, 400, /Must be a number/],
  ['a limit given twice', 'GET', '/api/v1/tickets?limit=1&limit=2', {}, 400, /number/],
  ['a view that there is none of', 'GET', '/api/v1/tickets?view=quue', {}, 400, /did you mean 'queue'/],
  ['a filter that there is none of', 'GET', '/api/v1/tickets?statsu=open', {}, 400, /did you mean 'status'/],
  ['a parameter where none is taken', 'GET', '/api/v1/me?x=1', {}, 400, /no such field/],
  ['a NUL in a search', 'GET', '/api/v1/tickets?q=%00', {}, 400, /plain text/],
  [
    'an Idempotency-Key that is too long',
    'POST',
    '/api/v1/tickets',
    { body: JSON.stringify(right), headers: { 'idempotency-key': 'k'.repeat(256) } },
    400,
    /1 to 255/,
  ],
  ['an address that there is nothing at', 'GET', '/api/v1/nothing', {}, 404, /nothing at this address/],
  ['an address before the version', 'GET', '/api/tickets', {}, 404, /nothing at this address/],
  ['an address that cannot be read', 'GET', '/api/v1/tickets/%E0%A4%A', {}, 400, /cannot be read/],
  ['an id that is none', 'GET', '/api/v1/tickets/17', {}, 404, /no such ticket/],
  ['an id as long as a book', 'GET', `/api/v1/tickets/${'a'.repeat(3_000)}`, {}, 404, /nothing|no such/],
  ['a method that is not taken there', 'DELETE', '/api/v1/tickets', {}, 405, /GET or POST/],
]

for (const [what, method, path, { body, headers }, status, remedy] of refused)
  test(`${what[0]!.toUpperCase()}${what.slice(1)} is refused with ${status} and what to do`, async () => {
    const answer = await ask(desk.url, method, path, {
      key: partner,
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    })
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    assert.equal(answer.body.status, status)
    assert.match(`${answer.body.detail} ${JSON.stringify(answer.body.errors ?? [])}`, remedy)
  })

test('A method that is not taken says which are', async () => {
  const answer = await ask(desk.url, 'DELETE', '/api/v1/tickets', { key: partner })
  assert.equal(answer.headers.get('allow'), 'GET, POST')
})

test('What is no HTTP is answered with a problem too', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'))
    let text = ''
    socket.setEncoding('utf8').on('data', (part) => (text += part))
    socket.on('error', reject).on('end', () => resolve(text))
  })
  assert.match(answer, /^HTTP\/1\.1 400 /)
  assert.match(answer, /application\/problem\+json/)
})

test('A POST without a body is a body without fields', async () => {
  const opened = await ask(desk.url, 'POST', '/api/v1/tickets', { key: partner, body: right })
  const path = `/api/v1/tickets/${opened.body.id}`
  assert.equal((await ask(desk.url, 'POST', `${path}/wait`, { key: agent, body: { team: 'Core' } })).status, 200)
  const bare = await ask(desk.url, 'POST', `${path}/product-answered`, { key: agent })
  assert.equal(bare.status, 200)
  const empty = await ask(desk.url, 'POST', `${path}/reopen`, {
    key: agent,
    headers: { 'content-type': 'application/json' },
  })
  assert.deepEqual(empty.body.errors, [{ field: 'reason', message: 'Required: text.' }])
})

test('A mistake of ours is answered with a reference, and with nothing of its cause', async (context) => {
  const broken = await testDesk(context)
  const key = await broken.keyOf('asha@aurora.example')
  context.mock.method(broken.app.policies, 'current', () => {
    throw new Error('The cellar is flooded.')
  })
  const answer = await ask(broken.url, 'GET', '/api/v1/policy', { key })
  assert.equal(answer.status, 500)
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  assert.doesNotMatch(JSON.stringify(answer.body), /cellar/)
  const [reference = ''] = /[0-9a-f]{12}/.exec(answer.body.detail) ?? []
  assert.notEqual(reference, '')
  const logged = broken.complaints.splice(0).map(String)
  assert.equal(logged.length, 1, 'logged once')
  assert.ok(logged[0]?.includes(reference) && logged[0].includes('cellar'))
})
