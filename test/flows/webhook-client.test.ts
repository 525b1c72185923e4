import assert from 'node:assert/strict'
import { test } from 'node:test'
import { webhookClient } from '../../src/channels/webhook/client.ts'
import { readWebhookUrl } from '../../src/services/webhooks/url.ts'
import { ask, testDesk } from '../support/http.ts'
import { receiver } from '../support/receiver.ts'

const given = { headers: {}, body: '{}', timeoutMs: 5_000, answerBytes: 1_024 }

test('D5: a name that leads inside is never connected to, whichever of its addresses does', async (context) => {
  const target = await receiver(context)
  const port = new URL(target.url).port
  for (const addresses of [
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['93.184.215.14', '127.0.0.1'],
  ]) {
    const client = webhookClient({ mayBePrivate: false, resolve: () => Promise.resolve(addresses) })
    const { status, answer } = await client.post({ ...given, url: `https://hooks.partner.example:${port}/` })
    assert.equal(status, null)
    assert.match(answer, /^Not sent: hooks\.partner\.example leads to /)
  }
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:7f00:1]', '2130706433', '0x7f.1', '169.254.169.254']) {
    const { status, answer } = await webhookClient({ mayBePrivate: false }).post({
      ...given,
      url: `https://${host}:${port}/`,
    })
    assert.equal(status, null)
    assert.match(answer, /^Not sent: .* leads to /, host)
  }
  const open = await webhookClient({ mayBePrivate: false }).post({ ...given, url: `${target.url}/` })
  assert.deepEqual([open.status, open.answer], [null, 'Not sent: it is not https.'])
  assert.equal(target.connections(), 0)
})

test('D5: it connects to the address that was judged, and not to what the name leads to a moment later', async (context) => {
  const target = await receiver(context)
  let asked = 0
  const resolve = () => Promise.resolve([asked++ === 0 ? '127.0.0.1' : '192.0.2.1'])
  const client = webhookClient({ mayBePrivate: true, resolve })
  const url = target.url.replace('127.0.0.1', 'hooks.partner.example')
  const { status } = await client.post({ ...given, url: `${url}/in?a=1` })
  assert.deepEqual([status, asked], [200, 1])
  const [got] = target.received
  assert.equal(got?.path, '/in?a=1')
  assert.equal(got?.headers.host, new URL(url).host)
})

test('D5: a redirect is an answer that failed; where it leads, nothing is sent', async (context) => {
  const target = await receiver(context)
  target.answer = (response) => void response.writeHead(307, { location: `${target.url}/elsewhere` }).end()
  const { status } = await webhookClient({ mayBePrivate: true }).post({ ...given, url: `${target.url}/in` })
  assert.deepEqual([status, target.received.map(({ path }) => path)], [307, ['/in']])
})

test('D5: a receiver that never ends is left after its time, and of a long answer no more is read than is allowed', async (context) => {
  const target = await receiver(context)
  const client = webhookClient({ mayBePrivate: true })
  target.answer = () => undefined
  const silent = await client.post({ ...given, timeoutMs: 200, url: target.url })
  assert.deepEqual([silent.status, silent.answer], [null, 'No answer within 0.2 seconds.'])
  target.answer = (response) => void response.writeHead(200).write('drip')
  const dripping = await client.post({ ...given, timeoutMs: 200, url: target.url })
  assert.deepEqual([dripping.status, dripping.answer], [null, 'No answer within 0.2 seconds.'])
  target.answer = (response) => {
    response.writeHead(200)
    response.write('x'.repeat(5_000_000))
  }
  const long = await client.post({ ...given, url: target.url })
  assert.deepEqual([long.status, long.answer.length <= '200 OK: '.length + 1_024], [200, true])
})

test('D5: nobody there, and a name that leads nowhere, are answers too', async (context) => {
  const target = await receiver(context)
  const client = webhookClient({
    mayBePrivate: true,
    resolve: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
  })
  assert.match((await client.post({ ...given, url: 'http://gone.example/' })).answer, /leads nowhere \(ENOTFOUND\)/)
  const shut = await webhookClient({ mayBePrivate: true }).post({ ...given, url: 'http://127.0.0.1:1/' })
  assert.deepEqual([shut.status, shut.answer], [null, 'Not reached: ECONNREFUSED.'])
  assert.equal(target.connections(), 0)
})

test('D5: an address that leads inside, or over http, is refused when it is registered, with what to do', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  for (const url of [
    'http://hooks.example/in',
    'ftp://hooks.example/in',
    'hooks.example',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://2130706433/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://intranet/',
    'https://name:word@hooks.example/',
    'https://hooks.example/#x',
  ]) {
    const answer = await ask(desk.url, 'POST', '/api/v1/webhooks', { key, body: { url, topics: ['incidents'] } })
    assert.equal(answer.status, 422, url)
    assert.equal(answer.body.errors[0].field, 'url')
  }
  const right = await ask(desk.url, 'POST', '/api/v1/webhooks', {
    key,
    body: { url: 'https://hooks.example:8443/in?x=1', topics: ['incidents'] },
  })
  assert.equal(right.status, 201)
  assert.deepEqual(readWebhookUrl('http://10.0.0.1/x', true), { url: 'http://10.0.0.1/x' })
})

test('D5: a receiver that would go on in another protocol has answered, and keeps nobody waiting', async (context) => {
  const target = await receiver(context)
  target.answer = (response) =>
    void response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  const client = webhookClient({ mayBePrivate: true })
  assert.deepEqual(await client.post({ ...given, url: `${target.url}/` }), {
    status: 101,
    answer: '101 Switching Protocols',
  })
})
