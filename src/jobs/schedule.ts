/** The timetable: what is done when. A new row is a new job. */
import { weighEverybody } from '../services/key-accounts.ts'
import { settleTiers } from '../services/tier-change.ts'
import { dailyAt, everyMinutes, type Work } from '../services/timetable.ts'

export const schedule: readonly Work[] = [
  /** D2: after midnight in the west of Europe, before work begins anywhere that a day has begun. */
  { name: 'key-accounts', nextAfter: dailyAt('01:30'), minutes: 60, run: weighEverybody },
  /** A2: what a change of tier has left untold. */
  { name: 'tiers', nextAfter: everyMinutes(1), minutes: 10, run: settleTiers },
]
