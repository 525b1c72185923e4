/** `desk mail parse`: raw messages → what the desk reads in each, one line a file (B1, A5). */
import { open } from 'node:fs/promises'
import { readMail, type MailRead } from '../channels/mail/read.ts'
import type { Mail } from '../channels/mail/mail.ts'
import { mailLimits } from '../channels/mail/tree.ts'
import { readArgs } from './args.ts'
import type { Run } from './command.ts'
import { whyUnreadable, wholeInput } from './file-input.ts'
import type { ExitStatus, Io } from './io.ts'
import { UsageError } from './problem.ts'
import { policyInFiles, settingsOf } from './settings.ts'

export const run: Run = async (args, io) => {
  const { rest, values } = readArgs(args, { own: { type: 'string', multiple: true } })
  if (rest.length === 0) throw new UsageError('FILE is missing.')
  const policy = await policyInFiles(io)
  const ownDomains = [...ownDomainsOf(settingsOf(io).publicUrl), ...[values['own'] ?? []].flat().map(String)]
  let status: ExitStatus = 0
  for (const file of rest) {
    const read = await readFileAsMail(file, io, (raw) => readMail(raw, { policy, ownDomains }))
    if (!read.ok) status = 1
    if (!(await io.output.line({ file, ...(read.ok ? lineOf(read.mail) : wrongLine(read.message)) }))) return status
  }
  return status
}

/** Message-IDs of ours end with the host that people know us by. */
export const ownDomainsOf = (publicUrl: string | null): readonly string[] =>
  publicUrl === null ? [] : [new URL(publicUrl).hostname]

async function readFileAsMail(file: string, io: Io, read: (raw: Uint8Array) => MailRead): Promise<MailRead> {
  try {
    return read(file === '-' ? await wholeInput(io, mailLimits.bytes) : await bytesOf(file))
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    // A mistake of ours costs this message its line, never the others theirs.
    const message = 'code' in thrown ? whyUnreadable(file, thrown) : `It could not be read (${thrown.message}).`
    return { ok: false, message }
  }
}

/** One byte more than is read: enough to know that there is too much. */
async function bytesOf(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size <= mailLimits.bytes) return await handle.readFile()
    const begin = Buffer.alloc(mailLimits.bytes + 1)
    await handle.read(begin, 0, begin.length, 0)
    return begin
  } finally {
    await handle.close()
  }
}

const lineOf = ({ attachments, auto, template, ...mail }: Mail) => ({
  ...mail,
  attachments: attachments.map(({ name, type, content }) => ({ name, type, bytes: content.length })),
  auto,
  template,
  error: null,
})

/** The same fields as any other line, so that whoever reads them finds them all. */
const wrongLine = (error: string) => ({
  messageId: null,
  inReplyTo: null,
  references: [],
  from: null,
  to: [],
  cc: [],
  subject: null,
  date: null,
  text: null,
  reply: null,
  html: null,
  attachments: [],
  auto: null,
  template: null,
  error,
})
