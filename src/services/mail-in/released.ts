/** A mail that was held is let in by a person (A7): what it brought along goes with it, and its thread is known from now on. */
import type { Tx } from '../../storage/database.ts'
import { wholeMail } from '../../storage/mail-reads.ts'
import { noteLetIn, type MailId } from '../../storage/mails-in.ts'
import { keepCopies } from '../../storage/message-copies.ts'
import type { App } from '../app.ts'
import { copiesIn } from './copies.ts'
import { releaseFiles, type PostedAs } from './files.ts'

/** In the transaction that lets it in. Nothing where the id is no mail's. */
export async function mailWasReleased(app: App, tx: Tx, id: string, posted: PostedAs): Promise<void> {
  const mail = await wholeMail(tx, id as MailId)
  if (mail?.contents == null) return
  const cc = copiesIn(app.policies.current(), mail.contents, mail.fromEmail)
  await keepCopies(tx, posted.partner, { message: posted.message, mail: mail.id, cc })
  await releaseFiles(tx, mail.id, posted)
  await noteLetIn(tx, mail.id, posted.ticket, posted.message)
}
