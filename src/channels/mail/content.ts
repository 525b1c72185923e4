/** What the parts of a mail come to: its text, its HTML, and what is attached. */
import { decodeText } from './charset.ts'
import { decodeWords, fieldOf, fieldsOf, rawText } from './header.ts'
import { htmlToText, textToHtml } from './html.ts'
import type { MailAttachment } from './mail.ts'
import { unwrapTnef } from './tnef.ts'
import { contentOf, type Part } from './tree.ts'
import { uuencodedIn } from './uuencode.ts'

export interface Content {
  readonly text: string
  /** As it came: not safe. */
  readonly html: string | null
  /** Nothing of it came as text. */
  readonly isHtmlOnly: boolean
  readonly attachments: readonly MailAttachment[]
}

/** One stretch of the letter, in one or both forms. */
interface Stretch {
  readonly text: string | null
  readonly html: string | null
}

export function contentsOf(root: Part): Content {
  const attachments: MailAttachment[] = []
  const stretches = stretchesOf(root, attachments)
  const text = stretches.map(({ text, html }) => (text !== null && text.trim() !== '' ? text : htmlToText(html ?? '')))
  const html = stretches.some((stretch) => stretch.html !== null)
    ? stretches.map((stretch) => stretch.html ?? textToHtml(stretch.text ?? '')).join('\n')
    : null
  return {
    text: text.filter((each) => each.trim() !== '').join('\n\n'),
    html,
    isHtmlOnly: stretches.every((stretch) => (stretch.text ?? '').trim() === ''),
    attachments: numbered(attachments),
  }
}

function stretchesOf(part: Part, attachments: MailAttachment[]): Stretch[] {
  const { value } = part.type
  if (value === 'multipart/alternative') {
    const found = part.parts.flatMap((each) => stretchesOf(each, attachments))
    if (found.length === 0) return []
    const join = (list: (string | null)[], between: string): string | null => {
      const given = list.filter((each) => each !== null)
      return given.length === 0 ? null : given.join(between)
    }
    return [
      {
        text: join(
          found.map(({ text }) => text),
          '\n\n',
        ),
        html: join(
          found.map(({ html }) => html),
          '\n',
        ),
      },
    ]
  }
  if (part.parts.length > 0) return part.parts.flatMap((each) => stretchesOf(each, attachments))
  const name = nameOf(part)
  const attached = part.disposition.value === 'attachment' || name !== null
  if (
    !attached &&
    (value === 'text/plain' || value === '' || value === 'text' || value === 'text/html' || value === 'text/enriched')
  ) {
    const words = textOf(part)
    if (value === 'text/html') return [{ text: null, html: words }]
    const { text, files } = uuencodedIn(words)
    for (const { name: file, bytes } of files)
      attachments.push({
        name: safeName(file) ?? '',
        type: 'application/octet-stream',
        content: bytes,
        contentId: null,
      })
    return [{ text, html: null }]
  }
  return attach(part, name, attachments)
}

/** The part's text, its lines ended by LF. */
function textOf(part: Part): string {
  const charset = part.type.params.get('charset') ?? null
  const text = decodeText(contentOf(part), charset).replace(/\r\n?/g, '\n')
  return part.type.params.get('format')?.toLowerCase() === 'flowed' ? unflowed(text, part) : text
}

/** RFC 3676: lines that end with a space go on in the next; a signature's separator does not. */
function unflowed(text: string, part: Part): string {
  const cut = part.type.params.get('delsp')?.toLowerCase() === 'yes' ? -1 : undefined
  const lines: string[] = []
  let open = false
  for (const raw of text.split('\n')) {
    const line = raw.startsWith(' ') ? raw.slice(1) : raw
    const depth = (each: string): number => /^>*/.exec(each)?.[0].length ?? 0
    const before = lines.at(-1)
    if (open && before !== undefined && depth(before) === depth(line) && line !== '-- ')
      lines[lines.length - 1] = before.slice(0, cut) + line.replace(/^>+ ?/, '')
    else lines.push(line)
    open = line.endsWith(' ') && line !== '-- ' && line !== '> -- '
  }
  return lines.join('\n')
}

function attach(part: Part, name: string | null, attachments: MailAttachment[]): Stretch[] {
  const type = part.type.value === '' ? 'application/octet-stream' : part.type.value
  const content = contentOf(part)
  const tnef = type === 'application/ms-tnef' || name?.toLowerCase() === 'winmail.dat' ? unwrapTnef(content) : null
  if (tnef !== null) {
    for (const file of tnef.files)
      attachments.push({
        name: safeName(file.name) ?? '',
        type: 'application/octet-stream',
        content: file.bytes,
        contentId: null,
      })
    return tnef.text === null ? [] : [{ text: decodeText(tnef.text, null), html: null }]
  }
  const contentId = fieldOf(part.fields, 'content-id')?.replace(/^<|>$/g, '') ?? null
  const isTwice = isCalendar(type) && attachments.some((each) => isCalendar(each.type) && content.equals(each.content))
  if (!isTwice) attachments.push({ name: name ?? defaultName(type, content), type, content, contentId })
  return []
}

/** Calendars send an invitation as an alternative for programs and once more as a file for people: it is one. */
const isCalendar = (type: string): boolean => type === 'text/calendar' || type === 'application/ics'

function nameOf({ type, disposition }: Part): string | null {
  return safeName(disposition.params.get('filename') ?? type.params.get('name') ?? '')
}

/** Nothing of a path, nothing that a file system or a terminal takes amiss. */
function safeName(name: string): string | null {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]/gu, '').trim()
  return plain === '' || /^\.+$/.test(plain) ? null : [...plain].slice(-200).join('')
}

const endings: Readonly<Record<string, string>> = {
  'text/calendar': 'invite.ics',
  'text/plain': 'text.txt',
  'text/html': 'text.html',
  'image/jpeg': 'picture.jpg',
  'image/png': 'picture.png',
  'image/gif': 'picture.gif',
  'application/pdf': 'document.pdf',
  'message/delivery-status': 'delivery-status.txt',
  'text/rfc822-headers': 'headers.txt',
}

function defaultName(type: string, content: Buffer): string {
  if (type !== 'message/rfc822') return endings[type] ?? ''
  const subject = fieldOf(fieldsOf(content.toString('latin1', 0, 65_536).split(/\n\r?\n/)[0] ?? ''), 'subject')
  return `${safeName(decodeWords(rawText(subject ?? '', null)).replace(/[/\\]/g, '-')) ?? 'message'}.eml`
}

/** Whoever has no name is numbered. */
const numbered = (list: readonly MailAttachment[]): MailAttachment[] =>
  list.map((each, index) => (each.name === '' ? { ...each, name: `attachment-${index + 1}` } : each))
