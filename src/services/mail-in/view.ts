/** Mail as its keepers see it: what came, what was made of it and why, and all of it where they ask (A5, A7). */
import type { TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { attachmentById, readPart, type AttachmentId } from '../../storage/attachments.ts'
import { listMails, rawMail, wholeMail, type MailFilter, type MailRow } from '../../storage/mail-reads.ts'
import { retryMail, type MailId } from '../../storage/mails-in.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { ticketBriefs } from '../../storage/ticket-briefs.ts'
import { announceMail } from '../../storage/mail-notice.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { utc } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, type Answer } from '../refusals.ts'

const rowView = (row: MailRow, numbers: ReadonlyMap<TicketId, string>) => ({
  id: row.id as string,
  receivedAt: utc(row.receivedAt),
  way: row.way as string,
  mailboxes: row.mailboxes.map(({ desk, dataCentre, address }) => ({ desk, dataCentre, address })),
  bytes: row.size,
  from: row.fromEmail === null ? null : { name: row.fromName ?? '', email: row.fromEmail },
  /** Of its envelope, where nobody has read it yet. */
  envelopeFrom: row.mailFrom,
  subject: row.subject,
  state: row.state as string,
  outcome: row.outcome as string | null,
  because: (row.because ?? []).map(({ rule, words }) => ({ rule, words })),
  automatic: row.automatic,
  ticket: row.ticket === null ? null : { id: row.ticket as string, number: numbers.get(row.ticket) ?? '' },
  held: row.held,
  tries: row.tries,
  error: row.error,
  /** When it is tried, where it waits. */
  dueAt: row.state === 'received' ? utc(row.dueAt) : null,
  settledAt: row.settledAt === null ? null : utc(row.settledAt),
})

export type MailView = ReturnType<typeof rowView>

/** The latest first. */
export function mailsIn(app: App, actor: Actor, query: MailFilter & PageRequest): Promise<Answer<Page<MailView>>> {
  return app.db.transaction(actor, async (tx) => {
    const found = await listMails(tx, query)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const numbers = await numbersOf(tx, items)
    return { ok: true, value: { items: items.map((row) => rowView(row, numbers)), nextCursor } }
  })
}

async function numbersOf(tx: Tx, rows: readonly MailRow[]): Promise<ReadonlyMap<TicketId, string>> {
  const briefs = await ticketBriefs(tx, [...new Set(rows.flatMap(({ ticket }) => ticket ?? []))])
  return new Map([...briefs].map(([id, { number }]) => [id, number]))
}

const viewOf = async (tx: Tx, id: MailId) => {
  const mail = await wholeMail(tx, id)
  if (mail === null) return null
  const { contents, identity } = mail
  return {
    ...rowView(mail, await numbersOf(tx, [mail])),
    envelope: { ip: mail.ip, helo: mail.helo, from: mail.mailFrom, to: [...mail.rcptTo] },
    messageId: mail.messageId,
    /** What proves who wrote it; null until it is processed. */
    identity:
      identity === null
        ? null
        : {
            author: identity.author,
            flaw: identity.flaw as string | null,
            proofs: identity.proofs.map(({ by, domain }) => ({ by: by as string, domain })),
            dmarc: identity.dmarc as string,
            asks: identity.asks as string | null,
            spf: identity.spf as string | null,
            unanswered: identity.unanswered,
            source: identity.source as string,
          },
    to: [...(contents?.to ?? [])],
    cc: [...(contents?.cc ?? [])],
    date: contents?.date ?? null,
    text: contents?.text ?? null,
    hasHtml: contents?.html != null,
    hasRemotePictures: contents?.html?.includes(' data-remote="') ?? false,
    files: (contents?.parts ?? []).map(({ name, bytes, attachment }) => ({
      name,
      bytes,
      attachment: attachment as string | null,
    })),
  }
}

export type WholeMailView = NonNullable<Awaited<ReturnType<typeof viewOf>>>

export function oneMail(app: App, actor: Actor, id: MailId): Promise<Answer<WholeMailView>> {
  return app.db.transaction(actor, async (tx) => {
    const view = await viewOf(tx, id)
    return view === null ? notFound('mail') : { ok: true, value: view }
  })
}

/** Whether there is one of that id for the actor. */
export const isMail = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await wholeMail(tx, id as MailId)) !== null)

export function rawOf(app: App, actor: Actor, id: MailId): Promise<Answer<Buffer>> {
  return app.db.transaction(actor, async (tx) => {
    const raw = await rawMail(tx, id)
    return raw === null ? notFound('mail') : { ok: true, value: raw }
  })
}

/** So much of a mail's own pictures is put into its page. */
const pictures = { bytes: 2_000_000, count: 30 }

/**
 * The page of a mail's HTML, to be shown in a frame that may do nothing. Its own pictures are in it; those from elsewhere only
 * where `remotePictures` asks for them, since they tell the sender who reads it, and when.
 */
export function htmlOf(app: App, actor: Actor, id: MailId, remotePictures: boolean): Promise<Answer<string>> {
  return app.db.transaction(actor, async (tx) => {
    const contents = (await wholeMail(tx, id))?.contents
    const html = contents?.html ?? null
    if (html === null) return notFound('mail with HTML')
    const own = new Map<string, string>()
    for (const { contentId, attachment, bytes } of contents?.parts ?? []) {
      if (contentId === null || attachment === null || bytes > pictures.bytes || own.size >= pictures.count) continue
      const picture = await pictureOf(tx, attachment)
      if (picture !== null) own.set(contentId, picture)
    }
    const withOwn = html.replace(/ src="cid:([^"]+)"/g, (_, cid: string) => ` src="${own.get(decoded(cid)) ?? ''}"`)
    return { ok: true, value: remotePictures ? withOwn.replaceAll(' data-remote="', ' src="') : withOwn }
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('&amp;', '&'))
  } catch {
    return text
  }
}

/** By its bytes, whatever its sender calls it; null where it is no picture that may be shown. */
async function pictureOf(tx: Tx, id: AttachmentId): Promise<string | null> {
  const file = await attachmentById(tx, id)
  if (file?.state !== 'kept' || !/^image\/(png|jpeg|gif|webp)$/.test(file.type ?? '') || file.scanned === 'infected')
    return null
  const bytes: Buffer[] = []
  for (let place = 0; ; place += 1) {
    const part = await readPart(tx, id, place)
    if (part === null) return `data:${file.type};base64,${Buffer.concat(bytes).toString('base64')}`
    bytes.push(part)
  }
}

/** POST /mail/{id}/retry: a parked one is taken up again. */
export async function retry(
  app: App,
  actor: Actor,
  id: MailId,
  asked: Once | null,
): Promise<Answer<Outcome<WholeMailView>>> {
  const done = await once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return staffOnly
    const mail = await wholeMail(tx, id)
    if (mail === null) return notFound('mail')
    if (!(await retryMail(tx, id, app.now())))
      return no({
        code: 'invalid-state',
        message: mail.state === 'done' ? 'This mail is done: it is not read twice.' : 'This mail is waiting already.',
      })
    const view = await viewOf(tx, id)
    return view === null ? notFound('mail') : { ok: true, value: view }
  })
  if (done.ok) announceMail(app.db)
  return done
}
