/** Live chat (A4): when it is open, what becomes of a chat and when, and its ends in words. */
import { workingTimeOf, type WorkingTime } from './calendar/working-time.ts'
import { isAfter, type Instant } from './kernel.ts'
import type { ChatRules } from './policy.ts'
import type { Place } from './region.ts'

/** What can become of one, in the ledger of its ticket. */
export const chatTurns = ['began', 'left', 'taken', 'joined', 'handed-over', 'returned', 'ended'] as const
export type ChatTurn = (typeof chatTurns)[number]

/** Why an agent has it no longer, and it waits again. */
export const chatReturns = ['gone', 'silent', 'given-back'] as const
export type ChatReturn = (typeof chatReturns)[number]

/**
 * How it came to its end. 'left' never was one: a message for a time at which nobody is there. 'no-agent': nobody took it in
 * time. The last three are the ticket's own: it was solved, closed or merged.
 */
export const chatEnds = ['left', 'agent', 'partner', 'silence', 'no-agent', 'solved', 'closed', 'merged'] as const
export type ChatEnd = (typeof chatEnds)[number]

export interface ChatFact {
  readonly kind: 'chat'
  readonly what: ChatTurn
  /** Whom it was handed to, or who has it no longer. */
  readonly name: string | null
  /** Of a return or an end. */
  readonly because: ChatReturn | ChatEnd | null
}

const returned: Readonly<Record<ChatReturn, (name: string) => string>> = {
  gone: (name) => `The connection to ${name} was lost: the chat waits for the next agent, before all others.`,
  silent: (name) => `${name} did not answer in time: the chat waits for another agent, before all others.`,
  'given-back': (name) => `${name} gave it back: the chat waits for another agent, before all others.`,
}

const ended: Readonly<Record<ChatEnd, string>> = {
  left: 'Left as a message for when somebody is there.',
  agent: 'The chat was ended by the desk.',
  partner: 'The chat was ended by the partner.',
  silence: 'The chat ended by itself: nobody wrote any more.',
  'no-agent':
    'Nobody could take the chat in time: it goes on as a request, with what was promised from the first word on.',
  solved: 'The chat ended with the solution.',
  closed: 'The chat ended with the request.',
  merged: 'The chat ended: its request goes on with another one.',
}

/** Names of people that did it are the reader's to add. */
export function chatInWords({ what, name, because }: ChatFact): string {
  switch (what) {
    case 'began':
      return 'A live chat began.'
    case 'left':
      return ended.left
    case 'taken':
      return 'The chat was taken.'
    case 'joined':
      return 'Joined the chat.'
    case 'handed-over':
      return `The chat was handed over to ${name ?? 'a colleague'}.`
    case 'returned':
      return returned[chatReturns.find((each) => each === because) ?? 'given-back'](name ?? 'The agent')
    case 'ended':
      return ended[chatEnds.find((each) => each === because) ?? 'agent']
  }
}

const byZone = new WeakMap<ChatRules, Map<string, WorkingTime>>()

/** The hours of chat in a zone; rules are immutable. */
function hoursIn(rules: ChatRules, zone: string): WorkingTime {
  const zones = byZone.get(rules) ?? new Map<string, WorkingTime>()
  byZone.set(rules, zones)
  const hours = zones.get(zone) ?? workingTimeOf({ zone, week: rules.hours, dates: {} })
  zones.set(zone, hours)
  return hours
}

/** Whether chat is open to a partner of that place. */
export const isChatOpen = (rules: ChatRules, { calendar, zone }: Place, at: Instant): boolean =>
  workingTimeOf(calendar).isOpen(at) && hoursIn(rules, zone).isOpen(at)

/** As far as it is looked for an opening: holidays may be long. */
const days = 60

/** When it opens next; `at` itself where it is open, null where it does not for weeks. */
export function chatOpensAt(rules: ChatRules, { calendar, zone }: Place, at: Instant): Instant | null {
  const both = [workingTimeOf(calendar), hoursIn(rules, zone)]
  const last = at.add({ hours: 24 * days })
  let from = at
  while (isAfter(last, from)) {
    const closed = both.find((time) => !time.isOpen(from))
    if (closed === undefined) return from
    from = closed.closedWithin(from, last)[0]?.to ?? last
  }
  return null
}

/** As much of a chat that goes on as its next turn by itself depends on. */
export interface LiveChat {
  /** Null while an agent has it. */
  readonly waitingSince: Instant | null
  /** Of anybody, on its ticket, seen by both sides; at the earliest when it was taken. */
  readonly lastWordAt: Instant
}

/** When something becomes of it by itself. */
export const chatDueAt = (rules: ChatRules, { waitingSince, lastWordAt }: LiveChat): Instant =>
  waitingSince === null
    ? lastWordAt.add({ minutes: rules.endsAfterSilenceMinutes })
    : waitingSince.add({ minutes: rules.becomesRequestAfterMinutes })

/** What time has made of it. */
export type ChatDue =
  | { readonly turn: 'return'; readonly because: ChatReturn }
  | { readonly turn: 'end'; readonly because: ChatEnd }

export interface ChatStanding extends LiveChat {
  /** The agent's browser was heard of until then; null while nobody has it, or where it never was. */
  readonly agentUntil: Instant | null
  /** A word of the partner's is unanswered. */
  readonly isOwed: boolean
  /** The ticket's own end. */
  readonly over: 'solved' | 'closed' | 'merged' | null
}

/** What has become of it by `at`; null where it goes on. */
export function chatTurnBy(rules: ChatRules, chat: ChatStanding, at: Instant): ChatDue | null {
  if (chat.over !== null) return { turn: 'end', because: chat.over }
  const isDue = !isAfter(chatDueAt(rules, chat), at)
  if (chat.waitingSince !== null) return isDue ? { turn: 'end', because: 'no-agent' } : null
  // Whoever is gone is gone before it is silent.
  if (chat.agentUntil === null || !isAfter(chat.agentUntil, at)) return { turn: 'return', because: 'gone' }
  if (!isDue) return null
  return chat.isOwed ? { turn: 'return', because: 'silent' } : { turn: 'end', because: 'silence' }
}

/** For agents: since when the partner has waited for a word, where that is long. */
export function markedSince(rules: ChatRules, unansweredSince: Instant | null, at: Instant): Instant | null {
  if (unansweredSince === null) return null
  return isAfter(unansweredSince.add({ minutes: rules.markedAfterMinutes }), at) ? null : unansweredSince
}
