/** A raw mail as processing wants it: read, its author tested, its request understood. Decides nothing (A5, A7). */
import type { MailName } from '../../domain/mail/identity.ts'
import type { ReadMail } from '../../services/mail-in/incoming.ts'
import type { MailAddress } from './address.ts'
import { fingerprintOf } from './fingerprint.ts'
import { identify } from './identity.ts'
import type { ReadMailText } from './read-beside.ts'
import { readMail } from './read.ts'
import { reportOf } from './report.ts'
import { requestOf } from './request.ts'
import type { Resolver } from './resolver.ts'
import type { MailLimits } from './tree.ts'

export interface Surroundings {
  /** As the server introduces itself. */
  readonly name: string
  readonly resolver: Resolver
  /** Domains of our own Message-IDs: what has one of them went round in a circle. */
  readonly ownDomains: readonly string[]
  /** Default: at once, while everybody else waits. */
  readonly readText?: ReadMailText
}

/** Narrower than what is read on the command line: other mails wait meanwhile. */
export const processingLimits: MailLimits = {
  bytes: 64_000_000,
  headBytes: 1_000_000,
  parts: 1_000,
  depth: 50,
  time: 5_000,
}

export const incomingReader =
  ({ name, resolver, ownDomains, readText = readAtOnce }: Surroundings): ReadMail =>
  async (taken, policy) => {
    const { raw, ip, helo, mailFrom, receivedAt } = taken
    const read = await readText(raw, { policy, ownDomains, limits: processingLimits, remotePictures: 'named' })
    if (!read.ok) return { ok: false, message: read.message }
    const { mail } = read
    const { trustedServers, trustedSealers = [] } = policy.mail
    const identity = await identify(raw, { ip, helo, mailFrom, resolver, mta: name, trustedServers, trustedSealers })
    const day = receivedAt.toZonedDateTimeISO('UTC').toPlainDate().toString()
    const { form, findings } = requestOf(mail, policy, taken.mailboxes[0]?.desk ?? null)
    return {
      ok: true,
      incoming: {
        messageId: mail.messageId,
        inReplyTo: mail.inReplyTo,
        references: mail.references,
        from: mail.from === null ? null : named(mail.from),
        to: mail.to.map(named),
        cc: mail.cc.map(named),
        subject: mail.subject,
        date: mail.date,
        text: mail.text,
        reply: mail.reply,
        html: mail.html,
        automatic: mail.auto,
        report: reportOf(raw),
        form: { ...form, description: form.description.trim() === '' ? wordless : form.description },
        findings,
        parts: mail.attachments,
        identity,
        ...fingerprintOf(raw, mail.messageId, day),
      },
    }
  }

const readAtOnce: ReadMailText = (raw, options) => Promise.resolve(readMail(raw, options))
const wordless = 'This mail has no words of its own.'
const named = ({ name, email }: MailAddress): MailName => ({ name, email: email.toLowerCase() })
