/** escalation/DESK.yaml: a desk's ladder and the reasons to climb it (F1 to F5). */
import type {
  EscalationLevelRules,
  EscalationPlace,
  EscalationReasonRules,
  EscalationRules,
} from '../../domain/policy.ts'
import {
  givesWithin,
  list,
  object,
  oneOf,
  optional,
  or,
  record,
  some,
  text,
  truth,
  uses,
  whole,
  type Decode,
} from '../decode.ts'
import type { Spot } from '../reader.ts'
import { country, duration, person } from '../words.ts'
import { numbered } from './desks.ts'

const place = object<EscalationPlace>({
  people: some(person),
  regions: optional(some(uses('region'))),
  subregions: optional(some(uses('sub-region'))),
  countries: optional(some(country)),
})

const level = object<EscalationLevelRules>(
  {
    level: whole(1),
    title: text,
    respondsWithin: duration,
    updateEvery: duration,
    titles: optional(record(uses('region'), () => text)),
    fallback: oneOf('partner-account-manager', 'level-before', 'desk'),
    people: or(list(place), []),
  },
  ({ level: number, fallback, people = [] }, spot) => {
    namedOnce(people, spot)
    if (number === 1 && fallback === 'level-before') {
      spot.get('fallback').report('partner-account-manager or desk: there is no level before the first')
    }
  },
)

/** Nobody is named twice for the same place. */
function namedOnce(places: readonly EscalationPlace[], spot: Spot): void {
  const named = new Set<string>()
  for (const [row, { people, regions, subregions, countries: codes }] of places.entries()) {
    const where = [...(regions ?? []), ...(subregions ?? []), ...(codes ?? [])]
    for (const [index, { email }] of people.entries()) {
      const pairs = (where.length === 0 ? ['everywhere'] : where).map((place) => `${email} ${place}`)
      if (pairs.some((pair) => named.has(pair)))
        spot.get('people', row, 'people', index).report('each person once for a place', `'${email}'`)
      for (const pair of pairs) named.add(pair)
    }
  }
}

const reason = object<EscalationReasonRules>({
  id: givesWithin('escalation reason'),
  name: text,
  description: text,
  when: oneOf('any-time', 'after-commitment', 'threatened'),
  disputesSeverity: optional(truth),
})

export const escalation: Decode<EscalationRules> = object<EscalationRules>({
  description: text,
  needsContract: truth,
  levels: numbered(some(level), 'level'),
  reasons: some(reason),
})
