import assert from 'node:assert/strict'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Ear } from './ear.ts'

/** Both ends of an open answer. */
async function connection(context: TestContext): Promise<{ raw: ServerResponse; response: IncomingMessage }> {
  const { promise: raw, resolve } = Promise.withResolvers<ServerResponse>()
  const server = createServer((_request, answer) => {
    answer.writeHead(200).flushHeaders()
    resolve(answer)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  context.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const { promise: response, resolve: came } = Promise.withResolvers<IncomingMessage>()
  request({ port, host: '127.0.0.1' }, came)
    .on('error', () => undefined)
    .end()
  return { raw: await raw, response: await response }
}

const much = 'x'.repeat(64_000)

test('A reader that does not read is cut off before much waits for it', async (context) => {
  const { raw, response } = await connection(context)
  response.on('error', () => undefined).pause()
  const ear = new Ear(raw, '0-0')
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  ear.onGone(resolve)
  let said = 0
  while (ear.isOpen) {
    ear.say(much, `1-${(said += 1)}`)
    await turn()
    // Sockets hold some megabytes themselves; ten times as much would be no bound at all.
    assert.ok(said < 1_000, 'still not cut off')
  }
  await gone
})

test('A reader that reads gets everything, however much there is', async (context) => {
  const { raw, response } = await connection(context)
  let got = 0
  response.on('data', (part: Buffer) => (got += part.length))
  const ear = new Ear(raw, '0-0')
  for (let n = 1; n <= 500; n += 1) {
    ear.say(much, `1-${n}`)
    assert.ok(await ear.keepsUp())
  }
  ear.end()
  await new Promise((resolve) => response.on('end', resolve))
  assert.equal(got, 500 * much.length)
  assert.equal(ear.position, '1-500')
})

test('Somebody who hung up is not waited for', async (context) => {
  const { raw, response } = await connection(context)
  const ear = new Ear(raw, '0-0')
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  ear.onGone(resolve)
  response.destroy()
  await gone
  ear.say('late', '1-1')
  assert.equal(await ear.keepsUp(), false)
  assert.equal(ear.position, '0-0')
})
