/** Whether the desk can work, and the figures that its keepers watch. */
import { deskFigures, missingMigrations } from '../storage/health.ts'
import { isLost } from '../storage/connection.ts'
import type { App } from './app.ts'

/** Whether something failed because the database cannot be reached, which passes by itself. */
export const isOutage = isLost

/** Null where it can work; else why not. */
export async function whyNotReady(app: App): Promise<string | null> {
  try {
    const missing = await missingMigrations(app.db)
    return missing.length === 0 ? null : `The database wants the migrations ${missing.join(', ')}: run 'desk migrate'.`
  } catch {
    return 'The database cannot be reached.'
  }
}

/** Beyond so many nobody reads the exact figure. */
const upTo = 1_000

export async function figures(app: App) {
  const { openByBand, oldestWake, lettersQueued } = await deskFigures(app.db, upTo)
  const lag = oldestWake === null ? 0 : oldestWake.until(app.now()).total('seconds')
  return { openByBand, lettersQueued, wakeLagSeconds: Math.max(0, lag), connections: app.db.connections() }
}
