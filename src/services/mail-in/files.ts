/** The files that come with a mail (B4): on its message where it is let in, kept beside it while it is held. */
import type { Instant, MessageId, PartnerId, TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import type { MailFile } from '../../storage/mail-reads.ts'
import type { MailId } from '../../storage/mails-in.ts'
import type { App } from '../app.ts'
import {
  attachmentsFor,
  attachTo,
  holdAttachments,
  keepAttachment,
  type AttachmentId,
} from '../attachments/attachments.ts'
import type { Incoming, MailPart } from './incoming.ts'

/** Beyond so many, they are in the raw mail alone. */
const mostFiles = 100
/** A picture within the text that is no larger is somebody's logo: it is shown with the mail, not on the ticket. */
const logoBytes = 30_000

export interface PostedAs {
  readonly ticket: TicketId
  readonly message: MessageId
  readonly partner: PartnerId
  readonly at: Instant
}

/** Who holds the files of a mail that are on no message. */
const holderOf = (mail: MailId): string => `mail:${mail}`

/** Null for a mail that is neither let in nor held: nobody asks for its files. */
export async function keepFiles(
  app: App,
  tx: Tx,
  mail: MailId,
  { parts, html }: Incoming,
  posted: PostedAs | 'held' | null,
): Promise<readonly MailFile[]> {
  const files: MailFile[] = []
  const onMessage: AttachmentId[] = []
  const beside: AttachmentId[] = []
  const partner = posted === null || posted === 'held' ? null : posted.partner
  for (const part of parts) {
    const { name, content, contentId } = part
    const isKept = posted !== null && files.length < mostFiles
    const attachment = isKept ? await keepAttachment(app, tx, { name, content, source: 'mail', partner }) : null
    if (attachment !== null) (posted === 'held' || isLogo(part, html) ? beside : onMessage).push(attachment)
    files.push({ name, bytes: content.length, contentId, attachment })
  }
  const at = app.now()
  await holdAttachments(tx, { for: holderOf(mail), partner: null, visibleTo: 'staff', at }, beside)
  if (posted !== null && posted !== 'held') {
    const { message: id, ...rest } = posted
    await attachTo(tx, { id, ...rest, visibility: 'public' }, onMessage)
  }
  return files
}

const isLogo = ({ type, content, contentId }: MailPart, html: string | null): boolean =>
  contentId !== null &&
  content.length <= logoBytes &&
  /^image\//i.test(type) &&
  html?.includes(`cid:${contentId}`) === true

/** A mail that was held is let in: its files go to the message that it has become. */
export async function releaseFiles(tx: Tx, mail: MailId, { message: id, ...rest }: PostedAs): Promise<void> {
  const files = await attachmentsFor(tx, holderOf(mail))
  await attachTo(
    tx,
    { id, ...rest, visibility: 'public' },
    files.map((file) => file.id),
  )
}
