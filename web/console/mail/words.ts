/** What became of a letter, in words. */
import type { LetterView } from '../../../src/http/wire-letters.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'

export const stateWords = {
  captured: 'Captured',
  queued: 'Queued',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Failed',
  bounced: 'Came back',
  declined: 'Declined',
} as const

/** For a filter: one that is being sent is found among those that are queued. */
export const stateChoices = (['captured', 'queued', 'sent', 'failed', 'bounced', 'declined'] as const).map((value) => ({
  value,
  label: stateWords[value],
}))

export const sayState = (state: string): string =>
  Object.hasOwn(stateWords, state) ? stateWords[state as keyof typeof stateWords] : state

/** Needs somebody to look. */
export const isTrouble = ({ state }: Pick<LetterView, 'state'>): boolean => state === 'failed' || state === 'bounced'

export const sayReceivers = ({ to }: Pick<LetterView, 'to'>): string =>
  to.length === 0 ? 'nobody: the person has gone' : to.map(({ name }) => name).join(', ')

export const sayAddress = ({ name, email }: { readonly name: string; readonly email: string }): string =>
  name === '' || name === email ? email : `${name} <${email}>`

/** 'Sent today at 14:02', 'Queued, tried 3 times, again at 15:00'. */
export function sayFate(letter: LetterView, now: number): string {
  const { state, settledAt, dueAt, tries } = letter
  const words = sayState(state)
  if (state === 'captured') return 'Captured: no mail server was set, and it is never sent'
  if (settledAt !== null) return `${words} ${sayBriefly(readInstant(settledAt), now)}`
  if (state === 'queued' && tries > 0) {
    const again = dueAt === null ? '' : `, again ${sayBriefly(readInstant(dueAt), now)}`
    return `${words}, tried ${tries === 1 ? 'once' : `${tries} times`}${again}`
  }
  return words
}
