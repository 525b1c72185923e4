import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { buildServer } from '../../src/http/server.ts'
import { ask, right, testDesk } from '../support/http.ts'

/** A built client, as small as one can be. */
async function webDir(context: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'desk-dist-'))
  context.after(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>The desk</title>')
  await writeFile(join(dir, 'theme.js'), '1')
  await writeFile(join(dir, 'assets/main-4f2a.js'), '2')
  await writeFile(join(dir, '.built-from'), 'secret')
  return dir
}

test('The client is there at each of its own addresses, and asked for again each time', async (context) => {
  const desk = await testDesk(context, { webDir: await webDir(context) })
  for (const path of ['/', '/queue', '/tickets/0192aa00-0000-7000-8000-000000000000', '/sign-in?next=/queue']) {
    const page = await ask(desk.url, 'GET', path)
    assert.equal(page.status, 200, path)
    assert.match(page.body, /The desk/)
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
    assert.equal(page.headers.get('cache-control'), 'no-cache')
  }
})

test('What is named by its content is kept for good, everything else is asked for again', async (context) => {
  const desk = await testDesk(context, { webDir: await webDir(context) })
  const named = await ask(desk.url, 'GET', '/assets/main-4f2a.js')
  assert.equal(named.status, 200)
  assert.match(named.headers.get('content-type') ?? '', /javascript/)
  assert.equal(named.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.equal((await ask(desk.url, 'GET', '/theme.js')).headers.get('cache-control'), 'no-cache')
  assert.equal((await ask(desk.url, 'HEAD', '/assets/main-4f2a.js')).status, 200)
})

test('Who takes packed files gets them packed as they were built, and everybody else as they are', async (context) => {
  const dir = await webDir(context)
  const page = '<!doctype html><title>Packed</title>'
  await writeFile(join(dir, 'index.html.br'), brotliCompressSync(page))
  await writeFile(join(dir, 'theme.js.gz'), gzipSync('3'))
  const desk = await testDesk(context, { webDir: dir })
  const get = async (path: string, takes: string) => {
    const answer = await fetch(desk.url + path, { headers: { 'accept-encoding': takes } })
    assert.match(answer.headers.get('vary') ?? '', /accept-encoding/i, path)
    return [answer.headers.get('content-encoding'), answer.headers.get('content-type'), await answer.text()]
  }
  assert.deepEqual(await get('/queue', 'gzip, br'), ['br', 'text/html; charset=utf-8', page])
  assert.deepEqual(await get('/queue', 'identity'), [
    null,
    'text/html; charset=utf-8',
    '<!doctype html><title>The desk</title>',
  ])
  const [encoding, type, text] = await get('/theme.js', 'gzip, br')
  assert.deepEqual([encoding, text], ['gzip', '3'])
  assert.match(type ?? '', /javascript/)
})

test('A file that there is none of is not the page, nor is anything hidden or outside', async (context) => {
  const desk = await testDesk(context, { webDir: await webDir(context) })
  for (const path of [
    '/assets/gone-1234.js',
    '/.built-from',
    '/assets/../.built-from',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
  ]) {
    const answer = await ask(desk.url, 'GET', path)
    assert.ok([403, 404].includes(answer.status), `${path} ${answer.status}`)
    assert.doesNotMatch(String(answer.body), /secret|partner-desk"/)
  }
  assert.equal((await ask(desk.url, 'POST', '/queue', { body: {} })).status, 404)
  assert.equal((await ask(desk.url, 'GET', '/api/v1/nothing')).headers.get('content-type'), 'application/problem+json')
})

test('Pages run only what this server sends, and stand in no other site', async (context) => {
  const desk = await testDesk(context, { webDir: await webDir(context) })
  const { headers } = await ask(desk.url, 'GET', '/')
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'self'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe|upgrade-insecure-requests|https:/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('strict-transport-security'), null)
  const secure = await desk.join({ publicUrl: 'https://desk.example' })
  assert.match((await ask(secure.url, 'GET', '/')).headers.get('strict-transport-security') ?? '', /max-age/)
})

test('Answers of the API are kept by nobody, and are what they say they are', async (context) => {
  const desk = await testDesk(context)
  const { headers } = await ask(desk.url, 'GET', '/api/v1/me', { key: await desk.keyOf('asha@aurora.example') })
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
})

test('The document can be read in a browser, with what this server sends alone', async (context) => {
  const desk = await testDesk(context)
  const page = await ask(desk.url, 'GET', '/docs/')
  assert.equal(page.status, 200)
  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /script-src 'self';/)
  const parts = [...String(page.body).matchAll(/(?:src|href)="(\.\/static\/[^"]+)"/g)].map(([, part]) => part as string)
  assert.ok(parts.length >= 4)
  for (const part of parts) assert.equal((await ask(desk.url, 'GET', `/docs/${part.slice(2)}`)).status, 200, part)
  assert.doesNotMatch(String(page.body), /<script>[^<]/)
  assert.equal((await ask(desk.url, 'GET', '/docs/json')).body.openapi, '3.1.0')
})

test('It says that it lives, and that it can work', async (context) => {
  const desk = await testDesk(context)
  assert.deepEqual((await ask(desk.url, 'GET', '/healthz')).body, { status: 'alive' })
  assert.deepEqual((await ask(desk.url, 'GET', '/readyz')).body, { status: 'ready' })
})

