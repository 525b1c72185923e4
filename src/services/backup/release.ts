/** A restored desk is let out: what it holds back goes on its way (hold.ts). */
import { endHold, holdOf, stopWaiting, waitingSince, type Hold, type Waiting } from '../../storage/hold.ts'
import type { App } from '../app.ts'

export type { Hold }

/** Null where nothing is held back. */
export const heldBack = ({ db }: Pick<App, 'db'>): Promise<Hold | null> => db.system(holdOf)

export interface Released extends Waiting {
  readonly hold: Hold
}

const because =
  'It was waiting when the backup was made from which this desk was restored: it may have gone out since. Send it again if it did not.'

/**
 * From now on letters and webhooks go out, and mailboxes are fetched from. Those that were written until the desk was restored may have been sent by
 * the desk it is a copy of: unless told to send them, they are stopped as failed. Null where nothing was held back.
 */
export const release = ({ db, now }: Pick<App, 'db' | 'now'>, sendWaiting: boolean): Promise<Released | null> =>
  db.system(async (tx) => {
    const hold = await endHold(tx, now())
    if (hold === null) return null
    const waiting = await waitingSince(tx, hold.since)
    if (!sendWaiting) await stopWaiting(tx, hold.since, now(), because)
    return { hold, ...waiting }
  })
