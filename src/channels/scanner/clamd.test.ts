import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { clamd } from './clamd.ts'

/** A scanner that takes the INSTREAM command apart as clamd does, and answers with what `say` makes of the content. */
async function fake(context: TestContext, say: (content: Buffer) => string, most = Infinity): Promise<string> {
  const server = createServer((socket) => void serve(socket, say, most).catch(() => socket.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It does not listen.')
  return `tcp://127.0.0.1:${address.port}`
}

async function serve(socket: Socket, say: (content: Buffer) => string, most: number): Promise<void> {
  let held = Buffer.alloc(0)
  const content: Buffer[] = []
  let begun = false
  for await (const piece of socket as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, piece])
    if (!begun) {
      const command = 'zINSTREAM\0'
      if (held.length < command.length) continue
      assert.equal(held.toString('latin1', 0, command.length), command)
      held = held.subarray(command.length)
      begun = true
    }
    while (held.length >= 4) {
      const length = held.readUInt32BE()
      if (length === 0) return void socket.end(`${say(Buffer.concat(content))}\0`)
      if (held.length < 4 + length) break
      content.push(held.subarray(4, 4 + length))
      held = held.subarray(4 + length)
      if (Buffer.concat(content).length > most) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
    }
  }
}

async function* parts(...content: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of content) yield Buffer.from(part)
}

const isBad = (content: Buffer): string =>
  content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'

test('B4: the scanner gets the whole content, in parts, and says that it is clean or what it found', async (context) => {
  let seen = ''
  const url = await fake(context, (content) => ((seen = String(content)), isBad(content)))
  assert.deepEqual(await clamd(url).scan(parts('one, ', 'two')), { infected: false })
  assert.equal(seen, 'one, two')
  const found = await clamd(url).scan(parts('EIC', 'AR in two parts'))
  assert.deepEqual(found, { infected: true, said: 'Eicar-Test-Signature' })
})

test('B4: a large file goes through no faster than the scanner takes it', async (context) => {
  const url = await fake(context, (content) => (content.length === 8_000_000 ? 'stream: OK' : 'stream: Short FOUND'))
  async function* film(): AsyncGenerator<Buffer> {
    for (let part = 0; part < 16; part += 1) yield Buffer.alloc(500_000, part)
  }
  assert.deepEqual(await clamd(url).scan(film()), { infected: false })
})

test('B4: a scanner that refuses, hangs up, is silent or is not there: the file stays unscanned, with its words', async (context) => {
  const refusing = await fake(context, () => 'stream: OK', 3)
  await assert.rejects(clamd(refusing).scan(parts('four', 'more')), /INSTREAM size limit exceeded/)
  const wordless = await fake(context, () => '')
  await assert.rejects(clamd(wordless).scan(parts('x')), /without a word/)
  const odd = await fake(context, () => 'UNKNOWN COMMAND')
  await assert.rejects(clamd(odd).scan(parts('x')), /The scanner said: UNKNOWN COMMAND/)
  const silent = createServer((socket) => socket.on('error', () => undefined).resume())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  await assert.rejects(clamd(`tcp://127.0.0.1:${port}`, 50).scan(parts('x')), /does not answer/)
  await new Promise<void>((resolve) => {
    silent.close(() => resolve())
  })
  await assert.rejects(clamd(`tcp://127.0.0.1:${port}`).scan(parts('x')), /ECONNREFUSED/)
})
