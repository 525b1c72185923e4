/**
 * Mail through the whole intake against a floor: bare inserts of the same raw messages into the same PostgreSQL, with as many at
 * once. The product keeps the mail, reads it, tests its author, judges it, and opens a ticket with clocks, ledger, message and letter.
 */
import pg from 'pg'
import { incomingReader } from '../src/channels/mail/incoming.ts'
import type { PartnerId } from '../src/domain/kernel.ts'
import { keepMail } from '../src/services/mail-in/keep.ts'
import { processMail, takeThis } from '../src/services/mail-in/process.ts'
import { addDomains } from '../src/storage/partner-domains.ts'
import { openBenchDesk } from './ground/desk.ts'
import { partnersWithKeys } from './ground/product.ts'
import { requestBodies } from './ground/requests.ts'
import { median, tell, type Bench } from './report.ts'

/** As many as a node processes at once. */
const atOnce = 12
/** Each writes few enough that nobody takes it for a machine. */
const senders = 400
const domain = 'sender.example'

/** Sender Policy Framework and DMARC of that one domain, without a network. */
const resolver = async (name: string, type: string): Promise<unknown[]> => {
  if (type === 'TXT' && name === domain) return [['v=spf1 ip4:192.0.2.1 -all']]
  if (type === 'TXT' && name === `_dmarc.${domain}`) return [['v=DMARC1; p=reject']]
  throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
}

let written = 0
function nextMail(): { readonly from: string; readonly raw: Buffer } {
  written += 1
  const from = `p${written % senders}@${domain}`
  const { subject, description } = JSON.parse(requestBodies[written % requestBodies.length] ?? '{}') as Record<
    string,
    string
  >
  const raw = `From: Person ${written % senders} <${from}>\r\nTo: desk\r\nSubject: ${subject}\r\nMessage-ID: <${written}@${domain}>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${description}\r\n`
  return { from, raw: Buffer.from(raw) }
}

async function perSecond(count: number, one: () => Promise<unknown>): Promise<number> {
  let left = count
  const began = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await one()
    }),
  )
  return (count / (performance.now() - began)) * 1_000
}

export const bench: Bench = async ({ quick }) => {
  const count = quick ? 200 : 1_500
  const rounds = quick ? 1 : 5
  const desk = await openBenchDesk()
  const pool = new pg.Pool({ connectionString: desk.url, max: atOnce })
  try {
    const { app } = desk
    await partnersWithKeys(app, 1)
    await app.db.system(async (tx) => {
      const [first] = await tx.call<{ id: PartnerId }>({ name: 'a_partner', text: 'select id from partners limit 1' })
      if (first !== undefined) await addDomains(tx, [{ partner: first.id, domain }], app.now())
    })
    await pool.query(
      'create table if not exists floor_mails (id bigint generated always as identity primary key, raw bytea not null)',
    )
    const [mailbox = ''] = app.policies.current().desks.flatMap(({ mailboxes }) => Object.values(mailboxes))
    const read = incomingReader({ name: 'desk.example', resolver, ownDomains: [] })
    const outcomes = new Map<string, number>()

    const floor = () =>
      pool.query({ name: 'floor', text: 'insert into floor_mails (raw) values ($1)', values: [nextMail().raw] })
    const product = async (): Promise<void> => {
      const { from, raw } = nextMail()
      const id = await keepMail(app, {
        way: 'smtp',
        ip: '192.0.2.1',
        helo: 'mail.example',
        mailFrom: from,
        rcptTo: [mailbox],
        raw,
        ownForSeconds: 60,
      })
      const taken = id === null ? null : await takeThis(app, id)
      if (taken === null) throw new Error('A mail was kept and is not there.')
      const done = await processMail(app, read, taken)
      const name = done.state === 'done' ? done.outcome : done.state
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1)
    }

    // Until both are compiled, and every sender is known.
    await perSecond(senders, product)
    await perSecond(senders, floor)
    const figures: { product: number; floor: number }[] = []
    for (let round = 0; round < rounds; round += 1)
      figures.push({ floor: await perSecond(count, floor), product: await perSecond(count, product) })
    return [
      tell({
        bench: 'mail-intake',
        what: `mails kept and made into tickets, ${atOnce} at once`,
        value: median(figures.map((each) => each.product)),
        unit: 'per second',
        against: { name: 'bare inserts of the raw mail', value: median(figures.map((each) => each.floor)) },
        more: { outcomes: [...outcomes].map(([name, times]) => `${name} ${times}`).join(', ') },
      }),
    ]
  } finally {
    await pool.end()
    await desk.close()
  }
}
