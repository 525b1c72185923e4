import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import tls from 'node:tls'
import { ownCertificate } from './own-certificate.ts'

const from = Temporal.Instant.from('2026-03-10T06:00:00Z')

test('The own certificate is a valid one of its own key and name, and another each time (A5)', () => {
  const { key, cert } = ownCertificate('desk.vendor.example', from)
  const read = new X509Certificate(cert)
  assert.ok(read.verify(read.publicKey))
  assert.ok(read.checkPrivateKey(createPrivateKey(key)))
  assert.equal(read.checkHost('desk.vendor.example'), 'desk.vendor.example')
  assert.equal(read.checkHost('other.example'), undefined)
  assert.equal(read.validFromDate.toISOString(), '2026-03-09T06:00:00.000Z')
  assert.equal(read.validToDate.toISOString(), '2028-03-09T06:00:00.000Z')
  assert.notEqual(ownCertificate('desk.vendor.example', from).key, key)
})

test('A connection can be made under it, by whoever knows it (A5)', async (context) => {
  const { key, cert } = ownCertificate('desk.vendor.example', Temporal.Now.instant())
  const server = tls.createServer({ key, cert }, (socket) => socket.end('hello'))
  context.after(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = tls.connect({ port, host: '127.0.0.1', ca: cert, servername: 'desk.vendor.example' })
  const [data] = (await once(socket, 'data')) as [Buffer]
  assert.equal(String(data), 'hello')
  assert.equal(socket.authorized, true)
})
