/** Work that a node takes up again and again: at once while there is more of it, each second else, more rarely while it fails. */
import { setTimeout as pause } from 'node:timers/promises'
import { isTold } from '../services/health.ts'

export interface Rounds {
  /** Waits for the round that is under way. */
  stop(): Promise<void>
}

const everyMs = 1_000
const patienceMs = 30_000

/** Whether there is more to do at once. What it throws is told once, in the words of `failing`, until a round goes well again. */
type Round = () => Promise<boolean>

export function keepDoing(round: Round, failing: string, tell: (message: string) => void): Rounds {
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    let wait = everyMs
    while (!stopping.signal.aborted) {
      try {
        while ((await round()) && !stopping.signal.aborted);
        wait = everyMs
      } catch (error) {
        if (wait === everyMs && !isTold(error)) tell(`${failing}: ${String(error)}`)
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
