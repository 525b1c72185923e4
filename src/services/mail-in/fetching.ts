/** Fetching from mailboxes elsewhere: what was taken, and whose turn it is. */
import { mailboxMark, markMailbox, takeTurnAt, type MailboxMark, type Turn } from '../../storage/mailboxes-read.ts'
import type { App } from '../app.ts'

export type { MailboxMark, Turn }

export const markOf = (app: App, source: string): Promise<MailboxMark | null> =>
  app.db.system((tx) => mailboxMark(tx, source))

export const keepMark = (app: App, source: string, mark: MailboxMark): Promise<void> =>
  app.db.system((tx) => markMailbox(tx, source, mark, app.now()))

/** Null where another node reads it. */
export const turnAt = (app: App, source: string): Promise<Turn | null> => takeTurnAt(app.db.connection, source)
