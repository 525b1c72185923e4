/** A desk for tests whose letters go out and are answered: a consent that a customer is asked for, and its mails as servers send them. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { incomingReader } from '../../src/channels/mail/incoming.ts'
import type { TicketId } from '../../src/domain/kernel.ts'
import { formatMistakes, loadPolicy } from '../../src/policy/load.ts'
import { keepMail } from '../../src/services/mail-in/keep.ts'
import { processMail, takeThis, type Processed } from '../../src/services/mail-in/process.ts'
import { addressDue, deliverDue, type Mail } from '../../src/services/outbox/deliver.ts'
import { mailSettings } from '../../src/services/outbox/settings.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import { consentsOf } from '../../src/storage/consents.ts'
import { localDns } from './local-dns.ts'
import { editedFolder, zohoFolder, type Edit } from './policies.ts'
import { workflowDesk } from './runs.ts'

export const admin = 'admin@kestrel.example'
export const operations = 'partner-operations@zohocorp.com'
/** What is sent from here is sent by whom it says. */
const [rightIp, wrongIp] = ['192.0.2.1', '203.0.113.66']

const resolver = localDns(
  Object.fromEntries(
    ['kestrel.example', 'aurora.example', 'elsewhere.example'].flatMap((domain) => [
      [domain, [{ TXT: `v=spf1 ip4:${rightIp} -all` }]],
      [`_dmarc.${domain}`, [{ TXT: 'v=DMARC1; p=reject' }]],
    ]),
  ),
)

export interface MailedAnswer {
  readonly words: string
  /** Default: whom the letter was sent to. */
  readonly from?: string
  /** In the From line beside the address. */
  readonly name?: string
  /** Default: where the letter asks answers to go. */
  readonly to?: string
  /** Our letter's Message-ID, as programs refer to it; null refers to nothing. */
  readonly refersTo?: string | null
  readonly forged?: boolean
}

/** `edits`: changes of the policy that is published first. */
export async function consentByMail(context: TestContext, edits: readonly Edit[] = []) {
  const desk = await workflowDesk(context, { letters: 'queued' })
  const { app } = desk.desk
  if (edits.length > 0) {
    const loaded = await loadPolicy(await editedFolder(context, zohoFolder, edits))
    if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
    await publishPolicy(app.db, loaded.policy, null, app.now())
    await app.policies.refresh()
  }
  const opened = await desk.post('aurora', '/tickets', {
    category: 'account-changes',
    subType: 'admin-change',
    product: 'CRM',
    subject: 'New super-admin',
    description: 'Maya takes over.',
    customerEmail: admin,
    reproducible: false,
  })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const ticket = opened.body.id as TicketId
  const path = `/tickets/${ticket}`
  const customer = await desk.customerOf('aurora')
  const sent: Mail[] = []
  const settings = await mailSettings(app)
  const read = incomingReader({ name: 'mx.desk.example', resolver, ownDomains: ['desk.example'] })
  let written = 0

  /** Letters to the customer, sent until now. */
  async function letters(): Promise<readonly Mail[]> {
    await addressDue(app)
    const send = async (mail: Mail) => {
      sent.push(mail)
      return { kind: 'sent', answer: '250 OK' } as const
    }
    await deliverDue(app, { send }, settings)
    return sent.filter(({ to, content }) => to.email === admin && content.text.includes('/confirm/'))
  }

  return {
    ...desk,
    ticket,
    path,
    sentLetters: letters,
    ask: async (change = 'Make maya@kestrel.example the super-admin.') => {
      const asked = await desk.begin('agent', path, 'consent', {
        account: 'Org 60012345',
        superAdminEmail: admin,
        change,
        consentFrom: admin,
        customer,
      })
      assert.equal(asked.status, 201, JSON.stringify(asked.body))
      const letter = (await letters()).at(-1)
      assert.ok(letter !== undefined)
      return letter
    },
    /** What became of a mail that answers the letter. */
    async reply(
      letter: Mail,
      { words, from = admin, name = '', to, refersTo, forged }: MailedAnswer,
    ): Promise<Processed> {
      written += 1
      const rcpt = to ?? letter.replyTo ?? operations
      const referred = refersTo === undefined ? `<${letter.messageId}>` : refersTo
      const raw = [
        `From: ${name === '' ? from : `${name} <${from}>`}`,
        `To: ${rcpt}`,
        `Subject: Re: ${letter.content.subject}`,
        `Message-ID: <${written}.${process.pid}@mail.kestrel.example>`,
        ...(referred === null ? [] : [`In-Reply-To: ${referred}`, `References: ${referred}`]),
        'Content-Type: text/plain; charset=utf-8',
        '',
        words,
        '',
        'On Tue, 10 Mar 2026 Partner Operations wrote:',
        ...letter.content.text.split('\n').map((line) => `> ${line}`),
        '',
      ].join('\r\n')
      const id = await keepMail(app, {
        way: 'smtp',
        ip: forged === true ? wrongIp : rightIp,
        helo: 'mx.kestrel.example',
        mailFrom: from,
        rcptTo: [rcpt],
        raw: Buffer.from(raw),
        ownForSeconds: 60,
      })
      const taken = id === null ? null : await takeThis(app, id)
      assert.ok(taken !== null)
      return processMail(app, read, taken)
    },
    kept: () => app.db.system((tx) => consentsOf(tx, ticket)),
  }
}

export const outcomeOf = (done: Processed): string => (done.state === 'done' ? done.outcome : JSON.stringify(done))
export const whyOf = (done: Processed): string =>
  done.state === 'done' ? done.because.map(({ words }) => words).join('\n') : ''
