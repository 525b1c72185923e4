/** What is done at its times, once, however many nodes there are. */
import type { Instant } from '../domain/kernel.ts'
import { endWork, enterWork, takeWork } from '../storage/timetable.ts'
import type { App } from './app.ts'
import { untilWritten } from './until-written.ts'

export interface Work {
  readonly name: string
  /** When it is due next, seen from an instant. */
  readonly nextAfter: (at: Instant) => Instant
  /** The node that takes it is given so long; after that another may take it over. */
  readonly minutes: number
  /** What comes out is kept beside its place in the timetable. */
  readonly run: (app: App) => Promise<unknown>
}

/** Every day at a time of day in UTC, 'HH:MM'. */
export function dailyAt(time: string): Work['nextAfter'] {
  return (at) => {
    const now = at.toZonedDateTimeISO('UTC')
    const today = now.withPlainTime(time)
    return (Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 })).toInstant()
  }
}

export const everyMinutes =
  (minutes: number): Work['nextAfter'] =>
  (at) =>
    at.add({ minutes })

/** What failed is tried again after this. */
const againAfterMinutes = 5

/** Puts work on the timetable, where it is not there from before. */
export const enter = (app: App, work: Work): Promise<void> =>
  app.db.system((tx) => enterWork(tx, work.name, work.nextAfter(app.now())))

/** Does the work if it is due and nobody else does it; whether it did. Rejects as the work does: it is tried again later. */
export async function doIfDue(app: App, work: Work): Promise<boolean> {
  const at = app.now()
  const until = at.add({ minutes: work.minutes })
  const isOurs = await app.db.system((tx) => takeWork(tx, work.name, at, until))
  if (!isOurs) return false
  const end = (nextAt: Instant, outcome: unknown): Promise<void> =>
    untilWritten(() => app.db.system((tx) => endWork(tx, work.name, { until, at: app.now(), nextAt, outcome })))
  let outcome: unknown
  try {
    outcome = await work.run(app)
  } catch (thrown) {
    await end(app.now().add({ minutes: againAfterMinutes }), { failed: String(thrown) })
    throw thrown
  }
  await end(work.nextAfter(app.now()), outcome)
  return true
}
