/** Hears what PostgreSQL announces, over a connection of its own that is made again whenever it breaks. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig, endSoon, impatient, usualAnswerMs, type Connection } from './connection.ts'

export interface Listener {
  stop(): Promise<void>
}

/** The channel on which new events are announced (see `Database.announce`). */
export const eventsChannel = 'desk_events'

const wait = { shortest: 100, longest: 5_000 }

/**
 * Calls `onNotice` for each notice on the channel, with what it says, and with '' whenever the connection was made anew:
 * something may have been missed. Rejects where the first connection fails; later ones are tried until they succeed.
 */
export async function listen(
  connection: Connection,
  channel: string,
  onNotice: (payload: string) => void,
): Promise<Listener> {
  const stopping = new AbortController()
  let client = await connected()

  async function connected(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...clientConfig(connection, {}), ...impatient(usualAnswerMs).config })
    fresh.on('error', () => undefined)
    fresh.on('notification', ({ payload }) => onNotice(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (thrown) {
      await endSoon(fresh)
      throw thrown
    }
    fresh.once('end', () => void again())
    return fresh
  }

  async function again(): Promise<void> {
    for (let next = wait.shortest; !stopping.signal.aborted; next = Math.min(next * 2, wait.longest)) {
      try {
        client = await connected()
        if (stopping.signal.aborted) await endSoon(client)
        else onNotice('')
        return
      } catch {
        await pause(next, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  return {
    async stop() {
      stopping.abort()
      await endSoon(client)
    },
  }
}
