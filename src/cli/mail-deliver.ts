/** `desk mail deliver`: raw messages as though they had just arrived, one line a file: what was made of each (A5, G1). */
import { open } from 'node:fs/promises'
import { isIP } from 'node:net'
import { mailLimits } from '../channels/mail/tree.ts'
import { mailReader } from '../mail-in.ts'
import type { App } from '../services/app.ts'
import type { ReadMail } from '../services/mail-in/incoming.ts'
import { keepMail, mailboxFor } from '../services/mail-in/keep.ts'
import { processMail, takeThis } from '../services/mail-in/process.ts'
import { readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { whyUnreadable, wholeInput } from './file-input.ts'
import type { ExitStatus, Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'
import { settingsOf } from './settings.ts'

interface Envelope {
  readonly ip: string | null
  readonly mailFrom: string | null
  readonly rcptTo: readonly string[]
}

export const run: Run = async (args, io) => {
  const given = readArgs(args, {
    to: { type: 'string', multiple: true },
    from: { type: 'string' },
    ip: { type: 'string' },
  })
  if (given.rest.length === 0) throw new UsageError('FILE is missing.')
  const ip = textOf(given, 'ip') ?? null
  if (ip !== null && isIP(ip) === 0) throw new UsageError(`--ip must be an address such as 192.0.2.1, not '${ip}'.`)
  const to = [given.values['to'] ?? []].flat().map(String)
  return withApp(io, async (app) => {
    const envelope = { ip, mailFrom: textOf(given, 'from') ?? null, rcptTo: to.length > 0 ? to : [firstMailbox(app)] }
    const stranger = envelope.rcptTo.find((address) => mailboxFor(app, address) === null)
    if (stranger !== undefined)
      throw new CannotRun(`'${stranger}' is no mailbox of a desk: see desks.yaml of the policy.`)
    const read = mailReader(settingsOf(io))
    let status: ExitStatus = 0
    for (const file of given.rest) {
      const line = await deliver(app, read, { path: file, bytes: await bytesOf(file, io) }, envelope)
      if (line.error !== null) status = 1
      if (!(await io.output.line(line))) return status
    }
    return status
  })
}

/** Where nothing is said, it came to the first desk. */
function firstMailbox(app: App): string {
  const [address] = app.policies.current().desks.flatMap(({ mailboxes }) => Object.values(mailboxes))
  if (address === undefined) throw new CannotRun('The policy names no mailbox: say --to ADDRESS.')
  return address
}

const nothing = { mail: null, state: null, outcome: null, because: [], ticket: null, error: null }

interface Given {
  readonly path: string
  /** Or why there are none. */
  readonly bytes: Uint8Array | string
}

async function deliver(app: App, read: ReadMail, { path: file, bytes: raw }: Given, envelope: Envelope) {
  if (typeof raw === 'string') return { file, ...nothing, error: raw }
  // A running server is told of it, and leaves it to us.
  const mail = await keepMail(app, { way: 'cli', ...envelope, helo: null, raw, ownForSeconds: 60 })
  const taken = mail === null ? null : await takeThis(app, mail)
  if (taken === null) throw new Error(`Mail ${mail} was kept and is not there.`)
  const done = await processMail(app, read, taken)
  const { state } = done
  if (done.state !== 'done')
    return { file, ...nothing, mail, state, error: done.state === 'gone' ? 'Another process has done it.' : done.error }
  const { outcome, because, ticket } = done
  return { file, ...nothing, mail, state, outcome, because, ticket }
}

/** The bytes, or why there are none. */
async function bytesOf(file: string, io: Io): Promise<Uint8Array | string> {
  const tooLong = (size: string) => `'${file}' has ${size} bytes; at most ${mailLimits.bytes} are taken.`
  if (file === '-') {
    const bytes = await wholeInput(io, mailLimits.bytes)
    return bytes.length > mailLimits.bytes ? tooLong('too many') : bytes
  }
  try {
    await using handle = await open(file)
    const { size } = await handle.stat()
    return size > mailLimits.bytes ? tooLong(String(size)) : await handle.readFile()
  } catch (thrown) {
    return whyUnreadable(file, thrown)
  }
}
