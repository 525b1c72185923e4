/** Everything that is wrong with what somebody asks to be redacted; none of it repeats the words. */
import { Passages, shortestPassage, weightOf, type RedactionReason } from '../../domain/redaction.ts'
import type { Refusals } from '../refusals.ts'

export interface Reasoned {
  readonly reason: RedactionReason
  readonly because?: string | undefined
}

/** `passages` null: all that the message says. */
export function redactionMistakes(
  body: string,
  passages: readonly string[] | null,
  given: Reasoned,
): Refusals['errors'] {
  return [
    ...(passages ?? []).flatMap((each, place) => ofPassage(body, each, place)),
    ...ofReason(body, passages, given),
  ]
}

function ofPassage(body: string, passage: string, place: number): Refusals['errors'] {
  const field = `passages.${place}`
  if (weightOf(passage) < shortestPassage)
    return [{ field, message: `It is too short to be found for certain: give ${shortestPassage} signs or more.` }]
  // A mark for a mark would be nothing.
  return new Passages([passage]).takenFrom(body) !== body
    ? []
    : [{ field, message: 'This is not in the message (any more): mark it as it stands there.' }]
}

export function ofReason(
  body: string,
  passages: readonly string[] | null,
  { reason, because = '' }: Reasoned,
): Refusals['errors'] {
  const field = 'because'
  if (reason === 'other' && because.trim() === '')
    return [{ field, message: 'Say in some words why, without what is redacted.' }]
  const redacted = new Passages((passages ?? tellingIn(body)).filter((each) => weightOf(each) >= shortestPassage))
  return redacted.isIn(because)
    ? [
        {
          field,
          message: 'It holds what is to be redacted, and everybody who reads the ticket reads it: leave that out.',
        },
      ]
    : []
}

/** Of a whole message its lines, and words that are no ordinary ones: nobody repeats a figure or an address by chance. */
const tellingIn = (body: string): readonly string[] => [
  ...body.split('\n'),
  ...body
    .split(/\s+/)
    .flatMap((word) => (/[\d@_]/.test(word) ? [word, word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '')] : [])),
]
