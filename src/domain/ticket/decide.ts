/** The one place a ticket changes: first brought up to `at`, then what was asked is done. Pure; storage writes what comes out. */
import { ok, refuse, type Instant, type Result } from '../kernel.ts'
import { categoryRules, type Policy } from '../policy.ts'
import { advance } from './advance.ts'
import type { TicketCommand } from './command.ts'
import { Draft } from './draft.ts'
import { decideDispute, disputeSeverity } from './dispute.ts'
import { endEscalation, escalate, raise } from './escalate.ts'
import { mergeFrom, mergeInto } from './merge.ts'
import { confirmSeverity, reclassify, setSeverity, transfer } from './reassess.ts'
import { reopen, reply } from './reply.ts'
import { close, solve } from './solve.ts'
import { supply } from './supply.ts'
import { setTier } from './tier.ts'
import { isOver, type By, type Decision, type Ticket } from './ticket.ts'

/**
 * What must be true after `command`, or why not. `policy` is the version that the ticket was opened under (C9). A refusal
 * leaves the ticket as it was: what passed meanwhile is noted by the next wake.
 */
export function decide(ticket: Ticket, command: TicketCommand, policy: Policy, by: By, at: Instant): Result<Decision> {
  const draft = new Draft(ticket, policy, at)
  advance(draft, policy, at)
  const done = carryOut(draft, command, by, at)
  if (!done.ok) return done
  // A limit under new terms may have passed already: it is breached as of that instant (C8).
  advance(draft, policy, at)
  return ok(draft.decision())
}

function carryOut(draft: Draft, command: TicketCommand, by: By, at: Instant): Result<void> {
  switch (command.kind) {
    case 'reply':
      return reply(draft, by, at, command)
    case 'supply':
      return supply(draft, by, at, command)
    case 'automatic':
      draft.record({ kind: 'automatic-mail', message: command.message }, { by })
      return ok(undefined)
    case 'note':
      draft.record({ ...command, kind: 'noted' }, { by })
      return ok(undefined)
    case 'set-severity':
      return setSeverity(draft, by, at, command)
    case 'confirm-severity':
      return confirmSeverity(draft, by, command.severity)
    case 'reclassify':
      return reclassify(draft, by, at, command.to, command.reason)
    case 'transfer':
      return transfer(draft, by, at, command, isCritical(draft.policy, command.category, command.subType))
    case 'set-tier':
      return setTier(draft, by, at, command)
    case 'assign':
      return assign(draft, by, command.to)
    case 'wait-on-product':
      return waitOnProduct(draft, by, at, command)
    case 'product-answered':
      return productAnswered(draft, by)
    case 'solve':
      return solve(draft, by, at, { message: command.message, unanswered: command.unanswered ?? false })
    case 'reopen':
      return reopen(draft, by, at, command.reason)
    case 'close':
      return close(draft, by, at)
    case 'merge-into':
      return mergeInto(draft, by, at, command.survivor)
    case 'merge-from':
      return mergeFrom(draft, by, at, command.other)
    case 'escalate':
      return escalate(draft, by, at, command)
    case 'raise-escalation':
      return raise(draft, by, at, command.statement)
    case 'end-escalation':
      return endEscalation(draft, by, command.reason)
    case 'dispute-severity':
      return disputeSeverity(draft, by, at, command.wanted, command.statement)
    case 'decide-dispute':
      return decideDispute(draft, by, at, command.upheld, command.reason)
    case 'log-run':
      for (const fact of command.facts) draft.record(fact, { by, at: fact.entry.at })
      return ok(undefined)
    case 'tag':
      return tag(draft, by, command)
    case 'log-chat':
    case 'redact':
      draft.record(command.fact, { by })
      return ok(undefined)
    case 'wake':
      return ok(undefined)
  }
}

/** A9: the category is a critical one, or its sub-type is. */
export function isCritical(policy: Policy, category: string, subType: string | null): boolean {
  const rules = categoryRules(policy, category)
  if (rules === undefined) return false
  return rules.critical || rules.subTypes.some((row) => row.id === subType && row.critical === true)
}

function assign(draft: Draft, by: By, to: Ticket['assignee']): Result<void> {
  if (draft.ticket.mergedInto !== null)
    return refuse('invalid-state', 'This ticket was merged into another: assign the one that survived.')
  if (draft.ticket.assignee === to) return ok(undefined)
  draft.record({ kind: 'assigned', from: draft.ticket.assignee, to }, { by })
  draft.set({ assignee: to })
  return ok(undefined)
}

function tag(draft: Draft, by: By, { added, removed }: Extract<TicketCommand, { kind: 'tag' }>): Result<void> {
  if (draft.ticket.mergedInto !== null)
    return refuse('invalid-state', 'This ticket was merged into another: tag the one that survived.')
  draft.record({ kind: 'tagged', added, removed }, { by })
  return ok(undefined)
}

/**
 * C6: named, with its reference and expected date; the promise of an answer does not hide behind it. Said once more with
 * nothing new in it, it leaves the ticket and its ledger as they are.
 */
function waitOnProduct(
  draft: Draft,
  by: By,
  at: Instant,
  { team, reference, expectedOn }: Extract<TicketCommand, { kind: 'wait-on-product' }>,
): Result<void> {
  if (isOver(draft.ticket)) return refuse('invalid-state', 'This ticket is over: reopen it first.')
  if (team.trim() === '') return refuse('incomplete', 'Name the team that it waits on.', 'team')
  const { waitingOn } = draft.ticket
  if (waitingOn?.team === team && waitingOn.reference === reference && waitingOn.expectedOn === expectedOn)
    return ok(undefined)
  draft.record({ kind: 'waiting-on-product', team, reference, expectedOn }, { by })
  draft.set({ waitingOn: { team, reference, expectedOn, since: at } })
  return ok(undefined)
}

function productAnswered(draft: Draft, by: By): Result<void> {
  if (draft.ticket.waitingOn === null) return refuse('invalid-state', 'It waits on no product team.')
  draft.record({ kind: 'product-answered' }, { by })
  draft.set({ waitingOn: null })
  return ok(undefined)
}
