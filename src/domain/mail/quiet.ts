/** Silence (G1): a mailbox that nobody delivers to any more looks like a quiet day. */
import { workingTimeOf } from '../calendar/working-time.ts'
import { minutes, type Instant, type Minutes } from '../kernel.ts'
import type { Policy } from '../policy.ts'

/**
 * How much working time has passed between two instants in every one of the policy's calendars: the least of them, so that
 * neither a weekend nor one region's day says that something is wrong.
 */
export function workingTimeEverywhere(
  policy: Pick<Policy, 'regions' | 'calendars'>,
  from: Instant,
  to: Instant,
): Minutes {
  const ids = policy.regions.flatMap(({ subregions }) =>
    subregions.flatMap(({ calendar, countryCalendars = {} }) => [calendar, ...Object.values(countryCalendars)]),
  )
  const passed = [...new Set(ids)].flatMap((id) => {
    const calendar = policy.calendars[id]
    return calendar === undefined ? [] : [workingTimeOf(calendar).between(from, to)]
  })
  return minutes(Math.max(0, Math.min(...passed)))
}
