/** Reads a raw message: pure, bounded in what it costs, and never surprised by what strangers send (B1, A5). */
import type { Policy } from '../../domain/policy.ts'
import { addressesOf, localUser, type MailAddress } from './address.ts'
import { automaticOf } from './auto.ts'
import { clean } from './charset.ts'
import { contentsOf, type Content } from './content.ts'
import { dateOf } from './date.ts'
import { decodeWords, fieldOf, fieldsOf, rawText, structured, type Structured } from './header.ts'
import { htmlToReply, safeHtml } from './html.ts'
import type { Mail } from './mail.ts'
import { replyOf } from './reply.ts'
import { templateOf } from './template.ts'
import { mailLimits, partsOf, UnreadableMail, type MailLimits, type Part } from './tree.ts'

export interface ReadingOptions {
  /** Its form has the labels that a mail's template is read by. */
  readonly policy: Pick<Policy, 'intake' | 'requestTypes'>
  /** Domains of our own Message-IDs: what has one of them went round in a circle. */
  readonly ownDomains?: readonly string[]
  readonly limits?: MailLimits
  /** Whether its HTML says where pictures from elsewhere are (`safeHtml`). */
  readonly remotePictures?: 'left-out' | 'named'
}

export type MailRead = { readonly ok: true; readonly mail: Mail } | { readonly ok: false; readonly message: string }

/** The mail, or a sentence that says why it cannot be read. */
export function readMail(raw: Uint8Array, options: ReadingOptions): MailRead {
  try {
    return { ok: true, mail: understood(partsOf(raw, options.limits ?? mailLimits), options) }
  } catch (thrown) {
    if (thrown instanceof UnreadableMail) return { ok: false, message: thrown.message }
    throw thrown
  }
}

/** Whether it begins as mails do: the form's own labels look like fields too, but none is called so. */
export function isRawMail(bytes: Uint8Array): boolean {
  const begin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536))
    .toString('latin1')
    .trimStart()
  const head = begin.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const names = new Set(fieldsOf(head).map(({ name }) => name))
  const all = head.split(/\r?\n/).every((line) => /^([!-9;-~]+[ \t]*:|[ \t]|>?From )/.test(line))
  return (
    all && ['from', 'received', 'message-id', 'mime-version', 'return-path', 'subject'].some((name) => names.has(name))
  )
}

/** Nobody reads more of one letter; the attachments have the rest. */
const longestText = 500_000

function understood(root: Part, { policy, ownDomains = [], remotePictures = 'left-out' }: ReadingOptions): Mail {
  const charset = charsetOf(root)
  const text = (name: string): string | null => {
    const bytes = fieldOf(root.fields, name)
    return bytes === null ? null : decodeWords(rawText(bytes, charset))
  }
  const addresses = (...names: string[]): MailAddress[] =>
    names.flatMap((name) =>
      root.fields.filter((field) => field.name === name).flatMap((field) => addressesOf(rawText(field.bytes, charset))),
    )
  const content = contentsOf(root)
  const whole = clean(content.text).slice(0, longestText).trim()
  const from = senderOf(text('from'), addresses)
  const subject = clean((text('subject') ?? '').replace(/\s+/g, ' ').trim()).slice(0, 1_000)
  const messageId = idsOf(text('message-id'))[0] ?? null
  return {
    messageId,
    inReplyTo: idsOf(text('in-reply-to'))[0] ?? null,
    references: idsOf(text('references')),
    from,
    to: addresses('to'),
    cc: addresses('cc'),
    subject,
    date: dateOf(text('date') ?? ''),
    text: whole,
    reply: newestOf(content, whole),
    html: content.html === null ? null : safeHtml(clean(content.html), remotePictures),
    attachments: content.attachments,
    auto: automaticOf({
      fields: root.fields,
      from: from?.email ?? text('from') ?? '',
      name: from?.name ?? '',
      subject,
      messageId,
      text: whole.slice(0, 5_000),
      isDelivery: isDelivery(root),
      isReport: declaredType(root).value === 'multipart/report',
      ownDomains,
    }),
    template: templateOf(whole, policy),
  }
}

/** Where only HTML came, its own marks of quotation are better than any reading of lines. */
function newestOf({ html, isHtmlOnly }: Content, whole: string): string {
  const marked = isHtmlOnly && html !== null ? clean(htmlToReply(html)).slice(0, longestText) : ''
  return replyOf(marked === '' ? whole : marked)
}

/** The author; where a mail names none, whoever sent it or wants the answer. */
function senderOf(from: string | null, addresses: (...names: string[]) => MailAddress[]): MailAddress | null {
  return addresses('from', 'sender', 'reply-to', 'return-path')[0] ?? localUser(from ?? '')
}

function charsetOf(part: Part): string | null {
  const own = part.type.params.get('charset')
  if (own !== undefined) return own
  for (const each of part.parts) {
    const found = charsetOf(each)
    if (found !== null) return found
  }
  return null
}

const idsOf = (text: string | null): string[] => {
  const found = (text ?? '').match(/<[^<>\s]{1,990}>/g) ?? []
  if (found.length > 0) return found.slice(0, 500)
  return (text ?? '')
    .split(/\s+/)
    .filter((each) => /^[^\s<>@]{1,500}@[^\s<>@]{1,490}$/.test(each))
    .map((id) => `<${id}>`)
    .slice(0, 500)
}

/** What a part says it is, although it may have come without its parts. */
const declaredType = (part: Part): Structured => structured(fieldOf(part.fields, 'content-type'))

/** RFC 3464 and 5965: reports of what became of a mail, and of what its reader thinks of it. */
function isDelivery(part: Part): boolean {
  const { value, params } = declaredType(part)
  if (value === 'multipart/report') {
    const kind = (params.get('report-type') ?? '').toLowerCase()
    if (kind !== 'disposition-notification') return true
  }
  if (/^message\/(delivery-status|global-delivery-status|feedback-report)$/.test(value)) return true
  return part.parts.some(isDelivery)
}
