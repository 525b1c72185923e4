import assert from 'node:assert/strict'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { openSmtp } from '../../src/channels/mail/out/smtp.ts'
import type { Mail } from '../../src/services/outbox/deliver.ts'
import { mailCatcher } from '../support/mail-catcher.ts'

/** Never silent for longer than any patience of a socket, and never done either. */
async function trickling(context: TestContext, from: 'greeting' | 'end of data') {
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    const trickle = (): void => void timers.add(setInterval(() => socket.writable && socket.write('2'), 20))
    if (from === 'greeting') return trickle()
    socket.write('220 slow.example\r\n')
    let isData = false
    socket.on('data', (bytes) => {
      const said = bytes.toString('latin1')
      if (isData) {
        if (said.endsWith('\r\n.\r\n')) trickle()
      } else if (said.startsWith('DATA')) {
        isData = true
        socket.write('354 go on\r\n')
      } else socket.write('250 yes\r\n')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  context.after(() => {
    for (const timer of timers) clearInterval(timer)
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets }
}

const letter = (messageId: string, files: Mail['files'] = []): Mail => ({
  content: {
    from: { name: 'Partner Support', email: 'support@vendor.example' },
    subject: 'A report is wrong',
    text: 'Yes.',
    html: '<p>Yes.</p>',
    headers: [],
  },
  to: { name: 'Asha', email: 'asha@aurora.example' },
  replyTo: null,
  messageId,
  calendar: null,
  files,
})

for (const from of ['greeting', 'end of data'] as const)
  test(`A5: a mail server that answers a byte at a time, for ever, from the ${from} on is cut off, and its letters wait for their next attempt`, async (context) => {
    const { url, sockets } = await trickling(context, from)
    const server = openSmtp(url, null, 200)
    context.after(() => server.close())
    // More than there are connections: each has a talk of its own, and all of them end.
    const outcomes = await Promise.all(['1', '2', '3', '4', '5', '6'].map((id) => server.send(letter(`${id}@desk`))))
    assert.deepEqual([...new Set(outcomes.map(({ kind }) => kind))], ['later'])
    assert.match(outcomes[0]?.answer ?? '', /cut off/)
    // Nothing of it goes on behind the next attempt.
    while (sockets.size > 0) await new Promise((resolve) => setImmediate(resolve))
  })

test('G1: when the time of a group is over nothing is begun any more, and no attempt is counted against what was not', async (context) => {
  const { url, sockets } = await trickling(context, 'greeting')
  const server = openSmtp(`${url}?maxConnections=1`, null)
  context.after(() => server.close())
  const time = new AbortController()
  const outcomes = Promise.all(['1', '2'].map((id) => server.send(letter(`${id}@desk`), time.signal)))
  while (sockets.size === 0) await new Promise((resolve) => setImmediate(resolve))
  time.abort()
  assert.deepEqual(
    (await outcomes).map(({ kind }) => kind),
    ['later', 'no-server'],
  )
})

test('A5: a file that cannot be read is a matter of its own letter, and no sign of a server that is away', async (context) => {
  const catcher = await mailCatcher(context)
  const server = openSmtp(catcher.url, null)
  context.after(() => server.close())
  const broken = {
    name: 'a.txt',
    type: 'text/plain',
    async *content(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a')
      throw new Error('The file is gone.')
    },
  }
  assert.equal((await server.send(letter('1@desk', [broken]))).kind, 'later')
  assert.equal((await server.send(letter('2@desk'))).kind, 'sent')
})
