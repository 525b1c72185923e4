/** A4: how live chat is held. Who has it at all stands in the offerings table. */
import type { Calendar } from '../calendar/calendar.ts'
import type { DeskId } from './names.ts'

export interface ChatRules {
  /** Desks that hold chats. */
  readonly desks: readonly DeskId[]
  /** When chat is open, on the clock of the partner's sub-region, within the working time of its calendar. */
  readonly hours: Calendar['week']
  /** Chats that one agent holds at a time. */
  readonly mostPerAgent: number
  /** An agent whose browser was not heard of for so long is gone: it is not available, and its chats wait again. */
  readonly agentGoneAfterSeconds: number
  /** A word of the partner's that nobody has answered is marked after so long. */
  readonly markedAfterMinutes: number
  /** A chat that nobody takes for so long becomes an ordinary request. */
  readonly becomesRequestAfterMinutes: number
  /** A chat in which nobody writes for so long is ended; where the partner waits for a word, it waits for another agent. */
  readonly endsAfterSilenceMinutes: number
  /** Characters of one message. */
  readonly longestMessage: number
  /** Messages of one person in one chat. */
  readonly messagesPerMinute: number
}
