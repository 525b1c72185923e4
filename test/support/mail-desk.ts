/** A desk that gets mail, for tests: real reading, judging and processing over a database, and names that answer from a table. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { incomingReader } from '../../src/channels/mail/incoming.ts'
import type { TicketId } from '../../src/domain/kernel.ts'
import { keepMail } from '../../src/services/mail-in/keep.ts'
import { processMail, takeThis, type Processed } from '../../src/services/mail-in/process.ts'
import { addDomains } from '../../src/storage/partner-domains.ts'
import { ask, testDesk, type Answer, type TestDesk } from './http.ts'
import { localDns } from './local-dns.ts'

/** Each partner names its servers and asks that all else be refused; so does the stranger, whose own domain is in best order. */
const servers = {
  'aurora.example': '192.0.2.10',
  'borealis.example': '192.0.2.20',
  'evil.example': '203.0.113.66',
  'xn--bcher-kva.example': '192.0.2.30',
}
type Domain = keyof typeof servers

const resolver = localDns(
  Object.fromEntries(
    Object.entries(servers).flatMap(([domain, ip]) => [
      [domain, [{ TXT: `v=spf1 ip4:${ip} -all` }]],
      [`_dmarc.${domain}`, [{ TXT: 'v=DMARC1; p=reject' }]],
    ]),
  ),
)

export interface Posted {
  /** The From line. */
  readonly from: string
  /** Whose server sends it, in whose name. */
  readonly by: Domain
  readonly to?: string
  readonly subject?: string
  /** More lines of the head. */
  readonly head?: readonly string[]
  readonly body?: string
}

export interface MailDesk {
  readonly desk: TestDesk
  /** What became of it. */
  post(mail: Posted): Promise<Processed>
  /** The raw message as it is, from a server of that domain. */
  deliver(raw: string | Buffer, by: Domain, to?: string): Promise<Processed>
  /** Asks the API as somebody of the tests' company. */
  get(path: string, as: keyof TestDesk['people']): Promise<Answer>
  /** One row of a question to the tables. */
  count(from: string): Promise<number>
}

export const supportBox = 'partner-support@zohocorp.com'

let posted = 0

export async function mailDesk(context: TestContext): Promise<MailDesk> {
  const desk = await testDesk(context)
  const { app, people } = desk
  const registered = [
    { partner: people.aurora.partner!, domain: 'aurora.example' },
    { partner: people.borealis.partner!, domain: 'borealis.example' },
    { partner: people.borealis.partner!, domain: 'bücher.example' },
  ]
  await app.db.system((tx) => addDomains(tx, registered, app.now()))
  const read = incomingReader({ name: 'mx.desk.example', resolver, ownDomains: ['desk.example'] })

  const deliver: MailDesk['deliver'] = async (raw, by, to = supportBox) => {
    const id = await keepMail(app, {
      way: 'smtp',
      ip: servers[by],
      helo: `mx.${by}`,
      mailFrom: `bounce@${by}`,
      rcptTo: [to],
      raw: Buffer.from(raw),
      ownForSeconds: 60,
    })
    assert.ok(id !== null)
    const taken = await takeThis(app, id)
    assert.ok(taken !== null)
    return processMail(app, read, taken)
  }

  return {
    desk,
    deliver,
    post: ({ from, by, to = supportBox, subject = 'A report is wrong', head = [], body = 'The sum is wrong.' }) => {
      posted += 1
      const own = head.some((line) => /^message-id:/i.test(line)) ? [] : [`Message-ID: <${posted}@${by}>`]
      const lines = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, ...own, ...head, '', body, '']
      return deliver(lines.join('\r\n'), by, to)
    },
    get: async (path, as) => ask(desk.url, 'GET', `/api/v1${path}`, { key: await desk.keyOf(people[as].email) }),
    count: async (from) => {
      const [row] = await app.db.system((tx) =>
        tx.call<{ count: number }>({
          name: `test_${from}`.slice(0, 60),
          text: `select count(*)::int as count from ${from}`,
        }),
      )
      return row?.count ?? 0
    },
  }
}

/** The ticket that a mail opened, or was put on. */
export function ticketOf(done: Processed, outcome: 'open' | 'reply' | 'follow-up'): TicketId {
  assert.ok(done.state === 'done' && done.outcome === outcome, JSON.stringify(done))
  assert.ok(done.ticket !== null)
  return done.ticket
}

export function heldWhy(done: Processed): string {
  assert.ok(done.state === 'done' && done.outcome === 'hold', JSON.stringify(done))
  return done.because.map(({ words }) => words).join('\n')
}
