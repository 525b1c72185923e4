/** An escalation as people say it: when something is due, and how a level is reached. */
import type { EscalationView, RungView } from '../../../src/http/wire-escalation.ts'
import { readInstant, readMaybe, sayLengthFully, sayMoment } from '../time.ts'

const minute = 60_000

/** What falls due next: the level's answer while it owes one, else the next status update. */
export interface NextDue {
  readonly what: 'answer' | 'update'
  readonly at: number
  readonly meaning: 'fine' | 'soon' | 'broken'
}

/** Within an hour it is soon. An answer that is due comes before an update that is due later. */
export function nextDue(escalation: EscalationView, now: number): NextDue {
  const answerAt = readMaybe(escalation.answerDueAt)
  const updateAt = readInstant(escalation.updateDueAt)
  const isAnswer = answerAt !== null && answerAt <= updateAt
  const at = isAnswer ? answerAt : updateAt
  return {
    what: isAnswer ? 'answer' : 'update',
    at,
    meaning: now > at ? 'broken' : at - now <= 60 * minute ? 'soon' : 'fine',
  }
}

/** 'today 14:00, in 3 h 20 min', 'yesterday 09:00, 5 h ago'. */
export const sayWhen = (at: number, now: number): string =>
  now > at
    ? `${sayMoment(at, now)}, ${sayLengthFully(now - at)} ago`
    : `${sayMoment(at, now)}, in ${sayLengthFully(at - now)}`

/** 'in 3 h 20 min', '5 h over'. */
export const sayLeft = (at: number, now: number): string =>
  now > at ? `${sayLengthFully(now - at)} over` : `in ${sayLengthFully(at - now)}`

/** How a level is reached where nobody is named at it; null where somebody is. `mine`: the reader is the partner itself. */
export function sayThrough({ through }: Pick<RungView, 'through'>, mine: boolean): string | null {
  if (through === 'named') return null
  if (through === 'desk') return 'The department, reached through the desk.'
  if (through === 'partner-account-manager')
    return mine ? 'Nobody is named here: your account manager.' : 'Nobody is named here: the partner’s account manager.'
  return `Nobody is named here: those of ${through.replace('-', ' ')}.`
}

/** 'Adhithya, Poojitha', 'Danny (for Deepak)', 'the desk'. */
export const sayPeople = (people: RungView['people']): string =>
  people.length === 0
    ? 'the desk'
    : people.map(({ name, insteadOf }) => (insteadOf === null ? name : `${name} (for ${insteadOf})`)).join(', ')
