/**
 * The receiving SMTP server (A5, G1): takes mail for the desks' mailboxes and nobody else, and says that it has it only when it
 * is committed. What a mail is, is found out afterwards.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { App } from '../../services/app.ts'
import { isTold } from '../../services/health.ts'
import { keepMail, mailboxFor } from '../../services/mail-in/keep.ts'
import type { TlsPair } from './own-certificate.ts'
import { paceOf } from './pace.ts'

export interface SmtpOptions {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  /** As it introduces itself. */
  readonly name: string
  readonly tls: TlsPair
  /** Hears, in sentences, what goes wrong. */
  readonly tell: (message: string) => void
  readonly limits?: Partial<SmtpLimits>
}

export interface SmtpLimits {
  /** Bytes of one mail, as it travels. */
  readonly size: number
  /** Bytes of mails that are on their way in, together. */
  readonly underWay: number
  readonly connections: number
  readonly connectionsOfOne: number
  /** Mails of one address: a relay in front of us sends everybody's. */
  readonly mailsPerMinute: number
  readonly recipients: number
  /** Recipients that were refused, before a connection is ended. */
  readonly refused: number
  /** Milliseconds without a word. */
  readonly silence: number
}

export const smtpLimits: SmtpLimits = {
  size: 36_700_160,
  underWay: 268_435_456,
  connections: 200,
  connectionsOfOne: 50,
  mailsPerMinute: 3_000,
  recipients: 100,
  refused: 10,
  silence: 60_000,
}

export interface Receiving {
  readonly host: string
  readonly port: number
  /** Takes no more, and waits a moment for those that are under way. */
  stop(): Promise<void>
}

/** Rejects where it cannot listen there. */
export async function receiveMail(app: App, options: SmtpOptions): Promise<Receiving> {
  const limits = { ...smtpLimits, ...options.limits }
  const pace = paceOf(limits.mailsPerMinute)
  const connections = new Map<string, number>()
  const refusedIn = new Map<string, number>()
  let bytesUnderWay = 0
  let outage: string | null = null

  const collected = async (stream: SMTPServerDataStream): Promise<Buffer> => {
    const pieces: Buffer[] = []
    let size = 0
    let isCrowded = false
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        size += piece.length
        bytesUnderWay += piece.length
        isCrowded ||= bytesUnderWay > limits.underWay
        // The rest is read and let go: the sender is told at its end.
        if (size > limits.size || isCrowded) pieces.length = 0
        else pieces.push(piece)
      }
      if (size > limits.size) throw answer(552, `This mail is larger than ${limits.size} bytes: send it in parts.`)
      if (isCrowded) throw answer(452, 'There is too much mail under way: try again in a while.')
      return Buffer.concat(pieces)
    } finally {
      bytesUnderWay -= size
    }
  }

  const keep = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    const raw = await collected(stream)
    const { mailFrom, rcptTo } = session.envelope
    try {
      const id = await keepMail(app, {
        way: 'smtp',
        ip: session.remoteAddress,
        helo: session.hostNameAppearsAs || null,
        mailFrom: mailFrom === false ? '' : mailFrom.address,
        rcptTo: rcptTo.map(({ address }) => address),
        raw,
      })
      outage = null
      return `Kept as ${id}.`
    } catch (thrown) {
      const said = `Mail could not be kept, and was not taken: ${String(thrown)}`
      if (said !== outage && !isTold(thrown)) options.tell(said)
      outage = said
      throw answer(452, 'Mail cannot be kept here for now: try again in a while.')
    }
  }

  const server = new SMTPServer({
    ...options.tls,
    name: options.name,
    banner: 'Partner Desk',
    size: limits.size,
    maxClients: limits.connections,
    socketTimeout: limits.silence,
    closeTimeout: 3_000,
    disabledCommands: ['AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onConnect({ id, remoteAddress }, done) {
      const open = (connections.get(remoteAddress) ?? 0) + 1
      if (open > limits.connectionsOfOne) return done(answer(421, 'There are too many connections of yours: end one.'))
      connections.set(remoteAddress, open)
      refusedIn.set(id, 0)
      done()
    },
    onClose({ id, remoteAddress }) {
      if (!refusedIn.delete(id)) return
      const open = (connections.get(remoteAddress) ?? 1) - 1
      if (open > 0) connections.set(remoteAddress, open)
      else connections.delete(remoteAddress)
    },
    onMailFrom(_from, { remoteAddress }, done) {
      if (pace.mayGoOn(remoteAddress)) done()
      else done(answer(451, 'That is more mail than is taken at once: try again in a while.'))
    },
    onRcptTo({ address }, { id, envelope }, done) {
      if (envelope.rcptTo.length >= limits.recipients) return done(answer(452, 'There are too many recipients.'))
      if (mailboxFor(app, address) !== null) return done()
      const refused = (refusedIn.get(id) ?? 0) + 1
      refusedIn.set(id, refused)
      if (refused > limits.refused)
        return done(answer(421, 'You are guessing: come back with an address that there is.'))
      done(answer(550, 'There is no such mailbox here.'))
    },
    onData(stream, session, done) {
      keep(stream, session).then(
        (said) => done(null, said),
        (thrown: unknown) => done(thrown as Error),
      )
    },
  })
  // Of one connection: it is ended, and the others are served.
  server.on('error', () => undefined)
  const socket = server.listen(options.port, options.host)
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  return {
    host: options.host,
    port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const answer = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })
