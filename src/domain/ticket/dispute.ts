/** A partner that disagrees with the severity, and the lead's decision; an upheld dispute counts as corrected (C7, C8, F3). */
import { ok, refuse, type Instant, type Result } from '../kernel.ts'
import { deskRules, type Severity } from '../policy.ts'
import type { Draft } from './draft.ts'
import { setSeverity } from './reassess.ts'
import { isOver, type By } from './ticket.ts'

export function disputeSeverity(draft: Draft, by: By, at: Instant, wanted: Severity, statement: string): Result<void> {
  const { ticket, policy } = draft
  if (isOver(ticket)) return refuse('invalid-state', 'This ticket is over: reopen it first.')
  if (ticket.dispute !== null) return refuse('conflict', 'The severity is disputed already: the lead will decide.')
  const levels = deskRules(policy, ticket.desk).severities.map((row) => row.level)
  if (!levels.includes(wanted))
    return refuse('incomplete', `This desk knows the severities ${levels.join(', ')}.`, 'severity')
  if (wanted === ticket.severity) return refuse('conflict', `The severity is ${wanted} already.`, 'severity')
  if (statement.trim() === '') return refuse('incomplete', 'Say why, so that the lead can decide.', 'statement')
  draft.record({ kind: 'severity-disputed', wanted, statement }, { by })
  draft.set({ dispute: { wanted, statement, since: at } })
  draft.letter({
    template: 'severity-disputed',
    to: { kind: 'level', desk: ticket.desk, level: leadLevel(draft) },
    message: null,
    data: { wanted, statement },
  })
  return ok(undefined)
}

export function decideDispute(draft: Draft, by: By, at: Instant, upheld: boolean, reason: string): Result<void> {
  const { dispute, contact } = draft.ticket
  if (dispute === null) return refuse('invalid-state', 'The severity is not disputed.')
  if (reason.trim() === '') return refuse('incomplete', 'Say why, in words that the partner may read.', 'reason')
  draft.record({ kind: 'dispute-decided', upheld, wanted: dispute.wanted, reason }, { by })
  draft.set({ dispute: null })
  // The severity may have been changed meanwhile to what was wanted.
  if (upheld && dispute.wanted !== draft.ticket.severity)
    return setSeverity(draft, by, at, { severity: dispute.wanted, cause: 'corrected', reason })
  if (contact !== null)
    draft.letter({
      template: 'dispute-decided',
      to: { kind: 'contact', person: contact },
      message: null,
      data: { upheld, reason },
    })
  return ok(undefined)
}

/** The lead is the level after the department (F3). */
function leadLevel({ policy, ticket }: Draft): number {
  const { levels } = deskRules(policy, ticket.desk).escalation
  return (levels[1] ?? levels[0])?.level ?? 1
}
