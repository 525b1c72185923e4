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

/**
 * Milliseconds for one letter, from the greeting to the last answer. A server that falls silent is cut off long before; this
 * is for one that answers a byte at a time, for ever. Even 25 MB need no more than 1 Mbit/s for it.
 */
const longestTalk = 300 * seconds

/** Connections at once, where SMTP_URL does not say how many. */
const usualConnections = 4

/**
 * One pool of connections for a whole node. `url` is SMTP_URL, with nodemailer's own options behind its question mark.
 *
 * A talk that takes longer than `longest` is cut off, and its letter is tried again. It may have arrived: after the last of
 * its bytes and before the answer nobody knows (RFC 5321, 4.1.1.4), as with a connection that breaks there. No copy more
 * than that comes about: the connection is gone before its letter is given back, nothing is begun again by itself once a
 * letter was cut off, and `until` ends every talk while the letter is still ours, so that no other node begins one beside it.
 */
export function openSmtp(url: string, dkim: Dkim | null, longest = longestTalk): SmtpServer {
  const connections = Number(new URL(url).searchParams.get('maxConnections')) || usualConnections
  const open = () => openTransport(url, dkim, connections)
  let transport = open()
  let talks = 0
  let wasCutOff = false
  const waiting: (() => void)[] = []
  // Not the pool's own queue: how long a letter has waited there is no part of its talk.
  const turn = async (): Promise<void> => {
    if (talks >= connections) await new Promise<void>((resolve) => waiting.push(resolve))
    else talks += 1
  }
  const giveTurn = (): void => {
    const next = waiting.shift()
    if (next !== undefined) return next()
    talks -= 1
    if (talks > 0 || !wasCutOff) return
    // Whatever else that server still holds, such as a connection that waits for the end of its RSET, goes too.
    transport.close({ force: true })
    transport = open()
    wasCutOff = false
  }
  return {
    close: () => transport.close(),
    async send(mail, until) {
      await turn()
      if (until?.aborted === true) {
        giveTurn()
        return { kind: 'no-server', answer: 'The mail server was too slow with other letters.' }
      }
      const signal = AbortSignal.any([AbortSignal.timeout(longest), ...(until === undefined ? [] : [until])])
      try {
        const { response } = await transport.sendMail({ ...optionsOf(mail), signal })
        return { kind: 'sent', answer: response }
      } catch (thrown) {
        if (!signal.aborted) return outcomeOf(thrown)
        wasCutOff = true
        return { kind: 'later', answer: 'The mail server was too slow and was cut off.' }
      } finally {
        giveTurn()
      }
    },
  }
}

const openTransport = (url: string, dkim: Dkim | null, connections: number) =>
  nodemailer.createTransport(
    {
      url,
      pool: true,
      maxConnections: connections,
      // Only what was not begun is taken up again by itself: everything else is counted and dated by us.
      maxRequeues: 1,
      connectionTimeout: 20 * seconds,
      greetingTimeout: 20 * seconds,
      dnsTimeout: 10 * seconds,
      socketTimeout: 60 * seconds,
      // What is cut off is gone at once.
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(dkim === null ? {} : { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key } }),
    },
    {},
  )

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
  /** In answer to what it was said, such as 'RCPT TO'; 'API' where the server was not asked. */
  readonly command?: string
  readonly responseCode?: number
  readonly response?: string
}

/** We are not let in, whatever the letter: it is the operator's to mend, and no letter's fault. */
const notLetIn: ReadonlySet<number> = new Set([530, 534, 535, 538])

/** Nodemailer's words where there was no conversation at all. */
const neverThere = /^(connection timeout|greeting never received)/i

/** What an error means for the letter: refused for good, refused for now, or no server at all. */
export function outcomeOf(thrown: unknown): Outcome {
  const { code = '', command = '', responseCode, response, message } = thrown as SmtpError
  const answer = (response ?? message).slice(0, 1_000)
  // After DATA an answer is about the letter; without one the connection broke, and nobody knows.
  const aboutLetter =
    code === 'EENVELOPE' || (code === 'EMESSAGE' && (responseCode !== undefined || command === 'MAIL FROM'))
  if (aboutLetter && (responseCode === undefined || !notLetIn.has(responseCode))) {
    // Without a code it is a letter that cannot be sent as it is: to an address that is none, or larger than the server says it takes.
    if (responseCode !== undefined && responseCode < 500) return { kind: 'later', answer }
    const isAddress = code === 'EENVELOPE' && command !== 'MAIL FROM' && command !== 'DATA'
    return { kind: 'failed', about: isAddress ? 'address' : 'letter', answer }
  }
  // Lost while the letter was being given: it is counted, or one that breaks every connection would be tried for ever.
  const lost = code === 'ECONNECTION' || (code === 'ETIMEDOUT' && !neverThere.test(message)) || code === 'EMESSAGE'
  // A file of it that cannot be read, or a mistake of ours in writing it, is no fault of the server: the others go.
  const unreadable = code === 'ESTREAM' || code === ''
  return { kind: lost || unreadable ? 'later' : 'no-server', answer }
}
