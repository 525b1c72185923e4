/** Words of a message, and files, taken out for good (G2, G3, decision 38). */
import type { MessageId, TicketId } from '../../domain/kernel.ts'
import { Passages, redactionMark, shortestPassage, weightOf, type RedactionFact } from '../../domain/redaction.ts'
import { asProgram } from '../../storage/as-program.ts'
import { attachmentById, type AttachmentId } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import {
  messageToRedact,
  redactMessage,
  removeAttachment,
  saidElsewhere,
  type NewRedaction,
  type RedactedMessage,
} from '../../storage/redactions.ts'
import { keepMailCopy, mailsOfTicket } from '../../storage/redacted-copies.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { Actor, App } from '../app.ts'
import { decides } from '../escalation/escalations.ts'
import { once, type Once } from '../once.ts'
import { notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import { carryOut, staffOnly, type Acted } from '../tickets/carry-out.ts'
import { readView } from '../tickets/reading.ts'
import type { TicketView } from '../tickets/view.ts'
import { rawInstead, takeFromCopies } from './copies.ts'
import { ofReason, redactionMistakes, type Reasoned } from './mistakes.ts'

export type NewRedactionAsked = Reasoned &
  (
    | { readonly what: 'passages'; readonly message: string; readonly passages: readonly string[] }
    | { readonly what: 'message'; readonly message: string }
    | { readonly what: 'file'; readonly file: string }
  )

/** Where a passage stands still, and cannot be taken out of from here; `message` where it is another one of the ticket. */
export interface Remains {
  readonly where: 'subject' | 'history' | 'message'
  readonly message: string | null
  readonly words: string
}

export interface Redacted {
  readonly ticket: TicketView
  /** Absent for a file. */
  readonly remains: Remains[]
}

const leadOnly = notAllowed('A lead, a manager or an administrator redacts: ask one of them.')

/** POST /tickets/{id}/redactions. What is gone already is gone: asked for twice, it is done once. */
export function redact(
  app: App,
  actor: Actor,
  id: TicketId,
  given: NewRedactionAsked,
  asked: Once | null,
): Acted<Redacted> {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if (!decides(actor)) return leadOnly
    // Nobody writes on it meanwhile: two that redact follow each other.
    if ((await lockTicket(tx, id)) === null) return notFound('ticket')
    return given.what === 'file' ? removeFile(app, tx, actor, id, given) : redactWords(app, tx, actor, id, given)
  })
}

const wanted = (app: App, ticket: TicketId, { reason, because = '' }: Reasoned): NewRedaction => ({
  id: app.newId<'redaction'>(),
  ticket,
  reason,
  because: because.trim(),
  at: app.now(),
})

async function redactWords(
  app: App,
  tx: Tx,
  actor: Actor,
  ticket: TicketId,
  given: Exclude<NewRedactionAsked, { what: 'file' }>,
): Promise<Answer<Redacted>> {
  const message = await messageToRedact(tx, ticket, given.message)
  if (message === null) return wrongFields([{ field: 'message', message: 'There is no such message on this ticket.' }])
  const isWhole = given.what === 'message'
  if (isWhole && message.body === redactionMark) return nothingNew(app, tx, ticket)
  const mistakes = redactionMistakes(message.body, isWhole ? null : given.passages, given)
  if (mistakes.length > 0) return wrongFields(mistakes)

  const passages = isWhole ? allOf(message) : new Passages(given.passages)
  const row = wanted(app, ticket, given)
  await redactMessage(tx, row, message, isWhole ? redactionMark : passages.takenFrom(message.body))
  await asProgram(tx, (own) => takeFromCopies(own, { ticket, message, passages, isWhole, at: row.at }))
  const done = await noted(app, tx, actor, row, {
    kind: 'message-redacted',
    message: message.id,
    passages: isWhole ? null : new Set(given.passages.map((each) => each.trim())).size,
    internal: message.visibility === 'internal',
  })
  if (!done.ok) return done
  return { ok: true, value: { ticket: done.value, remains: await remainsOf(tx, message, passages, isWhole) } }
}

/** What copies of a whole message are found by; one of a letter or two is found by its own copies alone. */
const allOf = ({ body }: RedactedMessage): Passages =>
  new Passages(weightOf(body) < shortestPassage ? [] : [body], { asWords: true })

