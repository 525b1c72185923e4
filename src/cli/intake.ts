/** `desk intake`: a raw request or a mail → desk, type, kind, severity, what is missing, and how deep its troubleshooting went. */
import { decodeText } from '../channels/mail/charset.ts'
import { isRawMail, readMail } from '../channels/mail/read.ts'
import { replyOf } from '../channels/mail/reply.ts'
import { requestOf, type MailRequest } from '../channels/mail/request.ts'
import { templateOf } from '../channels/mail/template.ts'
import { depthOf, type Depth } from '../domain/intake/depth.ts'
import { senderFindings } from '../domain/intake/sender.ts'
import type { Policy } from '../domain/policy.ts'
import { email, newTicket, words } from '../http/asked.ts'
import { mistakesOf } from '../http/mistakes.ts'
import { understand } from '../services/tickets/intake.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { fileInput } from './file-input.ts'
import { filter, type LineAnswer } from './filter.ts'
import { ownDomainsOf } from './mail-parse.ts'
import { requestsOrMail } from './requests-or-mail.ts'
import { policyInFiles, settingsOf } from './settings.ts'

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['FILE'], 1)
  const policy = await policyInFiles(io)
  const ownDomains = ownDomainsOf(settingsOf(io).publicUrl)
  const given = await requestsOrMail(fileInput(rest[0] ?? '-', io))
  if (given.kind === 'lines') return filter({ ...io, input: given.input }, (line) => answer(line, policy, ownDomains))
  const answered = answerMail(given.bytes, policy, ownDomains)
  await io.output.line(answered)
  return 'error' in answered ? 1 : 0
}

/** A desk that asks for no troubleshooting misses none. */
const nothingAsked: Depth = { score: 100, given: [], missing: [] }

const wrong = (field: string, message: string) => ({ error: { field: field === '' ? 'line' : field, message } })

/** The fields of POST /tickets, who sends it, and one of subject and description. */
const rawRequest = newTicket.extend({
  subject: words(300).optional(),
  description: words(50_000).optional(),
  from: email.optional(),
  sender: email.optional(),
})
const fieldNames = Object.keys(rawRequest.shape)
const reproductionNames = Object.keys(newTicket.shape.reproduction.unwrap().shape)

function answer(line: unknown, policy: Policy, ownDomains: readonly string[]): LineAnswer {
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    return wrong('line', 'Give a request or {"mail":"…"}: one JSON object a line.')
  if ('mail' in line) {
    const { mail, ...more } = line
    const [other] = Object.keys(more)
    if (other !== undefined)
      return wrong(other, 'A mail says everything itself: leave this out, or leave the mail out.')
    if (typeof mail !== 'string' || mail.trim() === '')
      return wrong('mail', 'Give the mail as text: raw, or its words.')
    return answerMail(Buffer.from(mail, 'utf8'), policy, ownDomains)
  }
  const read = rawRequest.safeParse(line, { reportInput: true })
  if (!read.success) {
    const names = (path: readonly PropertyKey[]) => (path[0] === 'reproduction' ? reproductionNames : fieldNames)
    const [mistake] = mistakesOf(read.error.issues, names)
    return wrong(mistake?.field ?? '', mistake?.message ?? 'This is no request.')
  }
  const { from, sender, subject = '', description = '', ...form } = read.data
  if (subject.trim() === '' && description.trim() === '')
    return wrong('subject', 'Say what it is about: give a subject.')
  const author = from ?? sender
  return understood(
    {
      form: { ...form, subject, description },
      findings: author === undefined ? [] : senderFindings(author, policy),
    },
    policy,
  )
}

/** UTF-16, as its mark at the beginning says. */
const isWide = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

function answerMail(bytes: Uint8Array, policy: Policy, ownDomains: readonly string[]): LineAnswer {
  if (isRawMail(bytes)) {
    const read = readMail(bytes, { policy, ownDomains })
    return read.ok ? understood(requestOf(read.mail, policy), policy) : wrong('mail', read.message)
  }
  const text = decodeText(bytes, null)
    .replace(/^\ufeff/, '')
    .slice(0, 500_000)
    .trim()
  if (text === '') return wrong('mail', 'The mail is empty.')
  if (bytes.includes(0) && !isWide(bytes))
    return wrong('mail', 'This is neither a mail nor its words: it has bytes that no text has.')
  const mail = { from: null, subject: '', text, reply: replyOf(text), auto: null, template: templateOf(text, policy) }
  return understood(requestOf(mail, policy), policy)
}

function understood({ form, findings }: MailRequest, policy: Policy): LineAnswer {
  const understanding = understand(policy, form, form.channel ?? 'api')
  if (!understanding.ok) {
    const [mistake] = understanding.wrong
    return wrong(mistake?.field ?? '', mistake?.message ?? 'This is no request.')
  }
  const { request, proposal, findings: more } = understanding.understood
  return {
    desk: request.desk,
    type: request.type,
    kind: request.kind,
    severity: proposal.severity,
    severityBecause: proposal.because,
    findings: [...findings, ...more],
    depth: depthOf(request, policy) ?? nothingAsked,
  }
}
