/** Mail for tests: written as programs write it, delivered as servers do, with a name service in which some senders are proved. */
import type { TestContext } from 'node:test'
import { incomingReader } from '../../src/channels/mail/incoming.ts'
import type { Resolver } from '../../src/channels/mail/resolver.ts'
import type { ReadMail } from '../../src/services/mail-in/incoming.ts'
import { keepMail, type MailId } from '../../src/services/mail-in/keep.ts'
import { processMail, takeThis, type Processed } from '../../src/services/mail-in/process.ts'
import { addDomains } from '../../src/storage/partner-domains.ts'
import { testDesk, type TestDesk } from './http.ts'

/** What is sent from here is sent by whom it says. */
export const rightIp = '192.0.2.1'
export const support = 'partner-support@zohocorp.com'
export const operations = 'partner-operations@zohocorp.com'

/** Domains with SPF for that address, and DMARC. */
const provedDomains = ['aurora.example', 'borealis.example', 'vendor.example', 'stranger.example']

const nowhere = (name: string): Error => Object.assign(new Error(`No ${name}.`), { code: 'ENOTFOUND' })

export const resolver: Resolver = async (name, type) => {
  const domain = name.toLowerCase().replace(/\.$/, '')
  if (type === 'TXT' && provedDomains.includes(domain)) return [[`v=spf1 ip4:${rightIp} -all`]]
  if (type === 'TXT' && provedDomains.some((each) => domain === `_dmarc.${each}`)) return [['v=DMARC1; p=reject']]
  throw nowhere(name)
}

export const readWith = (resolve: Resolver = resolver): ReadMail =>
  incomingReader({ name: 'desk.vendor.example', resolver: resolve, ownDomains: ['desk.vendor.example'] })

export interface Words {
  readonly from?: string
  readonly to?: string
  readonly cc?: string
  readonly subject?: string
  readonly text?: string
  readonly messageId?: string | null
  /** 'Name: value' */
  readonly fields?: readonly string[]
}

let written = 0

/** A raw message; each has a Message-ID of its own unless told. */
export function mailOf({ from, to, cc, subject, text, messageId, fields = [] }: Words = {}): Buffer {
  written += 1
  const id = messageId === undefined ? `<m${written}.${process.pid}@mail.aurora.example>` : messageId
  const lines = [
    `From: ${from ?? 'Asha <asha@aurora.example>'}`,
    `To: ${to ?? support}`,
    ...(cc === undefined ? [] : [`Cc: ${cc}`]),
    `Subject: ${subject ?? 'A report is wrong'}`,
    'Date: Tue, 10 Mar 2026 05:59:00 +0000',
    ...(id === null ? [] : [`Message-ID: ${id}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...fields,
    '',
    text ?? 'The sum of the report is wrong since this morning.',
    '',
  ]
  return Buffer.from(lines.join('\r\n'), 'utf8')
}

export interface Envelope {
  readonly ip?: string | null
  readonly mailFrom?: string
  readonly rcptTo?: readonly string[]
  readonly read?: ReadMail
}

export interface MailDesk extends TestDesk {
  keep(raw: Uint8Array, envelope?: Envelope): Promise<MailId>
  /** Kept, and processed at once. */
  deliver(raw: Uint8Array, envelope?: Envelope): Promise<Processed>
  process(id: MailId, read?: ReadMail): Promise<Processed>
  /** Of the tables, as they are: counts, mostly. */
  rows<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
}

/** A desk whose partner Aurora has the domain aurora.example, and Borealis borealis.example. */
export const mailDesk = async (context: TestContext): Promise<MailDesk> => withMail(await testDesk(context))

/** The same of a desk that is there. */
export async function withMail(desk: TestDesk): Promise<MailDesk> {
  const { app, people } = desk
  await app.db.system((tx) =>
    addDomains(
      tx,
      [
        { partner: people.aurora.partner!, domain: 'aurora.example' },
        { partner: people.borealis.partner!, domain: 'borealis.example' },
      ],
      app.now(),
    ),
  )
  const keep: MailDesk['keep'] = async (raw, { ip = rightIp, mailFrom, rcptTo = [support] } = {}) => {
    const sender = mailFrom ?? /^From:.*?([^\s<]+@[^\s>]+)/im.exec(Buffer.from(raw).toString('latin1'))?.[1] ?? ''
    const id = await keepMail(app, {
      way: 'smtp',
      ip,
      helo: 'mail.example',
      mailFrom: sender,
      rcptTo,
      raw,
      ownForSeconds: 1,
    })
    if (id === null) throw new Error('It was not kept.')
    return id
  }
  const process: MailDesk['process'] = async (id, read = readWith()) => {
    const taken = await takeThis(app, id)
    if (taken === null) throw new Error('It is not there to be taken.')
    return processMail(app, read, taken)
  }
  return {
    ...desk,
    keep,
    process,
    deliver: async (raw, envelope = {}) => process(await keep(raw, envelope), envelope.read),
    rows: (text, values = []) => app.db.system((tx) => tx.call({ name: text.slice(0, 60), text }, values)),
  }
}
