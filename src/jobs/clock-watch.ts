/** Looks whether this machine's clock goes with the database's, which is the same for all nodes: promises are dated by ours. */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../services/app.ts'
import { clockAhead, isTold } from '../services/health.ts'

/** Seconds, either way. */
const mostApart = 10
const everyMs = 60_000

export interface ClockWatch {
  /** Says what has changed since the last look. */
  look(): Promise<void>
  stop(): Promise<void>
}

/** Looks every minute until it is stopped, on each node for itself. It tells once when the clocks part, and once when they agree again. */
export function keepClockWatch(app: App, tell: (message: string) => void): ClockWatch {
  const stopping = new AbortController()
  let wasApart = false

  const look = async (): Promise<void> => {
    const ahead = Math.round(await clockAhead(app))
    const isApart = Math.abs(ahead) > mostApart
    if (isApart === wasApart) return
    wasApart = isApart
    tell(isApart ? apart(ahead) : 'The clock of this machine agrees with that of the database again.')
  }

  const run = async (): Promise<void> => {
    for (;;) {
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      await look().catch(
        (error: unknown) => isTold(error) || tell(`The clocks could not be compared: ${String(error)}`),
      )
    }
  }

  const running = run()
  return {
    look,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

const apart = (ahead: number): string =>
  `The clock of this machine is ${Math.abs(ahead)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} that of the database: promises are dated by it. Keep both by NTP.`
