/** Whoever processes mail is told that there is some. */
import type { Database } from './database.ts'

/** On which it is announced that there is mail to be processed. */
export const mailChannel = 'desk_mail'

const announcing = new WeakSet<Database>()

/** Tells whoever processes mail that there is some, without waiting for it; they look by themselves from time to time, too. */
export function announceMail(db: Database): void {
  // Many that come together are announced once.
  if (announcing.has(db)) return
  announcing.add(db)
  setImmediate(() => {
    announcing.delete(db)
    void db.once({ name: 'announce_mail', text: `select pg_notify('${mailChannel}', '')` }).catch(() => undefined)
  })
}
