/** Keeps alerts following the ledger; one of these runs on each node, and one of them at a time writes. */
import { setTimeout as pause } from 'node:timers/promises'
import { tellAlerts } from '../services/alerts/tell.ts'
import type { App } from '../services/app.ts'
import { isTold } from '../services/health.ts'

export interface TellingAlerts {
  /** Waits for what is being written. */
  stop(): Promise<void>
}

const everyMs = 1_000
const patienceMs = 30_000

export function keepTellingAlerts(app: App, tell: (message: string) => void): TellingAlerts {
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    let wait = everyMs
    while (!stopping.signal.aborted) {
      try {
        while ((await tellAlerts(app)) && !stopping.signal.aborted);
        wait = everyMs
      } catch (error) {
        if (wait === everyMs && !isTold(error))
          tell(`What concerns whom could not be read off the ledger, and is tried again: ${String(error)}`)
        wait = Math.min(wait * 2, patienceMs)
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
