/** What became of a chat, as its readers are told (A4). */
import type { EventView } from '../../../src/http/wire.ts'
import type { ChatView } from '../../../src/http/wire-chats.ts'

/** An event of the kind 'chat', with the name of who did it where the sentence wants one. */
export function sayTurn({ words, by, data }: EventView): string {
  const name = by.person?.name ?? 'Somebody'
  if (data.what === 'taken') return `${name} is here.`
  if (data.what === 'joined') return `${name} is here as well.`
  if (data.what === 'ended' && data.because === 'agent') return `${name} ended the chat.`
  if (data.what === 'ended' && data.because === 'partner') return `${name} ended the chat.`
  return words
}

/** Its place among those that wait, to the partner. */
export const sayPlace = (position: number): string => {
  if (position === 1) return 'You are next.'
  return position === 2 ? 'One chat waits before yours.' : `${position - 1} chats wait before yours.`
}

/** In a list of those that are over. */
export const endWords = {
  left: 'left as a message',
  agent: 'ended by the desk',
  partner: 'ended by the partner',
  silence: 'ended in silence',
  'no-agent': 'nobody took it',
  solved: 'ended with the solution',
  closed: 'ended with the request',
  merged: 'merged with another request',
} as const satisfies Record<NonNullable<ChatView['endedBecause']>, string>
