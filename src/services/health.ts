/** Whether the desk can work, and the figures that its keepers watch. */
import { setTimeout as pause } from 'node:timers/promises'
import { isOutage } from '../storage/connection.ts'
import { isTold } from '../storage/outage.ts'
import { deskFigures, schemaGap, standingOf } from '../storage/health.ts'
import type { App } from './app.ts'

export { isOutage, isTold }

/** Milliseconds: whoever asks how the desk is has no more patience, and a database that takes longer is no database. */
const patience = 4_000

/** What the database says, or 'late'. */
export async function inTime<Value>(asked: Promise<Value>, withinMs = patience): Promise<Value | 'late'> {
  const waiting = new AbortController()
  const late = pause(withinMs, 'late' as const, { signal: waiting.signal })
  late.catch(() => undefined)
  try {
    return await Promise.race([asked, late])
  } finally {
    waiting.abort()
  }
}

/** Null where it can work; else why not. */
export async function whyNotReady(app: App, withinMs = patience): Promise<string | null> {
  try {
    const gap = await inTime(schemaGap(app.db), withinMs)
    if (gap === 'late') return 'The database does not answer.'
    const { missing, newer } = gap
    if (missing.length > 0) return `The database wants the migrations ${missing.join(', ')}: run 'desk migrate'.`
    if (newer.length > 0)
      return `The database is of a newer program (it has ${newer.join(', ')}): start that version here too.`
    const standing = await inTime(standingOf(app.db), withinMs)
    if (standing === 'late') return 'The database does not answer.'
    if (standing.readOnly) return 'The database takes no changes: it is read-only.'
    return null
  } catch {
    return 'The database cannot be reached.'
  }
}

/** Beyond so many nobody reads the exact figure. */
const upTo = 1_000

export async function figures(app: App) {
  const { openByBand, oldestWake, lettersQueued } = await deskFigures(app.db, upTo)
  const lag = oldestWake === null ? 0 : oldestWake.until(app.now()).total('seconds')
  const { readOnly, clock } = await standingOf(app.db)
  return {
    openByBand,
    lettersQueued,
    wakeLagSeconds: Math.max(0, lag),
    connections: app.db.connections(),
    readOnly,
    clockAheadSeconds: clock.until(app.now()).total('seconds'),
  }
}

/** By how much this machine's clock is ahead of the database's, which is the same for all nodes; below 0 it is behind. */
export async function clockAhead(app: App): Promise<number> {
  const { clock } = await standingOf(app.db)
  return clock.until(app.now()).total('seconds')
}
