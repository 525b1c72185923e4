/** Mail is kept, as it came, before anything is made of it: whoever sent it is told 'taken' only then (G1). */
import { mailboxAt, mailboxesAmong, type Mailbox } from '../../domain/mail/mailboxes.ts'
import { insertMail, type MailId, type MailWay } from '../../storage/mails-in.ts'
import { announceMail } from '../../storage/mail-notice.ts'
import type { App } from '../app.ts'

export interface Arrived {
  readonly way: MailWay
  /** Null where there was no envelope. */
  readonly ip: string | null
  readonly helo: string | null
  /** '' for the empty return path. */
  readonly mailFrom: string | null
  /** Among them at least one of the desks' mailboxes. */
  readonly rcptTo: readonly string[]
  readonly raw: Uint8Array
  readonly fetchedAs?: string
  /** Whoever keeps it goes on with it by itself: others leave it alone for so many seconds. */
  readonly ownForSeconds?: number
}

export type { MailId }

/** The mailbox that an address is of; null where it is none of ours. */
export const mailboxFor = (app: App, address: string): Mailbox | null => mailboxAt(app.policies.current(), address)

/**
 * Its id once it is committed; null where the same was fetched before. Rejects where it could not be kept: then nothing was
 * taken, and its sender tries again. Throws for a mail to none of our mailboxes: whoever takes it has refused that.
 */
export async function keepMail(app: App, arrived: Arrived): Promise<MailId | null> {
  const { way, ip, helo, mailFrom, rcptTo, raw, fetchedAs = null, ownForSeconds = 0 } = arrived
  const boxes = mailboxesAmong(app.policies.current(), rcptTo)
  if (boxes.length === 0) throw new Error(`None of ${rcptTo.join(', ')} is a mailbox of ours.`)
  const mailboxes = boxes.map(({ desk, dataCentre, address }) => ({ desk, dataCentre, address }))
  const id = app.newId<'mail'>()
  const receivedAt = app.now()
  const dueAt = receivedAt.add({ seconds: ownForSeconds })
  const isNew = await app.db.system((tx) =>
    insertMail(tx, { id, receivedAt, way, mailboxes, ip, helo, mailFrom, rcptTo, raw, fetchedAs, dueAt }),
  )
  if (!isNew) return null
  if (ownForSeconds === 0) announceMail(app.db)
  return id
}
