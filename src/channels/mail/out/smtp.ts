/** Hands letters to the mail server of SMTP_URL (A5). */
import { Readable } from 'node:stream'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import type { Outcome } from '../../../domain/delivery.ts'
import type { Mail, MailServer } from '../../../services/outbox/deliver.ts'

export interface Dkim {
  readonly domain: string
  readonly selector: string
  /** PEM. */
  readonly key: string
}

export interface SmtpServer extends MailServer {
  close(): void
}

const seconds = 1_000

/** One pool of connections for a whole node. `url` is SMTP_URL, with nodemailer's own options behind its question mark. */
export function openSmtp(url: string, dkim: Dkim | null): SmtpServer {
  const transport = nodemailer.createTransport(
    {
      url,
      pool: true,
      maxConnections: 4,
      // Only what was not begun is taken up again by itself: everything else is counted and dated by us.
      maxRequeues: 1,
      connectionTimeout: 20 * seconds,
      greetingTimeout: 20 * seconds,
      dnsTimeout: 10 * seconds,
      socketTimeout: 60 * seconds,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(dkim === null ? {} : { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key } }),
    },
    {},
  )
  return {
    close: () => transport.close(),
    async send(mail) {
      try {
        const { response } = await transport.sendMail(optionsOf(mail))
        return { kind: 'sent', answer: response }
      } catch (thrown) {
        return outcomeOf(thrown)
      }
    },
  }
}

/** Headers that nodemailer writes from what else it is given. */
const written: ReadonlySet<string> = new Set(['From', 'To', 'Reply-To', 'Subject', 'Message-ID'])

function optionsOf({ content, to, replyTo, messageId, calendar, files }: Mail): SendMailOptions {
  const { from, subject, text, html, headers } = content
  return {
    from: { name: from.name, address: from.email },
    to: { name: to.name, address: to.email },
    ...(replyTo === null ? {} : { replyTo: { name: from.name, address: replyTo } }),
    // What cannot be delivered comes back to the desk's mailbox, where incoming mail is read.
    envelope: { from: from.email, to: [to.email] },
    subject,
    text,
    html,
    messageId: `<${messageId}>`,
    headers: headers.filter(([name]) => !written.has(name)).map(([key, value]) => ({ key, value })),
    attachments: files.map(({ name, type, content: read }) => ({
      filename: name,
      contentType: type,
      content: Readable.from(read()),
    })),
    ...(calendar === null
      ? {}
      : { icalEvent: { method: methodOf(calendar), content: calendar, filename: 'invitation.ics' } }),
  }
}

/** The part's method must be the object's own (RFC 6047). */
const methodOf = (calendar: string): string => /^METHOD:([A-Z-]+)\s*$/im.exec(calendar)?.[1]?.toUpperCase() ?? 'PUBLISH'

interface SmtpError extends Error {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
}

/** We are not let in, whatever the letter: it is the operator's to mend, and no letter's fault. */
const notLetIn: ReadonlySet<number> = new Set([530, 534, 535, 538])

/** Nodemailer's words where there was no conversation at all. */
const neverThere = /^(connection timeout|greeting never received)/i

/** What an error means for the letter: refused for good, refused for now, or no server at all. */
export function outcomeOf(thrown: unknown): Outcome {
  const { code = '', responseCode, response, message } = thrown as SmtpError
  const answer = (response ?? message).slice(0, 1_000)
  const aboutLetter = code === 'EENVELOPE'
  if (aboutLetter && (responseCode === undefined || !notLetIn.has(responseCode))) {
    // Without a code it is a letter that cannot be sent as it is, such as one to an address that is none.
    const forGood = responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500
    return { kind: forGood ? 'failed' : 'later', answer }
  }
  // Lost while the letter was being given: it is counted, or one that breaks every connection would be tried for ever.
  const lost = code === 'ECONNECTION' || (code === 'ETIMEDOUT' && !neverThere.test(message)) || code === 'EMESSAGE'
  return { kind: lost ? 'later' : 'no-server', answer }
}
