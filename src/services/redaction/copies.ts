/**
 * What is taken out of a message is taken out of every copy of it that this desk keeps (G3): letters, the mail that it came by, the form, what
 * was held, answers that are kept for whoever asks again. In the transaction of the redaction, by the program.
 */
import { redactionMark, type Passages } from '../../domain/redaction.ts'
import type { Finding } from '../../domain/intake/request.ts'
import { isAfter, type Instant, type TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import {
  answersNaming,
  heldOfTicket,
  keepAnswerCopy,
  keepHeldCopy,
  keepLetterCopy,
  keepMailCopy,
  keepRequestCopy,
  keepTypedCopy,
  lettersOfTicket,
  mailsOfTicket,
  requestOf,
  typedFor,
  type MailCopy,
} from '../../storage/redacted-copies.ts'
import type { RedactedMessage } from '../../storage/redactions.ts'
import { escapeHtml } from '../outbox/letter-html.ts'
import { utc } from '../instants.ts'

/** What goes: passages of a message; where `isWhole`, they are all that it says. */
export interface Taken {
  readonly ticket: TicketId
  readonly message: RedactedMessage
  readonly passages: Passages
  readonly isWhole: boolean
  readonly at: Instant
}

export async function takeFromCopies(tx: Tx, taken: Taken): Promise<void> {
  await fromLetters(tx, taken)
  await fromMails(tx, taken)
  await fromAnswers(tx, taken)
  await fromHeld(tx, taken)
  await fromTyped(tx, taken)
  if (taken.message.isFirst) await fromRequest(tx, taken)
}

async function fromLetters(tx: Tx, { ticket, message, passages, isWhole }: Taken): Promise<void> {
  for (const letter of await lettersOfTicket(tx, ticket)) {
    const { content, calendar } = letter
    const isOfIt = isWhole && letter.message === message.id
    const told = content === null ? [] : [content.subject, content.text, textOf(content.html), content.html]
    if (!isOfIt && !passages.areIn([letter.data, calendar, told])) continue
    await keepLetterCopy(tx, {
      ...letter,
      data: passages.takenFromAll(letter.data),
      calendar: calendar === null ? null : passages.takenFrom(calendar),
      content: content === null ? null : withoutWords(content),
    })

    function withoutWords(was: NonNullable<typeof content>): NonNullable<typeof content> {
      const text = isOfIt ? `${redactionMark}\n` : passages.takenFrom(was.text)
      // Its HTML was made of the text; links and quotes in it cut words apart, so it is not looked through but made anew.
      const html = `<!doctype html>\n<meta charset="utf-8">\n<pre>${escapeHtml(text)}</pre>\n`
      const subject = passages.takenFrom(was.subject)
      const headers = was.headers.map(([name, value]) => [name, name === 'Subject' ? subject : value] as const)
      // Whom it is from and to, and what it answers, is needed where it is sent again.
      return { ...was, subject, headers, text, html }
    }
  }
}

async function fromMails(tx: Tx, { ticket, message, passages, isWhole, at }: Taken): Promise<void> {
  for (const mail of await mailsOfTicket(tx, ticket, message.id)) {
    if (!mail.isOfMessage && !mayHold(mail, passages, message)) continue
    const { contents } = mail
    const isOfIt = isWhole && mail.isOfMessage
    await keepMailCopy(
      tx,
      {
        id: mail.id,
        subject: mail.subject === null ? null : passages.takenFrom(mail.subject),
        contents:
          contents === null
            ? null
            : {
                ...contents,
                text: isOfIt ? redactionMark : passages.takenFrom(contents.text),
                reply: isOfIt ? redactionMark : passages.takenFrom(contents.reply),
                // Words of HTML may be cut apart by its marks.
                html: null,
              },
      },
      Buffer.from(rawInstead(at)),
    )
  }
}

/** What a mail returns, or brings as a part, is in its bytes alone: a later report is taken to hold what is public. */
function mayHold(mail: MailCopy, passages: Passages, { visibility, at }: RedactedMessage): boolean {
  const { outcome, contents, subject, receivedAt } = mail
  const isUnread = outcome === 'bounce' || contents === null
  if (isUnread && visibility === 'public' && !isAfter(at, receivedAt)) return true
  return passages.areIn([subject, contents?.text, contents?.reply, contents?.html, textOf(contents?.html ?? '')])
}

/** In the place of a mail's bytes. */
export const rawInstead = (at: Instant): string =>
  `The bytes of this mail were removed on ${utc(at)}: something was redacted that they held.\r\n`

/** Fields of answers that hold nobody's words: a passage such as 'open' is not taken out of a status. */
const ours: ReadonlySet<string> = new Set(
  `id ticket status kind state channel desk visibility side tier country region subregion zone verdict rule field
    turn scan shows outcome promised at receivedAt createdAt updatedAt startedAt targetAt limitAt cursor sha256 level role`.split(
    /\s+/,
  ),
)

async function fromAnswers(tx: Tx, { ticket, message, passages, isWhole }: Taken): Promise<void> {
  for (const answer of await answersNaming(tx, ticket, message.id)) {
    const was: unknown = JSON.parse(answer.response)
    const masked = passages.takenFromAll(isWhole ? withoutBody(was, message.id) : was, ours)
    const response = JSON.stringify(masked)
    if (response !== answer.response) await keepAnswerCopy(tx, { ...answer, response })
  }
}

/** Wherever the message is shown, without what it says. */
function withoutBody(value: unknown, message: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutBody(each, message))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutBody(each, message)]))
  return fields['id'] === message && typeof fields['body'] === 'string' ? { ...fields, body: redactionMark } : fields
}

async function fromHeld(tx: Tx, { ticket, passages }: Taken): Promise<void> {
  for (const held of await heldOfTicket(tx, ticket))
    if (passages.areIn([held.body, held.form]))
      await keepHeldCopy(tx, {
        ...held,
        body: passages.takenFrom(held.body),
        form: ofForm(held.form, (words) => passages.takenFrom(words)),
      })
}

async function fromTyped(tx: Tx, { ticket, passages, message }: Taken): Promise<void> {
  for (const { id, typed, isSent } of await typedFor(tx, ticket, message.id))
    // Only its beginning is kept: it may end within a passage.
    if (isSent && message.isFirst) await keepTypedCopy(tx, { id, typed: redactionMark })
    else if (passages.isIn(typed)) await keepTypedCopy(tx, { id, typed: passages.takenFrom(typed) })
}

/** What somebody wrote in the form; what was chosen there, and the subject, are in the ledger. */
const written = ['description', 'troubleshooting', 'customerEmail', 'userId', 'superAdminEmail', 'customizationName']

async function fromRequest(tx: Tx, { ticket, passages, isWhole }: Taken): Promise<void> {
  const request = await requestOf(tx, ticket)
  if (request === null) return
  await keepRequestCopy(tx, ticket, {
    intake: ofForm(request.intake, (words) => (isWhole ? redactionMark : passages.takenFrom(words))),
    findings: (request.findings as readonly Finding[]).map((finding) => ({
      ...finding,
      message: passages.takenFrom(finding.message),
    })),
  })
}

function ofForm(value: unknown, without: (words: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'string'
        ? written.includes(key)
          ? without(each)
          : each
        : key === 'reproduction'
          ? ofForm(each, without)
          : each,
    ]),
  )
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** The words of HTML, roughly: enough to see whether a passage stands in it. */
const textOf = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, sign: string) => signs[sign] as string)
