import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { ownCertificate } from '../../src/channels/mail/own-certificate.ts'
import { keepProcessingMail } from '../../src/channels/mail/processing.ts'
import { receiveMail, type Receiving, type SmtpLimits } from '../../src/channels/mail/smtp-in.ts'
import type { App } from '../../src/services/app.ts'
import { mailDesk, mailOf, readWith, support, type MailDesk } from '../support/mail-in.ts'

const tls = ownCertificate('desk.vendor.example', Temporal.Now.instant())

async function receiving(
  t: TestContext,
  app: App,
  limits: Partial<SmtpLimits> = {},
): Promise<Receiving & { readonly said: string[] }> {
  const said: string[] = []
  const tell = (message: string): void => void said.push(message)
  const options = { host: '127.0.0.1', port: 0, name: 'desk.vendor.example', tls, tell, limits }
  const server = await receiveMail(app, options)
  t.after(() => server.stop())
  return { ...server, said }
}

const send = async (
  { port }: Receiving,
  raw: Buffer,
  to: string | string[] = support,
  from = 'asha@aurora.example',
) => {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    tls: { ca: tls.cert, servername: 'desk.vendor.example' },
  })
  try {
    return await transport.sendMail({ envelope: { from, to }, raw })
  } finally {
    transport.close()
  }
}
const refused = (code: number) => (thrown: unknown) => (thrown as { responseCode?: number }).responseCode === code

/**
 * A conversation, line by line; all that was answered. Ends by going away once it has heard `last`, or in the middle of
 * whatever it is.
 */
async function talk({ port }: Receiving, lines: readonly string[], last?: RegExp): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  socket.on('data', (piece) => (said += String(piece)))
  socket.on('error', () => undefined)
  const until = async (isThere: () => boolean): Promise<void> => {
    for (let tries = 0; !isThere() && !socket.destroyed && tries < 6_000; tries += 1) await pause(5)
  }
  for (const line of lines) {
    const before = said.length
    // What comes before a greeting is no client's.
    await until(() => said.length > before)
    if (socket.destroyed) break
    socket.write(line)
  }
  await (last === undefined ? pause(100) : until(() => last.test(said)))
  socket.destroy()
  return said
}

const envelope = [
  'EHLO client.example\r\n',
  'MAIL FROM:<asha@aurora.example>\r\n',
  `RCPT TO:<${support}>\r\n`,
  'DATA\r\n',
]
const rawOf = (desk: MailDesk) =>
  desk.rows<{ raw: Buffer; mail_from: string; ip: string; helo: string }>('select * from mails_in order by id')

test('A mail that was taken is there, byte for byte, with its envelope; the connection is under our own key (A5, G1)', async (t) => {
  const desk = await mailDesk(t)
  const server = await receiving(t, desk.app)
  const raw = mailOf({ text: '.a line that begins with a dot\r\n..and two' })
  const { response } = await send(server, raw, [support, support.replace('@', '+token@')])
  const [row] = await rawOf(desk)
  assert.ok(row !== undefined)
  assert.deepEqual(row.raw, raw)
  assert.deepEqual([row.mail_from, row.ip], ['asha@aurora.example', '127.0.0.1'])
  const [{ id, rcpt_to: to } = { id: '', rcpt_to: [] }] = await desk.rows<{ id: string; rcpt_to: string[] }>(
    'select * from mails_in',
  )
  assert.match(response, new RegExp(`^250 .*Kept as ${id}`))
  assert.deepEqual(to, [support, support.replace('@', '+token@')])
})

test('It is processed as soon as it is taken, told by a notice, on whatever node (A5)', async (t) => {
  const desk = await mailDesk(t)
  const processing = await keepProcessingMail(
    desk.app,
    readWith(async (name, type) => {
      if (type === 'TXT' && name === 'aurora.example') return [['v=spf1 ip4:127.0.0.1 -all']]
      if (type === 'TXT' && name === '_dmarc.aurora.example') return [['v=DMARC1; p=reject']]
      throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
    }),
    (message) => assert.fail(message),
    // It does not look by itself meanwhile.
    600_000,
  )
  t.after(() => processing.stop())
  const server = await receiving(t, desk.app)
  await send(server, mailOf())
  let outcome: string | null = null
  for (let tries = 0; outcome === null && tries < 3_000; tries += 1) {
    await pause(10)
    outcome = (await desk.rows<{ outcome: string | null }>('select outcome from mails_in'))[0]?.outcome ?? null
  }
  assert.equal(outcome, 'open')
})

