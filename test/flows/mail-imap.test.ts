import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fetchMail } from '../../src/channels/mail/imap-in.ts'
import { imapSources, type ImapSource } from '../../src/channels/mail/imap-source.ts'
import type { App } from '../../src/services/app.ts'
import { hasDovecot, startDovecot } from '../support/dovecot.ts'
import { startStandIn } from '../support/imap-stand-in.ts'
import type { Mailbox } from '../support/mailbox.ts'
import { mailDesk, mailOf, type MailDesk } from '../support/mail-in.ts'
import { zoho } from '../support/policies.ts'

/** A real server where there is one; our own stand-in in any case. */
const servers = [
  { name: 'a stand-in', start: startStandIn },
  ...(hasDovecot ? [{ name: 'Dovecot', start: startDovecot }] : []),
]

function sourceOf({ port, user, password }: Mailbox, more = ''): ImapSource {
  const url = `imap://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX${more}`
  const read = imapSources(url, zoho)
  assert.ok(read.ok, read.ok ? '' : read.message)
  return read.sources[0]!
}

interface Reading {
  readonly said: string[]
  stop(): Promise<void>
}

function reading(t: TestContext, app: App, sources: readonly ImapSource[], more: { most?: number } = {}): Reading {
  const said: string[] = []
  const fetching = fetchMail(app, sources, (message) => void said.push(message), {
    shortest: 50,
    turn: 100,
    look: 60_000,
    ...more,
  })
  t.after(() => fetching.stop())
  return { said, stop: () => fetching.stop() }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await holds()) return
    await pause(50)
  }
  assert.fail(`It did not come to pass: ${what}.`)
}

const kept = async (desk: MailDesk): Promise<number> =>
  (await desk.rows(`select id from mails_in where way = 'imap'`)).length

for (const { name, start } of servers) {
  const begin = async (t: TestContext): Promise<{ desk: MailDesk; box: Mailbox }> => {
    const desk = await mailDesk(t)
    const box = await start()
    t.after(() => box.stop())
    return { desk, box }
  }

  test(`Mail is fetched from ${name}, kept, and only then flagged; what comes meanwhile is told of by IDLE (A5)`, async (t) => {
    const { desk, box } = await begin(t)
    box.put(mailOf({ subject: 'First' }))
    box.put(mailOf({ subject: 'Second' }))
    const { said } = reading(t, desk.app, [sourceOf(box)])
    await until('both are kept', async () => (await kept(desk)) === 2)
    await until('both are flagged', () => box.seen() === 2)
    // The next look by itself would be a minute later.
    box.put(mailOf({ subject: 'Third' }))
    await until('the third is kept', async () => (await kept(desk)) === 3)
    const rows = await desk.rows<{ mailboxes: { desk: string; dataCentre: string }[]; fetched_as: string }>(
      'select * from mails_in order by received_at, id',
    )
    assert.deepEqual(rows[0]?.mailboxes, [
      { desk: 'support', dataCentre: 'com', address: 'partner-support@zohocorp.com' },
    ])
    assert.match(rows[0]?.fetched_as ?? '', /^partner-support@zohocorp\.com@127\.0\.0\.1:\d+\/INBOX \d+ 1$/)
    assert.deepEqual(said, [])
  })

  test(`What cannot be kept stays unflagged at ${name}, and is fetched when it can; the reader says so once (G1)`, async (t) => {
    const { desk, box } = await begin(t)
    let isFull = true
    const full: App = {
      ...desk.app,
      db: {
        ...desk.app.db,
        connection: desk.app.db.connection,
        once: (...given) => desk.app.db.once(...given),
        system: (work) => (isFull ? Promise.reject(new Error('The disk is full.')) : desk.app.db.system(work)),
      },
    }
    box.put(mailOf())
    const { said } = reading(t, full, [sourceOf(box)])
    await until('it is said', () => said.length > 0)
    await pause(300)
    assert.deepEqual([await kept(desk), box.seen(), said.length], [0, 0, 1])
    assert.match(said[0] ?? '', /cannot be read, and is tried again: The disk is full\./)
    isFull = false
    await until('it is kept', async () => (await kept(desk)) === 1)
    await until('it is flagged', () => box.seen() === 1)
    await until('it is said', () => said.length > 1)
    assert.match(said[1] ?? '', /is read again/)
  })

  test(`Of several nodes one reads ${name}; when it ends another goes on, and after a lost connection it does itself (G1)`, async (t) => {
    const { desk, box } = await begin(t)
    const source = sourceOf(box)
    const first = reading(t, desk.app, [source])
    box.put(mailOf())
    await until('the first is kept', async () => (await kept(desk)) === 1)
    reading(t, desk.app, [source])
    box.put(mailOf())
    await until('the second is kept', async () => (await kept(desk)) === 2)
    box.drop()
    box.put(mailOf())
    await until('the third is kept', async () => (await kept(desk)) === 3)
    await first.stop()
    box.put(mailOf())
    await until('the fourth is kept', async () => (await kept(desk)) === 4)
    await pause(300)
    assert.equal(await kept(desk), 4)
  })

  test(`A mailbox that ${name} makes anew loses and doubles nothing (G1)`, async (t) => {
    const { desk, box } = await begin(t)
    const source = sourceOf(box, '?after=leave')
    box.put(mailOf())
    const first = reading(t, desk.app, [source])
    await until('it is kept', async () => (await kept(desk)) === 1)
    await until(
      'it is noted how far it was read',
      async () => (await desk.rows('select from mailboxes_read')).length === 1,
    )
    await first.stop()
    box.renumber()
    box.put(mailOf())
    const second = reading(t, desk.app, [source])
    // It is not flagged there: under its new number it comes once more.
    await until('both are kept', async () => (await kept(desk)) === 3)
    const ids = await desk.rows<{ id: string }>('select id from mails_in order by received_at, id')
    for (const { id } of ids) await desk.process(id as Parameters<MailDesk['process']>[0])
    const outcomes = await desk.rows<{ outcome: string }>('select outcome from mails_in order by outcome')
    assert.equal(outcomes.filter(({ outcome }) => outcome === 'duplicate').length, 1)
    assert.equal(box.seen(), 0)
    await second.stop()
  })

  test(`What was kept is moved to another folder of ${name} where that is asked for (A5)`, async (t) => {
    const { desk, box } = await begin(t)
    box.put(mailOf())
    reading(t, desk.app, [sourceOf(box, '?after=move:Processed')])
    await until('it is moved', () => box.moved() === 1)
    assert.equal(await kept(desk), 1)
  })

  test(`Of what is too long to be taken the whole stays at ${name}, whatever is done with the others (G1)`, async (t) => {
    const { desk, box } = await begin(t)
    box.put(mailOf({ text: 'x'.repeat(20_000) }))
    box.put(mailOf())
    reading(t, desk.app, [sourceOf(box, '?after=move:Processed')], { most: 10_000 })
    await until('the short one is moved', () => box.moved() === 1)
    assert.deepEqual(
      (await desk.rows<{ size: number }>('select size from mails_in order by size')).map(({ size }) => size > 10_000),
      [false, true],
    )
  })

  test(`A wrong password at ${name} is said, and never shown (A5)`, async (t) => {
    const { desk, box } = await begin(t)
    const { said } = reading(t, desk.app, [{ ...sourceOf(box), password: 'guessed' }])
    await until('it is said', () => said.length > 0)
    assert.match(said[0] ?? '', /cannot be read, and is tried again/)
    assert.doesNotMatch(said.join(), /guessed|secret/)
  })
}