async function removeFile(
  app: App,
  tx: Tx,
  actor: Actor,
  ticket: TicketId,
  given: Extract<NewRedactionAsked, { what: 'file' }>,
): Promise<Answer<Redacted>> {
  const file = await attachmentById(tx, given.file)
  const message = file?.message == null ? null : await messageToRedact(tx, ticket, file.message)
  if (file === null || message === null)
    return wrongFields([{ field: 'file', message: 'There is no such file on a message of this ticket.' }])
  if (file.state === 'removed') return nothingNew(app, tx, ticket)
  if (file.state !== 'kept')
    return wrongFields([{ field: 'file', message: 'Nothing of this file was kept: there is nothing to remove.' }])
  const mistakes = ofReason('', [], given)
  if (mistakes.length > 0) return wrongFields(mistakes)

  const row = wanted(app, ticket, given)
  await removeAttachment(tx, row, file.id)
  await asProgram(tx, (own) => fromRawMail(own, ticket, message.id, file.id, row.at))
  const done = await noted(app, tx, actor, row, {
    kind: 'attachment-redacted',
    message: message.id,
    attachment: file.id,
    internal: message.visibility === 'internal',
  })
  return done.ok ? { ok: true, value: { ticket: done.value, remains: [] } } : done
}

/** The mail that it came with has its bytes too. */
async function fromRawMail(
  tx: Tx,
  ticket: TicketId,
  message: MessageId,
  file: AttachmentId,
  at: NewRedaction['at'],
): Promise<void> {
  for (const mail of await mailsOfTicket(tx, ticket, message))
    if (mail.isOfMessage || mail.contents?.parts.some(({ attachment }) => attachment === file))
      await keepMailCopy(tx, mail, Buffer.from(rawInstead(at)))
}

type What<Fact> = Fact extends RedactionFact ? Omit<Fact, 'redaction' | 'reason' | 'because'> : never

/** In the ticket's history; a partner sees it of what it could read. */
async function noted(
  app: App,
  tx: Tx,
  actor: Actor,
  { id, ticket, reason, because, at }: NewRedaction,
  what: What<RedactionFact>,
): Promise<Answer<TicketView>> {
  const fact: RedactionFact = { ...what, redaction: id, reason, because }
  const done = await carryOut(app, tx, actor, ticket, at, () => ({
    ok: true,
    value: { command: { kind: 'redact', fact } },
  }))
  return done.ok ? { ok: true, value: done.value.ticket } : done
}

async function nothingNew(app: App, tx: Tx, ticket: TicketId): Promise<Answer<Redacted>> {
  const view = await readView(app, tx, ticket)
  return view.ok ? { ok: true, value: { ticket: view.value, remains: [] } } : view
}

/** Lines of a ledger cannot be changed by anybody (G2): it is said where they hold a passage. */
async function remainsOf(
  tx: Tx,
  { id, ticket, subject }: RedactedMessage,
  passages: Passages,
  isWhole: boolean,
): Promise<Remains[]> {
  const { messages, facts } = await saidElsewhere(tx, ticket, id)
  const isInSubject = passages.isIn(subject)
  const isInHistory = facts.some(
    ({ kind, data }) =>
      passages.areIn(kind === 'opened' ? withoutSubject(data) : data) ||
      // Each field that was filled in stands there by itself.
      (isWhole && kind === 'details-supplied' && (data as { readonly message?: unknown }).message === id),
  )
  return [
    ...(isInSubject
      ? [
          {
            where: 'subject',
            message: null,
            words: 'It stands in the subject still, which cannot be changed.',
          } as const,
        ]
      : []),
    ...(isInHistory
      ? [
          {
            where: 'history',
            message: null,
            words: 'It stands in the history still, in a reason or a field that was filled in: that cannot be changed.',
          } as const,
        ]
      : []),
    ...messages.flatMap(({ id: other, body }) =>
      passages.isIn(body)
        ? [
            {
              where: 'message',
              message: other,
              words: 'It stands in another message of this ticket: redact that too.',
            } as const,
          ]
        : [],
    ),
  ]
}

/** Of the opening's line: said by itself. */
function withoutSubject(data: unknown): unknown {
  const { request, ...rest } = data as { readonly request: Readonly<Record<string, unknown>> }
  const { subject: _subject, ...others } = request
  return { ...rest, others }
}
