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
  ({ level: number, fallback }, spot) => {
    if (number === 1 && fallback === 'level-before') {
      spot.get('fallback').report('partner-account-manager or desk: there is no level before the first')
    }
  },
)

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