test('IMAP_URL names its mailboxes by address, or by desk and data centre; all that is wrong with it is said at once (A1, A10)', () => {
  const read = imapSources(
    'imaps://partner-support%40zohocorp.com:a%20b@mail.example/Archive%2F2026 imap://x:y@[::1]:1143?desk=operations&dataCentre=eu&after=move:Done',
    zoho,
  )
  assert.ok(read.ok)
  const [first, second] = read.sources
  assert.deepEqual(
    [first?.host, first?.port, first?.secure, first?.password, first?.folder, first?.address, first?.after],
    ['mail.example', 993, true, 'a b', 'Archive/2026', 'partner-support@zohocorp.com', 'flag'],
  )
  assert.deepEqual(
    [second?.host, second?.port, second?.secure, second?.folder, second?.address, second?.after],
    ['::1', 1143, false, 'INBOX', 'partner-operations@eu.zohocorp.com', { moveTo: 'Done' }],
  )
  assert.doesNotMatch(first?.name ?? '', /a b/)
  for (const [text, said] of [
    ['', 'names no mailbox'],
    ['pop3://a:b@host', 'must begin with'],
    ['imaps://host/INBOX', 'user and a password'],
    ['imaps://somebody:b@host', 'desk=…&dataCentre=…'],
    ['imaps://a:b@host?desk=nobody', 'support, com'],
    ['imaps://a:b@host?desk=support&after=burn', "'flag', 'leave', 'delete' or 'move:FOLDER'"],
    ['imaps://a:b@host?desk=support&colour=red', "It has 'colour'"],
    ['imaps://a:b@host?desk=support imaps://a:b@host?desk=support', 'named twice'],
    ['imaps://a:%ff@host?desk=support', 'not encoded rightly'],
  ] as const) {
    const wrong = imapSources(text, zoho)
    assert.ok(!wrong.ok && wrong.message.includes(said), wrong.ok ? text : wrong.message)
  }
})

test('A server that takes the connection and then says nothing more keeps nobody from ending (G1)', async (t) => {
  const desk = await mailDesk(t)
  const silent = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('* OK [CAPABILITY IMAP4rev1] Here.\r\n')
  })
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.after(() => silent.close())
  const { port } = silent.address() as AddressInfo
  const asked = once(silent, 'connection').then(([socket]) => once(socket, 'data'))
  const source = sourceOf({ port, user: 'partner-support@zohocorp.com', password: 'x' } as Mailbox)
  const fetching = fetchMail(desk.app, [source], () => undefined, { ending: 50 })
  await asked
  await fetching.stop()
})
