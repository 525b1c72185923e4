/** A mail server for tests: it takes what comes, or says what it is told to say. */
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'

export interface Caught {
  readonly mailFrom: string
  readonly rcptTo: readonly string[]
  /** As it came. */
  readonly raw: Buffer
}

export interface MailCatcher {
  /** For SMTP_URL. */
  readonly url: string
  /** What was taken, in order. */
  readonly mails: Caught[]
  /** Decides about each: nothing takes it, a number refuses it with that code, 'hang up' breaks the connection in the middle. */
  onRecipient: (address: string) => number | null
  onData: (address: string) => number | 'hang up' | 'take, then hang up' | null
  close(): Promise<void>
}

export async function mailCatcher(context: TestContext): Promise<MailCatcher> {
  const mails: Caught[] = []
  const refusal = (responseCode: number): Error =>
    Object.assign(new Error(responseCode >= 500 ? 'no such user here' : 'come back later'), { responseCode })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    // Nobody waits for connections that a pool keeps open.
    closeTimeout: 50,
    onRcptTo({ address }, _session, done) {
      const code = catcher.onRecipient(address)
      done(code === null ? null : refusal(code))
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      const address = session.envelope.rcptTo[0]?.address ?? ''
      const verdict = catcher.onData(address)
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const mailFrom = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
        const rcptTo = session.envelope.rcptTo.map((each) => each.address)
        const taken = { mailFrom, rcptTo, raw: Buffer.concat(parts) }
        if (verdict === null || verdict === 'take, then hang up') mails.push(taken)
        if (verdict === 'hang up' || verdict === 'take, then hang up') {
          for (const connection of server.connections) connection._socket.destroy()
          return
        }
        done(verdict === null ? null : refusal(verdict))
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as { port: number }
  let closed: Promise<void> | undefined
  const catcher: MailCatcher = {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    onRecipient: () => null,
    onData: () => null,
    close: () => (closed ??= new Promise((resolve) => server.close(() => resolve()))),
  }
  context.after(() => catcher.close())
  return catcher
}