test('It cannot work with a database that a newer program has prepared, and says so', async (context) => {
  const desk = await testDesk(context)
  const owner = new pg.Client({ connectionString: String(desk.app.db.connection) })
  await owner.connect()
  await owner.query("insert into migrations (name, applied_at) values ('9999_of_tomorrow.sql', now())")
  await owner.end()
  const newer = await ask(desk.url, 'GET', '/readyz')
  assert.equal(newer.status, 503)
  assert.match(newer.body.detail, /9999_of_tomorrow\.sql.*start that version/)
})

test('It cannot work without its database, nor with one that wants migrations, and says which', async (context) => {
  const desk = await testDesk(context)
  const once = context.mock.method(desk.app.db, 'once', () => Promise.resolve([{ name: '0001_first.sql' }]))
  const behind = await ask(desk.url, 'GET', '/readyz')
  assert.equal(behind.status, 503)
  assert.match(behind.body.detail, /0002_tickets\.sql/)
  once.mock.mockImplementation(() => Promise.reject(new Error('gone')))
  const gone = await ask(desk.url, 'GET', '/readyz')
  assert.equal(gone.status, 503)
  assert.equal(gone.headers.get('content-type'), 'application/problem+json')
  assert.match(gone.body.detail, /cannot be reached/)
  assert.equal((await ask(desk.url, 'GET', '/healthz')).status, 200)
})

test('An outage of the database is said to be one, and passes', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).status, 200)
  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const transaction = context.mock.method(desk.app.db, 'transaction', () => Promise.reject(lost))
  const answer = await ask(desk.url, 'GET', '/api/v1/tickets', { key })
  assert.equal(answer.status, 503)
  assert.equal(answer.headers.get('retry-after'), '5')
  assert.equal(desk.complaints.splice(0).length, 1)
  transaction.mock.restore()
  assert.equal((await ask(desk.url, 'GET', '/api/v1/tickets', { key })).status, 200)
})

test('The figures count the files of the client together, so that their number is bounded', async (context) => {
  const desk = await testDesk(context, { webDir: await webDir(context) })
  for (const path of ['/queue', '/mine', '/assets/main-4f2a.js', '/docs/static/index.css', '/docs/'])
    await ask(desk.url, 'GET', path)
  const { body } = await ask(desk.url, 'GET', '/metrics')
  const counted = [
    ...String(body).matchAll(/^http_requests_total\{method="GET",route="([^"]+)",status="200"\} (\d+)$/gm),
  ]
  const counts = Object.fromEntries(counted.map(([, route = '', count]) => [route, Number(count)]))
  assert.equal(counts.page, 2)
  assert.equal(counts['/assets'], 1)
  assert.equal(counts['/docs'], 2)
})

test('The figures count requests by endpoint and status, and tickets by urgency', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  for (const severity of [1, 2, 2])
    await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: { ...right, severity } })
  await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: {} })
  for (const id of ['0192aa00-0000-7000-8000-000000000000', '0192aa00-0000-7000-8000-000000000001'])
    await ask(desk.url, 'GET', `/api/v1/tickets/${id}`, { key })
  const { headers, body } = await ask(desk.url, 'GET', '/metrics')
  assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const figures = new Map(
    String(body)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
  assert.ok([...figures.values()].every((value) => !Number.isNaN(value)))
  assert.equal(figures.get('http_requests_total{method="POST",route="/api/v1/tickets",status="201"}'), 3)
  assert.equal(figures.get('http_requests_total{method="POST",route="/api/v1/tickets",status="400"}'), 1)
  assert.equal(figures.get('http_requests_total{method="GET",route="/api/v1/tickets/:id",status="404"}'), 2)
  assert.equal(figures.get('http_request_duration_seconds_bucket{method="POST",route="/api/v1/tickets",le="+Inf"}'), 4)
  assert.equal(figures.get('http_request_duration_seconds_count{method="POST",route="/api/v1/tickets"}'), 4)
  assert.equal(figures.get('desk_tickets_open{band="1"}'), 1)
  assert.equal(figures.get('desk_tickets_open{band="2"}'), 2)
  assert.equal(figures.get('desk_database_up'), 1)
  assert.equal(figures.get('desk_streams_open'), 0)
  assert.equal(figures.get('desk_wake_lag_seconds'), 0)
  // An hour past the first target of severity 1, with nobody to wake it.
  desk.setTime('2026-03-10T08:00:00Z')
  const later = String((await ask(desk.url, 'GET', '/metrics')).body)
  const lag = Number(/^desk_wake_lag_seconds (.+)$/m.exec(later)?.[1])
  assert.ok(lag > 3_590 && lag <= 3_600, `${lag}`)
})

test('A server that closes waits for whoever is in the middle of a request, but not for ever', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  const server = await buildServer({ site: desk.site, webDir: null, logger: false, graceMs: 50 })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const asked = once(server.server, 'request')
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  const head = ['POST /api/v1/tickets HTTP/1.1', 'Host: desk', `Authorization: Bearer ${key}`, 'Content-Length: 100']
  socket.write(`${head.join('\r\n')}\r\nContent-Type: application/json\r\n\r\n{"subject":`)
  await asked
  await Promise.all([server.close(), once(socket, 'close')])
})

test('Nobody fills the memory with what strangers may send: little of it is taken (G1)', async (context) => {
  const desk = await testDesk(context)
  const body = { email: 'a@b.example', password: 'x'.repeat(300_000) }
  assert.equal((await ask(desk.url, 'POST', '/api/v1/session', { body })).status, 413)
})
