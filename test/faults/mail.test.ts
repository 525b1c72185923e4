import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { nameServer } from '../support/name-server.ts'
import { deskCommand, startProduct, stopProduct, type Product } from '../support/product.ts'
import { throwawayFolder } from '../support/server.ts'

const count = 1_000
const connections = 20
const mailbox = 'partner-support@zohocorp.com'

interface Sent {
  /** Two with one mark are the same message. */
  readonly mark: string
  readonly from: string
  readonly raw: Buffer
  readonly malformed: boolean
}

/** Every tenth is sent once more later on; every twentieth is no mail as it should be. */
function messages(): readonly Sent[] {
  const made: Sent[] = []
  const again: Sent[] = []
  for (let number = 0; made.length + again.length < count; number += 1) {
    const from = `sender${number % 45}@aurora.example`
    const malformed = number % 18 === 17
    const mark = `mark-${number}-x`
    const message = { mark, from, malformed, raw: malformed ? wrong(number, mark, from) : right(mark, from) }
    made.push(message)
    if (number % 9 === 0) again.push(message)
  }
  // Each copy far from its first.
  return [...made.slice(0, 300), ...again.slice(0, 30), ...made.slice(300), ...again.slice(30)]
}

const right = (mark: string, from: string): Buffer =>
  Buffer.from(
    `From: ${from.split('@')[0]} <${from}>\r\nTo: ${mailbox}\r\nSubject: Load ${mark}\r\nMessage-ID: <${mark}@mail.aurora.example>\r\n` +
      `Date: Tue, 10 Mar 2026 05:59:00 +0000\r\n\r\nIt is about ${mark}.\r\n`,
  )

function wrong(number: number, mark: string, from: string): Buffer {
  const kinds = [
    () => Buffer.from(`no header at all, but ${mark}\r\n`),
    () => Buffer.from(`From: ${from}\r\nContent-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\n${mark}`),
    () => Buffer.concat([Buffer.from([0, 255, 254, 7, 10, 13, 10]), Buffer.from(mark)]),
    () => Buffer.from(`From: a@b.example, c@d.example\r\nSubject: =?x?q?=\r\nMessage-ID: broken\r\n\r\n${mark}`),
    () => Buffer.from(`\r\n\r\n${mark}\r\n`),
  ]
  return kinds[number % kinds.length]!()
}

test('A thousand mails over twenty connections, killed in the middle: each that was taken is there once, and none twice (G1)', async (context: TestContext) => {
  const { folder, clear } = throwawayFolder()
  const names = await nameServer({
    'aurora.example': 'v=spf1 ip4:127.0.0.1 -all',
    '_dmarc.aurora.example': 'v=DMARC1; p=reject',
  })
  const settings = { MAIL_LISTEN: '127.0.0.1:0', DNS_SERVERS: names.address }
  let product: Product | null = null
  let isOver = false
  context.after(async () => {
    isOver = true
    if (product !== null) await stopProduct(product)
    names.close()
    clear()
  })
  product = await startProduct(folder, settings)
  const [made] = (await deskCommand(folder, ['key', 'create', '--as', 'admin@desk.example'])).lines
  const headers = { authorization: `Bearer ${String(made?.['token'])}`, 'content-type': 'application/json' }
  const get = async (path: string) => (await fetch(`${product!.url}/api/v1${path}`, { headers })).json() as Promise<any> // oxlint-disable-line typescript/no-explicit-any -- looked into freely
  const { items: partners } = await get('/partners?limit=200')
  const aurora = partners.find(({ name }: { name: string }) => name.startsWith('Aurora'))
  const registered = await fetch(`${product!.url}/api/v1/partners/${aurora.id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ domains: ['aurora.example'] }),
  })
  assert.equal(registered.status, 200, await registered.text())

  const waiting = [...messages()]
  assert.equal(waiting.length, count)
  const taken: Sent[] = []
  let isUp = true
  const worker = async (): Promise<void> => {
    for (;;) {
      const message = waiting.shift()
      if (message === undefined) return
      while (!isUp && !isOver) await pause(50)
      if (isOver) return
      const transport = createTransport({
        ...product!.mail!,
        tls: { rejectUnauthorized: false },
        pool: true,
        maxConnections: 1,
        connectionTimeout: 5_000,
      })
      try {
        for (let next: Sent | undefined = message; next !== undefined; next = waiting.shift()) {
          try {
            await transport.sendMail({ envelope: { from: next.from, to: [mailbox] }, raw: next.raw })
            taken.push(next)
          } catch {
            // Nobody said that it was taken: it is sent again.
            waiting.push(next)
            break
          }
        }
      } finally {
        transport.close()
      }
    }
  }
  const workers = Array.from({ length: connections }, worker)
  while (taken.length < count * 0.4) await pause(5)
  isUp = false
  const dead = once(product.process, 'exit')
  product.process.kill('SIGKILL')
  await dead
  assert.ok(taken.length < count, 'it was killed too late')
  product = await startProduct(folder, settings)
  isUp = true
  await Promise.all(workers)
  assert.equal(taken.length, count)

  // What the killed process was about is taken up when its time has run out.
  for (let left = 1; left > 0;) {
    await pause(500)
    left = (await get('/mail/health')).waiting
  }
  const rows: {
    id: string
    state: string
    outcome: string | null
    subject: string | null
    ticket: { id: string } | null
  }[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await get(`/mail?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    rows.push(...page.items)
    cursor = page.nextCursor
  }
  const found = new Map<string, { once: number; tickets: string[] }>()
  for (const { id, outcome, ticket } of rows) {
    const raw: Buffer = Buffer.from(
      await (await fetch(`${product!.url}/api/v1/mail/${id}/raw`, { headers })).arrayBuffer(),
    )
    const mark: string | undefined = /mark-\d+-x/.exec(raw.toString('latin1'))?.[0]
    assert.ok(mark !== undefined, `${id} has no mark`)
    const known = found.get(mark) ?? { once: 0, tickets: [] }
    found.set(mark, {
      once: known.once + (outcome === 'duplicate' ? 0 : 1),
      tickets: ticket === null ? known.tickets : [...new Set([...known.tickets, ticket.id])],
    })
  }
  const marks = [...new Set(taken.map(({ mark }) => mark))]
  assert.deepEqual(
    marks.filter((mark) => found.get(mark)?.once !== 1),
    [],
  )
  assert.equal(found.size, marks.length, 'something is there that was never taken')
  const wellFormed = new Set(taken.filter(({ malformed }) => !malformed).map(({ mark }) => mark))
  const tickets = [...wellFormed].flatMap((mark) => found.get(mark)?.tickets ?? [])
  assert.equal(tickets.length, wellFormed.size)
  assert.equal(new Set(tickets).size, tickets.length, 'two messages are one ticket')
  const verified = await deskCommand(folder, ['verify'])
  assert.equal(verified.code, 0, JSON.stringify(verified.lines.slice(0, 5)))
})
