/** Keeps looking at the timetable; one of these runs on each node, and each work is done by one of them. */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../services/app.ts'
import { isTold } from '../services/health.ts'
import { doIfDue, enter, type Work } from '../services/timetable.ts'

export interface Timetable {
  /** Waits for the work under way. */
  stop(): Promise<void>
}

const everyMs = 15_000

export function keepTimetable(app: App, works: readonly Work[], tell: (message: string) => void): Timetable {
  const stopping = new AbortController()
  const entered = new Set<string>()

  const look = async (work: Work): Promise<void> => {
    if (!entered.has(work.name)) {
      await enter(app, work)
      entered.add(work.name)
    }
    await doIfDue(app, work)
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const work of works) {
        if (stopping.signal.aborted) break
        await look(work).catch((error: unknown) => {
          if (!isTold(error)) tell(`'${work.name}' failed and is tried again: ${String(error)}`)
        })
      }
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
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
