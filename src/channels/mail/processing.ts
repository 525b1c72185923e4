/** Keeps processing the mail that was kept, on every node: told of it at once, and looking by itself from time to time (A5, G1). */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../../services/app.ts'
import { isTold } from '../../services/health.ts'
import type { ReadMail } from '../../services/mail-in/incoming.ts'
import { listenToMail, processMail, takeDue } from '../../services/mail-in/process.ts'

export interface Processing {
  /** Waits for the mails under way. */
  stop(): Promise<void>
}

/** Milliseconds. */
const usually = 2_000
const patience = 5_000
/** Most of the time that a mail takes it waits for names to be looked up. */
const atOnce = 12

/** `lookEvery`: milliseconds between looks, though nobody told of any mail. */
export async function keepProcessingMail(
  app: App,
  read: ReadMail,
  tell: (message: string) => void,
  lookEvery = usually,
): Promise<Processing> {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let wake = Promise.withResolvers<void>()
  const listener = await listenToMail(app, () => wake.resolve())

  const one = async (mail: Parameters<typeof processMail>[2]): Promise<void> => {
    try {
      const done = await processMail(app, read, mail)
      if (done.state === 'parked') tell(`Mail ${mail.id} is parked: ${done.error}`)
    } catch (thrown) {
      if (!isTold(thrown)) tell(`Mail ${mail.id} is tried again later: ${String(thrown)}`)
    }
  }

  /** Whether there may be more. */
  const sweep = async (): Promise<boolean> => {
    const room = atOnce - underWay.size
    if (room > 0) {
      const { mails, more } = await takeDue(app, room)
      for (const mail of mails) {
        const work = one(mail).finally(() => underWay.delete(work))
        underWay.add(work)
      }
      if (!more) return false
    }
    await Promise.race([...underWay, aborted])
    return true
  }

  const aborted = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()))
  const run = async (): Promise<void> => {
    let wait = lookEvery
    while (!stopping.signal.aborted) {
      // Told of while it looks: then it looks once more.
      wake = Promise.withResolvers()
      try {
        while (!stopping.signal.aborted && (await sweep()));
        wait = lookEvery
      } catch (thrown) {
        if (wait === lookEvery && !isTold(thrown))
          tell(`Mail cannot be processed, and is tried again: ${String(thrown)}`)
        wait = Math.min(wait * 2, patience)
        await Promise.race([pause(wait), aborted])
      }
      const resting = new AbortController()
      await Promise.race([
        wake.promise,
        pause(wait, undefined, { signal: resting.signal }).catch(() => undefined),
        aborted,
      ])
      resting.abort()
    }
    await Promise.all(underWay)
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
      await listener.stop()
    },
  }
}
