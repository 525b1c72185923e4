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
  /** What is to be said of the clocks as long as they are apart; null while they agree. */
  warning(): string | null
  stop(): Promise<void>
}

/** Looks every minute until it is stopped, on each node for itself. It tells once when the clocks part, and once when they agree again. */
export function keepClockWatch(app: App, tell: (message: string) => void): ClockWatch {
  const stopping = new AbortController()
  let warning: string | null = null

  const look = async (): Promise<void> => {
    const ahead = Math.round(await clockAhead(app))
    const before = warning
    warning = Math.abs(ahead) > mostApart ? apart(ahead) : null
    if ((before === null) === (warning === null)) return
    tell(warning ?? 'The clock of this machine agrees with that of the database again.')
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
    warning: () => warning,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

const apart = (ahead: number): string =>
  `The clock of this machine is ${Math.abs(ahead)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} that of the database: promises are dated by it. Keep both by NTP.`
