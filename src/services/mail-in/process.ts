/** Mail is processed from the store, each by itself: what fails waits and is tried again, and then parked for a person (G1). */
import { hash } from 'node:crypto'
import type { Instant } from '../../domain/kernel.ts'
import { listen, type Listener } from '../../storage/listen.ts'
import {
  endUnread,
  failMail,
  mostBytesTaken,
  putMailBack,
  takeMail,
  takeMails,
  type MailId,
  type MailOutcome,
  type TakenMail,
} from '../../storage/mails-in.ts'
import { firstWith } from '../../storage/mails-known.ts'
import { mailChannel } from '../../storage/mail-notice.ts'
import type { App } from '../app.ts'
import { isOutage } from '../health.ts'
import { untilWritten } from '../until-written.ts'
import type { ReadMail } from './incoming.ts'
import { settle, type Settled } from './settle.ts'

export type Processed =
  | ({ readonly state: 'done'; readonly mail: MailId } & Settled)
  /** Tried again at `againAt`. */
  | { readonly state: 'received'; readonly mail: MailId; readonly error: string; readonly againAt: Instant }
  | { readonly state: 'parked'; readonly mail: MailId; readonly error: string }
  /** Somebody else has done it. */
  | { readonly state: 'gone'; readonly mail: MailId }

export type { MailOutcome }

/** Whoever takes a mail has so long; about what reading and all look-ups may take. Two who have it settle it once. */
const leaseSeconds = 30
/** Seconds until it is tried again, after the first time, the second, …; after the last it is parked. */
const againAfterSeconds = [2, 10, 60, 600]
const outageSeconds = 10
/** Names that cannot be looked up for now: it is judged only later, or after so many tries without them. */
const lookupTries = 3
const lookAgainAfterSeconds = 20

/** Calls back whenever mail was kept, on whatever node. */
export const listenToMail = (app: App, onMail: () => void): Promise<Listener> =>
  listen(app.db.connection, mailChannel, onMail)

/** Takes up to `limit` mails that are due, or fewer where they are large; `more` says that there may be others. */
export async function takeDue(
  app: App,
  limit: number,
): Promise<{ readonly mails: readonly TakenMail[]; readonly more: boolean }> {
  const at = app.now()
  const mails = await app.db.system((tx) => takeMails(tx, at, at.add({ seconds: leaseSeconds }), limit))
  const bytes = mails.reduce((sum, { raw }) => sum + raw.length, 0)
  return { mails, more: mails.length === limit || bytes >= mostBytesTaken }
}

/** Takes this one, due or not; null where it is done or parked. */
export const takeThis = (app: App, id: MailId): Promise<TakenMail | null> => {
  const until = app.now().add({ seconds: leaseSeconds })
  return app.db.system((tx) => takeMail(tx, id, until))
}

/** What became of it. Rejects only where the database does: then it is due again when its time has run out. */
export async function processMail(app: App, read: ReadMail, mail: TakenMail): Promise<Processed> {
  // Begun so often, and never ended: it takes the process with it.
  if (mail.tries > againAfterSeconds.length + 1)
    return park(app, mail, `It was begun ${mail.tries - 1} times and never came to an end.`)
  try {
    const reading = await read(mail, app.policies.current())
    if (!reading.ok) return await parkUnread(app, mail, reading.message)
    const { incoming } = reading
    if (incoming.identity.unanswered && mail.way !== 'cli' && mail.tries < lookupTries)
      return await putOff(app, mail, 'Its sender’s domain could not be looked up.', lookAgainAfterSeconds * mail.tries)
    const settled = await app.db.system((tx) => settle(app, tx, mail, incoming))
    return settled === null ? { state: 'gone', mail: mail.id } : { state: 'done', mail: mail.id, ...settled }
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown)
    if (isOutage(thrown)) return putBack(app, mail, error)
    const seconds = againAfterSeconds[mail.tries - 1]
    return seconds === undefined ? park(app, mail, error) : putOff(app, mail, error, seconds)
  }
}

/** What nobody can read is the same where every byte of it is. */
async function parkUnread(app: App, mail: TakenMail, error: string): Promise<Processed> {
  const { id } = mail
  const bytes = hash('sha256', mail.raw, 'buffer')
  return app.db.system(async (tx): Promise<Processed> => {
    const first = await firstWith(tx, bytes, id)
    if (first.id === id) {
      await failMail(tx, id, error, app.now(), null)
      return { state: 'parked', mail: id, error }
    }
    const because = [{ rule: 'G1', words: 'The same bytes came before.' }]
    const copy = { outcome: 'duplicate', because, ticket: null, message: null } as const
    await endUnread(tx, id, { ...copy, at: app.now() })
    return { state: 'done', mail: id, ...copy }
  })
}

async function park(app: App, { id }: TakenMail, error: string): Promise<Processed> {
  await app.db.system((tx) => failMail(tx, id, error, app.now(), null))
  return { state: 'parked', mail: id, error }
}

/** While the database cannot work nothing is counted against a mail: however long that lasts, none is parked for it. */
async function putBack(app: App, mail: TakenMail, error: string): Promise<Processed> {
  const againAt = app.now().add({ seconds: outageSeconds })
  await untilWritten(() => app.db.system((tx) => putMailBack(tx, mail, error, againAt)))
  return { state: 'received', mail: mail.id, error, againAt }
}

async function putOff(app: App, { id }: TakenMail, error: string, seconds: number): Promise<Processed> {
  const againAt = app.now().add({ seconds })
  await app.db.system((tx) => failMail(tx, id, error, app.now(), againAt))
  return { state: 'received', mail: id, error, againAt }
}
