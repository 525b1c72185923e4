/** A step of a story as the core takes it: who does it, the command, and the message that goes with it. */
import type { ChatTurn } from '../../src/domain/chat.ts'
import type { Instant, MessageId } from '../../src/domain/kernel.ts'
import type { TicketCommand } from '../../src/domain/ticket/command.ts'
import { newIdAt } from '../../src/services/ids.ts'
import type { NewMessage } from '../../src/storage/commit.ts'
import type { Person } from '../../src/storage/people.ts'
import type { Cast } from './company.ts'
import type { Act, Story } from './story.ts'

/** A merge is about two tickets, and has its own way. */
export type LoneAct = Exclude<Act, { does: 'merge' }>

/** Staff, or a contact: the one who asked where the story names nobody. */
export function doerOf({ from }: Story, act: Act, people: Cast): Person {
  if (!('by' in act)) return people.contact(from).person
  return act.does === 'write' ? people.contact(act.by ?? from).person : people.staff(act.by)
}

/** Null for what is done without words. */
export function messageOf(act: LoneAct, author: Person, { channel }: Story, at: Instant): NewMessage | null {
  if (!('body' in act) || act.body === null) return null
  return {
    id: newIdAt<'message'>(at),
    body: act.body,
    visibility: act.does === 'note' ? 'internal' : 'public',
    forCustomer: act.does === 'answer' && act.forCustomer,
    determination: act.does === 'solve' || (act.does === 'answer' && act.determination),
    author: author.id,
    side: author.side === 'staff' ? 'agent' : 'partner',
    channel: author.side === 'staff' && channel !== 'chat' ? 'portal' : channel,
    at,
  }
}

export interface Circumstances {
  readonly people: Cast
  readonly now: Instant
  /** Whether live chat is open to the one who asked, when it happens (A4). */
  readonly isChatOpen: boolean
}

export function commandOf(
  act: LoneAct,
  message: MessageId | null,
  { people, now, isChatOpen }: Circumstances,
): TicketCommand {
  switch (act.does) {
    case 'answer':
      return { kind: 'reply', message, determination: act.determination }
    case 'write':
      return { kind: 'reply', message }
    case 'note':
      return { kind: 'note', message }
    case 'assign':
      return { kind: 'assign', to: people.staff(act.to).id }
    case 'set-severity':
      return { kind: 'set-severity', severity: act.severity, cause: act.cause, reason: act.reason }
    case 'reclassify':
      return { kind: 'reclassify', to: act.to, reason: act.reason }
    case 'transfer': {
      const { desk, category, subType, severity, reason } = act
      return { kind: 'transfer', desk, category, subType, severity, reason }
    }
    case 'wait': {
      const { team, reference, expectedInDays } = act
      return { kind: 'wait-on-product', team, reference, expectedOn: weekdayIn(expectedInDays, now) }
    }
    case 'product-answered':
      return { kind: 'product-answered' }
    case 'solve':
      return { kind: 'solve', message }
    case 'withdraw':
      return { kind: 'solve', message: null }
    case 'reopen':
      return { kind: 'reopen', reason: act.reason }
    case 'escalate': {
      const { reason, statement } = act
      return { kind: 'escalate', reason, statement, contract: null, on: now.toString().slice(0, 10) }
    }
    case 'raise':
      return { kind: 'raise-escalation', statement: act.statement }
    case 'end-escalation':
      return { kind: 'end-escalation', reason: act.reason }
    case 'begin-chat':
      return chatTurn(isChatOpen ? 'began' : 'left')
    case 'take-chat':
      return chatTurn('taken')
    case 'end-chat':
      return chatTurn('ended')
    case 'dispute':
      return { kind: 'dispute-severity', wanted: act.wanted, statement: act.statement }
  }
}

const chatTurn = (what: ChatTurn): TicketCommand => ({
  kind: 'log-chat',
  fact: { kind: 'chat', what, name: null, because: what === 'ended' ? 'agent' : null },
})

/** 'YYYY-MM-DD', a Monday where it would be a weekend: teams name no Sundays. */
function weekdayIn(days: number | null, now: Instant): string | null {
  if (days === null) return null
  const day = now.toZonedDateTimeISO('UTC').toPlainDate().add({ days })
  return day.add({ days: day.dayOfWeek > 5 ? 8 - day.dayOfWeek : 0 }).toString()
}
