/** Whom the current policy's ladders reach on a day, stand-ins applied, and where they reach nobody (F1, F8). */
import { dayIn, presenceOn } from '../../domain/presence.ts'
import { coverage, type CoverageRow } from '../../policy/coverage.ts'
import { absencesFrom } from '../../storage/stand-ins.ts'
import type { Actor, App } from '../app.ts'
import { summaryView } from './coverage-summary.ts'
import { contactView } from './view.ts'
import { namedIn } from './stand-ins.ts'

/** `on` is 'YYYY-MM-DD'; today in UTC where it is not given. */
export async function coverageOn(app: App, actor: Actor, on: string = dayIn('UTC', app.now())) {
  const policy = app.policies.current()
  const absences = await app.db.transaction(actor, (tx) => absencesFrom(tx, on))
  const presence = presenceOn(absences, on)
  const { rows, summary, complete } = coverage(policy, presence)
  return {
    on,
    complete,
    summary: summaryView(policy, summary),
    gaps: rows.flatMap((row) => (row.fallback === null ? [] : [gapView(row, row.fallback)])),
    people: [...namedIn(policy)]
      .map(([email, name]) => {
        const there = presence({ name, email })
        return { name, email, there: there === null ? null : contactView(there) }
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  }
}

/** A place where nobody is named at a level, and what stands there. */
const gapView = ({ country, name, state, desk, level, reachesNobody }: CoverageRow, fallback: string) => ({
  country,
  name,
  state,
  desk,
  level,
  fallback,
  reachesNobody,
})
