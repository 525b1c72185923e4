/** Whom every country of the world reaches, at every desk and level, or which fallback stands there (F1, F8). */
import { countries, countryName, statesOf } from '../domain/countries.ts'
import type { DeskId, Policy } from '../domain/policy.ts'
import { placeOf, statesSplit } from '../domain/region.ts'
import { ladder, reachedAt, type Contact, type Fallback, type Presence } from '../domain/routing.ts'

export interface CoverageRow {
  readonly country: string
  readonly name: string
  readonly state: string | null
  readonly desk: DeskId
  readonly level: number
  /** Those named at the level, or who stand in for them. */
  readonly people: readonly Contact[]
  /** What stands there where nobody is named; 'desk' is a department reached through the desk. */
  readonly fallback: Fallback | 'desk' | null
  /** Nobody at this level or before it, unless the partner has an account manager on record. */
  readonly reachesNobody: boolean
}

export interface CoverageSummary {
  readonly desk: DeskId
  readonly level: number
  readonly title: string
  /** How many places have somebody named. */
  readonly named: number
  /** The places that have nobody named, by what stands there instead. */
  readonly fallbacks: Readonly<Partial<Record<Fallback | 'desk', readonly string[]>>>
  readonly reachesNobody: readonly string[]
}

export interface Coverage {
  readonly rows: readonly CoverageRow[]
  readonly summary: readonly CoverageSummary[]
  readonly complete: boolean
}

/** With `presence`, as of a day on which some are away and others stand in for them (F8). */
export function coverage(policy: Policy, presence?: Presence): Coverage {
  const rows = places(policy).flatMap(([country, state]) => rowsOf(policy, country, state, presence))
  const summary = policy.desks.flatMap((desk) =>
    desk.escalation.levels.map(({ level, title }) => {
      const own = rows.filter((row) => row.desk === desk.id && row.level === level)
      return { desk: desk.id, level, title, ...summed(own) }
    }),
  )
  return { rows, summary, complete: !rows.some((row) => row.reachesNobody) }
}

/** Every country, and each state of those that the policy splits. */
const places = (policy: Policy): readonly (readonly [string, string | null])[] =>
  [...countries.keys()].flatMap((country): (readonly [string, string | null])[] => {
    const states = statesSplit(policy, country).toSorted()
    return states.length === 0 ? [[country, null]] : states.map((state) => [country, state])
  })

function rowsOf(policy: Policy, country: string, state: string | null, presence?: Presence): readonly CoverageRow[] {
  const place = placeOf(policy, country, state)
  const stateName = state === null ? '' : `, ${statesOf[country]?.get(state) ?? state}`
  return policy.desks.flatMap((desk) => {
    const rungs = ladder(desk, place, country, presence)
    return rungs.map(({ level, people, fallback }): CoverageRow => ({
      country,
      name: `${countryName(country)}${stateName}`,
      state,
      desk: desk.id,
      level,
      people,
      fallback: people.length > 0 ? null : (fallback ?? 'desk'),
      reachesNobody: fallback !== null && reachedAt(rungs, level, null).people.length === 0,
    }))
  })
}

const codeOf = (row: CoverageRow): string => (row.state === null ? row.country : `${row.country}/${row.state}`)

function summed(rows: readonly CoverageRow[]): Pick<CoverageSummary, 'named' | 'fallbacks' | 'reachesNobody'> {
  const fallbacks: Partial<Record<Fallback | 'desk', string[]>> = {}
  for (const row of rows) if (row.fallback !== null) (fallbacks[row.fallback] ??= []).push(codeOf(row))
  return {
    named: rows.filter((row) => row.fallback === null).length,
    fallbacks,
    reachesNobody: rows.filter((row) => row.reachesNobody).map(codeOf),
  }
}
