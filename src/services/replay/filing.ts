/** How a received line becomes a ticket, and what each later line asks of it. */
import type { PartnerId, TicketId } from '../../domain/kernel.ts'
import { categoryRules, type CategoryRules, type DeskId, type Policy, type Severity } from '../../domain/policy.ts'
import type { TicketCommand } from '../../domain/ticket/command.ts'
import { isCritical } from '../../domain/ticket/decide.ts'
import type { OpenTicket } from '../../domain/ticket/open.ts'
import type { By } from '../../domain/ticket/ticket.ts'
import type { LaterLine, ReceivedLine, SeverityLine } from './log-line.ts'

/** What the ledger gives as the reason of whatever a log does not explain. */
export const asInTheLog = 'As in the log.'

/** The line as the core opens it. Tier and place are the line's own, whatever the partner's are today (A2). */
export function requestOf(policy: Policy, line: ReceivedLine, id: TicketId, partner: PartnerId | null): OpenTicket {
  const type = findType(policy, line)
  const category =
    (type === undefined ? undefined : categoryRules(policy, type.category)) ?? defaultCategory(policy, line.desk)
  return {
    id,
    desk: line.desk,
    type: type?.id ?? null,
    category: category.id,
    subType: null,
    product: null,
    kind: line.kind,
    severity: line.severity,
    severityBecause: asInTheLog,
    channel: 'import',
    subject: line.subject,
    partner,
    contact: null,
    customer: null,
    tier: line.tier,
    country: line.country,
    state: line.state,
    keyAccount: false,
    critical: isCritical(policy, category.id, null),
    message: null,
    receivedAt: line.at,
  }
}

/** One of the form's types for this desk, by id or name; a log may have words of its own. */
const findType = (policy: Policy, { type, desk }: ReceivedLine) => {
  const wanted = type?.trim().toLowerCase()
  return policy.requestTypes.find(
    (row) => row.desk === desk && (row.id.toLowerCase() === wanted || row.name.toLowerCase() === wanted),
  )
}

/**
 * The category of a request that names none: where the desk's first type starts, or the first that the desk helps with.
 * Never a critical one: a log that does not say so has no claim to run round the clock (A9).
 */
export function defaultCategory(policy: Policy, desk: DeskId): CategoryRules {
  const fits = (row: CategoryRules | undefined): row is CategoryRules =>
    row !== undefined && row.desk === desk && row.scope === 'in' && !row.critical
  const ofTypes = policy.requestTypes.map((type) => categoryRules(policy, type.category))
  const own = policy.categories.filter((row) => row.desk === desk)
  const category = ofTypes.find(fits) ?? own.find(fits) ?? own[0]
  if (category === undefined) throw new Error(`Desk '${desk}' of the policy has no category.`)
  return category
}

/** The line as a command; `severity` is the ticket's own until now. */
export function commandOf(line: LaterLine | SeverityLine, severity: Severity): TicketCommand {
  switch (line.event) {
    case 'agent-reply':
    case 'partner-reply':
      // C13: an automatic reply satisfies nothing.
      return line.by === 'system' ? { kind: 'automatic', message: null } : { kind: 'reply', message: null }
    case 'severity':
      return {
        kind: 'set-severity',
        severity: line.severity,
        // C8: a log says what, not why: more severe is taken as worsened from then on, milder as eased.
        cause: line.severity < severity ? 'worsened' : 'eased',
        reason: asInTheLog,
      }
    case 'hold':
      return { kind: 'wait-on-product', team: 'another team', reference: null, expectedOn: null }
    case 'resume':
      return { kind: 'product-answered' }
    case 'solved':
      return { kind: 'solve', message: null, unanswered: true }
    case 'reopened':
      return { kind: 'reopen', reason: asInTheLog }
    case 'closed':
      return { kind: 'close' }
  }
}

/** Whose act a line was. A log that does not say so means the desk, but for what only a partner does. */
export function byOf(line: ReceivedLine | LaterLine | SeverityLine): By {
  if (line.event === 'received' || line.event === 'partner-reply') return { kind: 'log', side: 'partner' }
  if (line.event === 'agent-reply') return { kind: 'log', side: 'agent' }
  const { by } = line
  return { kind: 'log', side: by === 'partner' || by === 'system' ? by : 'agent' }
}
