/** What an agent may do to a ticket: one table for the buttons, the menu, the keys, the palette and the help. */
import type { MeView, TicketView } from '../../src/http/wire.ts'
import { raiseBecause } from '../shared/escalation/raise-because.ts'
import { isOver } from '../shared/words.ts'

export type CommandId =
  | 'reply'
  | 'call'
  | 'take'
  | 'assign'
  | 'follow'
  | 'remind'
  | 'severity'
  | 'confirm-severity'
  | 'solve'
  | 'reopen'
  | 'transfer'
  | 'reclassify'
  | 'idea'
  | 'tag'
  | 'wait'
  | 'product-answered'
  | 'merge'
  | 'cause'
  | 'escalate'
  | 'status-update'
  | 'raise'
  | 'end-escalation'
  | 'decide-dispute'
  | 'redact'

export interface Command {
  readonly id: CommandId
  readonly label: string
  readonly shortcut?: string
  /** Why it cannot be done now; null while it can. */
  readonly because: (ticket: TicketView, me: Pick<MeView, 'id' | 'role'>) => string | null
}

const merged = (ticket: TicketView): string | null =>
  ticket.status === 'merged' ? 'It was merged: go on with the ticket it became part of.' : null
const over = (ticket: TicketView): string | null =>
  merged(ticket) ?? (isOver(ticket.status) ? 'It is solved: reopen it first.' : null)

const escalated = (ticket: TicketView): string | null => (ticket.escalation === null ? 'It is not escalated.' : null)
const leads: ReadonlySet<string> = new Set(['lead', 'manager', 'admin'])

export const commands: readonly Command[] = [
  { id: 'reply', label: 'Reply', shortcut: 'r', because: merged },
  { id: 'call', label: 'Log a call', shortcut: 'l', because: merged },
  {
    id: 'take',
    label: 'Take it',
    because: (ticket, me) => merged(ticket) ?? (ticket.assignee?.id === me.id ? 'It is yours already.' : null),
  },
  { id: 'assign', label: 'Assign', shortcut: 'a', because: merged },
  {
    id: 'follow',
    label: 'Follow, or follow no more',
    shortcut: 'o',
    because: (ticket, me) =>
      merged(ticket) ?? (ticket.assignee?.id === me.id ? 'It is yours: you are told of it as it is.' : null),
  },
  { id: 'remind', label: 'Remind me', shortcut: 'b', because: merged },
  { id: 'severity', label: 'Severity', shortcut: 'v', because: over },
  {
    id: 'confirm-severity',
    label: 'Confirm the severity',
    shortcut: 'c',
    because: (ticket) => over(ticket) ?? (ticket.severityConfirmed === null ? null : 'It is confirmed already.'),
  },
  {
    id: 'solve',
    label: 'Solve',
    shortcut: 's',
    because: (ticket) => merged(ticket) ?? (isOver(ticket.status) ? 'It is solved already.' : null),
  },
  {
    id: 'reopen',
    label: 'Reopen',
    because: (ticket) => merged(ticket) ?? (isOver(ticket.status) ? null : 'It is open.'),
  },
  { id: 'tag', label: 'Tags', shortcut: 'g', because: merged },
  { id: 'transfer', label: 'Transfer to another desk', shortcut: 't', because: over },
  { id: 'reclassify', label: 'Change what it is', because: over },
  { id: 'idea', label: 'Attach to an idea', because: merged },
  { id: 'wait', label: 'Wait on a product team', because: over },
  {
    id: 'product-answered',
    label: 'Product team has answered',
    because: (ticket) => over(ticket) ?? (ticket.waitingOn === null ? 'It waits on no product team.' : null),
  },
  { id: 'merge', label: 'Merge into another ticket', because: over },
  {
    id: 'cause',
    label: 'Attach to its cause',
    shortcut: 'd',
    because: (ticket) =>
      merged(ticket) ?? (ticket.status === 'closed' ? 'It is closed: only what is not closed is attached.' : null),
  },
  {
    id: 'escalate',
    label: 'Escalate',
    shortcut: 'e',
    because: (ticket) =>
      over(ticket) ?? (ticket.escalation === null ? null : 'It is escalated already: raise it to the next level.'),
  },
  { id: 'status-update', label: 'Write a status update', because: (ticket) => over(ticket) ?? escalated(ticket) },
  { id: 'raise', label: 'Raise to the next level', because: (ticket) => over(ticket) ?? raiseBecause(ticket) },
  { id: 'end-escalation', label: 'End the escalation', because: (ticket) => over(ticket) ?? escalated(ticket) },
  {
    id: 'decide-dispute',
    label: 'Decide the disputed severity',
    because: (ticket, me) =>
      over(ticket) ??
      (ticket.dispute === null ? 'The severity is not disputed.' : leads.has(me.role) ? null : 'A lead decides this.'),
  },
  {
    id: 'redact',
    label: 'Redact a message or a file',
    shortcut: 'h',
    // Of any ticket, closed and merged ones too.
    because: (_ticket, me) => (leads.has(me.role) ? null : 'A lead redacts: ask one.'),
  },
]

export const commandOf = (id: CommandId): Command => commands.find((command) => command.id === id)!

/** The keys of the console, as the help lists them. Those of the commands stand in their table. */
export const otherKeys: readonly {
  readonly keys: string
  readonly does: string
  readonly where: 'everywhere' | 'list' | 'ticket'
}[] = [
  { keys: 'mod+k', does: 'Go to a ticket, a page, or do something', where: 'everywhere' },
  { keys: 'n', does: 'New ticket', where: 'everywhere' },
  { keys: '?', does: 'This help', where: 'everywhere' },
  { keys: 'j', does: 'Next ticket', where: 'list' },
  { keys: 'k', does: 'Previous ticket', where: 'list' },
  { keys: 'Enter', does: 'Open the ticket', where: 'list' },
  { keys: '/', does: 'Find', where: 'list' },
  { keys: 'f', does: 'Filter', where: 'list' },
  { keys: 'shift+f', does: 'More filters', where: 'list' },
  { keys: '>', does: 'Next saved view', where: 'list' },
  { keys: '<', does: 'Previous saved view', where: 'list' },
  { keys: '.', does: 'Show what changed meanwhile', where: 'list' },
  { keys: 'x', does: 'Select the ticket, or leave it out', where: 'list' },
  { keys: 'shift+x', does: 'Select all from the last one to here', where: 'list' },
  { keys: 'Escape', does: 'Select none', where: 'list' },
  { keys: 'a r i s', does: 'Assign, answer, note on, solve those selected', where: 'list' },
  { keys: 'v c t e g', does: 'Severity of those selected, confirm it, transfer, escalate, tag', where: 'list' },
  { keys: 'm', does: 'Mark all as read, in ‘For you’', where: 'list' },
  { keys: 'w', does: 'Why is it promised for then?', where: 'ticket' },
  { keys: 'i', does: 'Internal note', where: 'ticket' },
  { keys: 'u', does: 'Back to the list', where: 'ticket' },
  { keys: 'j', does: 'Next ticket of the list', where: 'ticket' },
  { keys: 'k', does: 'Previous ticket of the list', where: 'ticket' },
  { keys: '/', does: 'Saved replies, at the start of a line', where: 'ticket' },
  { keys: '@', does: 'Tell a colleague, in an internal note', where: 'ticket' },
  { keys: 'mod+Enter', does: 'Send what is written', where: 'ticket' },
]