test('It takes mail for the desks’ mailboxes and for nobody else, from anybody, and relays nothing (A1)', async (t) => {
  const desk = await mailDesk(t)
  const server = await receiving(t, desk.app, { refused: 3 })
  await assert.rejects(send(server, mailOf(), 'somebody@else.example'), refused(550))
  await assert.rejects(send(server, mailOf(), 'support@zohocorp.com'), refused(550))
  await send(server, mailOf(), support.toUpperCase(), '')
  assert.equal((await rawOf(desk)).length, 1)
  const guessed = await talk(
    server,
    [...envelope.slice(0, 2), ...[1, 2, 3, 4].map((each) => `RCPT TO:<user${each}@zohocorp.com>\r\n`)],
    /^421/m,
  )
  assert.equal(guessed.match(/^550/gm)?.length, 3)
  assert.match(guessed, /^421 .*guessing/m)
  const login = await talk(server, ['EHLO client.example\r\n', 'AUTH PLAIN AGEAYg==\r\n'], /^5\d\d/m)
  assert.doesNotMatch(login, /AUTH|^235/m)
  assert.match(login, /STARTTLS/)
})

test('What cannot be kept is not taken: its sender hears 452, and sends it again; it is said once (G1)', async (t) => {
  const desk = await mailDesk(t)
  let isFull = true
  const { db } = desk.app
  const full: App = {
    ...desk.app,
    db: {
      ...db,
      once: (...given) => db.once(...given),
      system: (work) => (isFull ? Promise.reject(new Error('full')) : db.system(work)),
    },
  }
  const server = await receiving(t, full)
  await assert.rejects(send(server, mailOf()), refused(452))
  await assert.rejects(send(server, mailOf()), refused(452))
  assert.deepEqual(server.said, ['Mail could not be kept, and was not taken: Error: full'])
  isFull = false
  await send(server, mailOf())
  assert.equal((await rawOf(desk)).length, 1)
})

test('Half a mail is no mail, and nothing is smuggled in behind another (G1)', async (t) => {
  const desk = await mailDesk(t)
  const server = await receiving(t, desk.app)
  await talk(server, [...envelope, 'Subject: half\r\n\r\nIt ends he'])
  assert.equal((await rawOf(desk)).length, 0)
  for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r']) {
    const inner = `${end}MAIL FROM:<ceo@vendor.example>\r\nRCPT TO:<${support}>\r\nDATA\r\nSubject: smuggled\r\n\r\nx`
    await talk(server, [...envelope, `Subject: outer\r\n\r\nhello${inner}\r\n.\r\n`], /Kept as/)
  }
  const rows = await rawOf(desk)
  assert.equal(rows.length, 4)
  assert.ok(
    rows.every(({ mail_from, raw }) => mail_from === 'asha@aurora.example' && String(raw).startsWith('Subject: outer')),
  )
})

test('One sender has not the whole server: size, pace and connections are bounded, and each says so (G1)', async (t) => {
  const desk = await mailDesk(t)
  const server = await receiving(t, desk.app, { size: 5_000, mailsPerMinute: 3, connectionsOfOne: 2, underWay: 8_000 })
  await assert.rejects(send(server, mailOf({ text: 'x'.repeat(6_000) })), refused(552))
  await send(server, mailOf())
  await send(server, mailOf())
  await assert.rejects(send(server, mailOf()), refused(451))
  const open = [1, 2].map(() => connect(server.port, '127.0.0.1'))
  await Promise.all(open.map((socket) => once(socket, 'data')))
  const third = await talk(server, ['NOOP\r\n'], /^421/m)
  assert.match(third, /^421 .*too many connections/m)
  for (const socket of open) socket.destroy()
  assert.equal((await rawOf(desk)).length, 2)
})

test('A server that is told to stop takes no more, and ends although a client says nothing (G1)', async (t) => {
  const desk = await mailDesk(t)
  const server = await receiving(t, desk.app)
  const idle = connect(server.port, '127.0.0.1')
  idle.on('error', () => undefined)
  await once(idle, 'data')
  await server.stop()
  await assert.rejects(send(server, mailOf()))
  idle.destroy()
})
