import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { readMail } from '../../src/channels/mail/read.ts'
import type { ReadMail } from '../../src/services/mail-in/incoming.ts'
import { addDomains } from '../../src/storage/partner-domains.ts'
import { mailDesk, readWith, support, type MailDesk } from '../support/mail-in.ts'
import { mailCases, sharedMail } from '../support/shared-mail.ts'

const folder = path.resolve(import.meta.dirname, '../../../shared/data/mail')

/** Every sender is proved, whatever he sends: only what the mail is can keep it out. */
const believing: ReadMail = async (mail, policy) => {
  const reading = await readWith()(mail, policy)
  if (!reading.ok) return reading
  const { from } = reading.incoming
  if (from === null || !from.email.includes('@')) return reading
  const domain = from.email.slice(from.email.lastIndexOf('@') + 1)
  const identity = {
    ...reading.incoming.identity,
    author: from,
    flaw: null,
    proofs: [{ by: 'dkim', domain }],
    dmarc: 'pass',
  } as const
  return { ok: true, incoming: { ...reading.incoming, identity } }
}

/** Everybody who writes is of Aurora's domains. */
async function register(desk: MailDesk, mails: readonly Uint8Array[]): Promise<void> {
  const policy = desk.app.policies.current()
  const domains = mails.flatMap((raw) => {
    const read = readMail(raw, { policy })
    const email = read.ok ? (read.mail.from?.email.toLowerCase() ?? '') : ''
    return email.includes('@') ? [email.slice(email.lastIndexOf('@') + 1)] : []
  })
  const partner = desk.people.aurora.partner!
  await desk.app.db.system((tx) =>
    addDomains(
      tx,
      [...new Set(domains)].map((domain) => ({ partner, domain })),
      desk.app.now(),
    ),
  )
}

interface BounceCase {
  readonly id: string
  readonly input: string
  readonly expected: { readonly must_not_open_ticket_or_auto_reply: boolean }
}

test('Of 313 bounces and automatic mails none opens a ticket, and none is answered, though their senders are proved partners (A5)', async (t) => {
  const desk = await mailDesk(t)
  const cases = mailCases<BounceCase>('bounces.jsonl').filter(
    ({ expected }) => expected.must_not_open_ticket_or_auto_reply,
  )
  const mails = cases.map(({ input }) => sharedMail(input))
  await register(desk, mails)
  const outcomes = new Map<string, string[]>()
  for (const [place, raw] of mails.entries()) {
    const done = await desk.deliver(raw, { read: believing, mailFrom: '' })
    const name = done.state === 'done' ? done.outcome : done.state
    outcomes.set(name, [...(outcomes.get(name) ?? []), cases[place]?.id ?? ''])
  }
  const [count] = await desk.rows<Record<string, number>>(
    `select (select count(*) from mails_in) as kept, (select count(*) from mails_in where state = 'done') as done,
      (select count(*) from tickets) as tickets, (select count(*) from letters) as letters`,
  )
  assert.deepEqual({ ...count }, { kept: 313, done: 313, tickets: 0, letters: 0 }, JSON.stringify(outcomes.get('open')))
})

test('Every mail of every collection is kept and comes to an end: none crashes, none is lost, none is left (G1)', async (t) => {
  const desk = await mailDesk(t)
  const files = globSync('**/*.{eml,box,txt}', { cwd: folder })
    .filter((file) => !/LICENSE/.test(file))
    .toSorted()
  assert.ok(files.length > 600)
  const states = new Map<string, number>()
  for (const file of files) {
    const done = await desk.deliver(readFileSync(path.join(folder, file)), { read: believing, rcptTo: [support] })
    assert.notEqual(done.state, 'received', `${file}: ${JSON.stringify(done)}`)
    states.set(done.state, (states.get(done.state) ?? 0) + 1)
  }
  const [count] = await desk.rows<Record<string, number>>(
    `select (select count(*) from mails_in) as kept, (select count(*) from mails_in where state = 'received') as "left",
      (select count(*) from mails_in where state = 'parked' and error is null) as unexplained,
      (select count(*) from mails_in m where outcome = 'hold') as held, (select count(*) from held_requests) as waiting,
      (select count(distinct ticket_id) from mails_in where outcome in ('open', 'follow-up')) as opened,
      (select count(*) from tickets) as tickets`,
  )
  assert.equal(count?.['kept'], files.length)
  assert.deepEqual([count?.['left'], count?.['unexplained']], [0, 0])
  assert.equal(count?.['held'], count?.['waiting'])
  assert.equal(count?.['opened'], count?.['tickets'])
})
