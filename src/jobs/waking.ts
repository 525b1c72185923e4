/** Keeps looking for what has come due; one of these runs on each node. */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../services/app.ts'
import { isTold } from '../services/health.ts'
import { wakeChats } from '../services/chats/wake.ts'
import { wakeDue } from '../services/wake.ts'
import { wakeRuns } from '../services/workflow/runs.ts'

export interface Waking {
  /** Waits for the sweep under way. */
  stop(): Promise<void>
  /** When the last sweep ended without a failure, in milliseconds of the process. */
  lastSweepAt(): number
}

/** A breach is told within a second of its instant (C11): looking twice a second leaves the rest for the work. */
const everyMs = 400
const batch = 200
const patienceMs = 5_000

export function keepWaking(app: App, tell: (message: string) => void): Waking {
  const stopping = new AbortController()
  const told = new Set<string>()
  let lastSweepAt = performance.now()

  const sweep = async (): Promise<void> => {
    for (;;) {
      const { tickets, failed: ticketsFailed } = await wakeDue(app, batch)
      // Section E: the runs that tickets carry have their own instants.
      const { runs, failed: runsFailed } = await wakeRuns(app, batch)
      // A4: and so has a live chat.
      const { chats, failed: chatsFailed } = await wakeChats(app, batch)
      const failed = [...ticketsFailed, ...runsFailed, ...chatsFailed]
      for (const { ticket, error } of failed) {
        // It comes up at every sweep: say so once.
        if (told.has(ticket)) continue
        told.add(ticket)
        tell(`Ticket ${ticket} could not be brought up to date: ${String(error)}`)
      }
      lastSweepAt = performance.now()
      const more = Math.max(tickets, runs, chats) + failed.length >= batch && tickets + runs + chats > 0
      if (!more || stopping.signal.aborted) return
    }
  }

  const run = async (): Promise<void> => {
    let wait = everyMs
    while (!stopping.signal.aborted) {
      try {
        await sweep()
        wait = everyMs
      } catch (error) {
        if (wait === everyMs && !isTold(error)) tell(`The wake sweep failed and is tried again: ${String(error)}`)
        wait = Math.min(wait * 2, patienceMs)
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const running = run()
  return {
    lastSweepAt: () => lastSweepAt,
    async stop() {
      stopping.abort()
      await running
    },
  }
}
