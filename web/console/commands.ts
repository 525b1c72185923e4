/** What an agent may do to a ticket: one table for the buttons, the menu, the keys, the palette and the help. */
import type { TicketView } from '../../src/http/wire.ts'
import { isOver } from '../shared/words.ts'

export type CommandId =
  | 'reply'
  | 'take'
  | 'assign'
  | 'severity'
  | 'solve'
  | 'reopen'
  | 'transfer'
  | 'reclassify'
  | 'wait'
  | 'product-answered'
  | 'merge'

export interface Command {
  readonly id: CommandId
  readonly label: string
  readonly shortcut?: string
  /** Why it cannot be done now; null while it can. */
  readonly because: (ticket: TicketView, me: string) => string | null
}

const merged = (ticket: TicketView): string | null =>
  ticket.status === 'merged' ? 'It was merged: go on with the ticket it became part of.' : null
const over = (ticket: TicketView): string | null =>
  merged(ticket) ?? (isOver(ticket.status) ? 'It is solved: reopen it first.' : null)

export const commands: readonly Command[] = [
  { id: 'reply', label: 'Reply', shortcut: 'r', because: merged },
  {
    id: 'take',
    label: 'Take it',
    because: (ticket, me) => merged(ticket) ?? (ticket.assignee?.id === me ? 'It is yours already.' : null),
  },
  { id: 'assign', label: 'Assign', shortcut: 'a', because: merged },
  { id: 'severity', label: 'Severity', shortcut: 'v', because: over },
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
  { id: 'transfer', label: 'Transfer to another desk', shortcut: 't', because: over },
  { id: 'reclassify', label: 'Change what it is', because: over },
  { id: 'wait', label: 'Wait on a product team', because: over },
  {
    id: 'product-answered',
    label: 'Product team has answered',
    because: (ticket) => over(ticket) ?? (ticket.waitingOn === null ? 'It waits on no product team.' : null),
  },
  { id: 'merge', label: 'Merge into another ticket', because: over },
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
  { keys: '.', does: 'Show what changed meanwhile', where: 'list' },
  { keys: 'w', does: 'Why is it promised for then?', where: 'ticket' },
  { keys: 'i', does: 'Internal note', where: 'ticket' },
  { keys: 'u', does: 'Back to the list', where: 'ticket' },
  { keys: 'mod+Enter', does: 'Send what is written', where: 'ticket' },
]
