/** Broader attention: opened with a reason, answered by a level, kept informed, raised when it is not (F2–F5). */
import { timeFor, termsOf } from '../commitment.ts'
import { eligibility, type Contract } from '../escalation.ts'
import { isAfter, ok, refuse, type Instant, type Result } from '../kernel.ts'
import { deskRules, type EscalationLevelRules, type Policy } from '../policy.ts'
import type { Draft } from './draft.ts'
import { situationOf } from './open.ts'
import { isOver, type By, type Escalation, type Ticket } from './ticket.ts'

export interface EscalationRequest {
  readonly reason: string
  /** What the partner says, for whoever takes it on. */
  readonly statement: string
  readonly contract: Contract | null
  /** The day in the partner's zone, 'YYYY-MM-DD'. */
  readonly on: string
}

/** Opens an escalation at the first level, for a reason that allows it now (F2, F3). */
export function escalate(draft: Draft, by: By, at: Instant, request: EscalationRequest): Result<void> {
  const { ticket, policy } = draft
  if (isOver(ticket)) return refuse('invalid-state', 'This ticket is over: reopen it first.')
  if (ticket.escalation !== null) return refuse('conflict', 'It is escalated already: ask for the next level.')
  const { escalation } = deskRules(policy, ticket.desk)
  if (!escalation.reasons.some((row) => row.id === request.reason))
    return refuse(
      'incomplete',
      `Give one of the reasons: ${escalation.reasons.map((row) => row.id).join(', ')}.`,
      'reason',
    )
  if (request.statement.trim() === '') return refuse('incomplete', 'Say what it does to the business.', 'statement')
  const may = eligibility(policy, { ticket, at, ...request })
  if (!may.allowed) return refuse('conflict', may.because, 'reason')

  const first = levelsOf(policy, ticket)[0]
  if (first === undefined) return refuse('invalid-state', 'This desk has no levels to escalate to.')
  const { reason, statement, contract, on } = request
  draft.record({ kind: 'escalated', level: first.level, reason, statement, contract, on }, { by })
  draft.set({ escalation: { reason, statement, openedAt: at, ...levelFrom(policy, ticket, first, at) } })
  tellLevel(draft, 'escalated', statement)
  tellContact(draft, 'escalated', stepData(draft, statement))
  return ok(undefined)
}

/** To the next level, since this one did not satisfy (F5). */
export function raise(draft: Draft, by: By, at: Instant, statement: string): Result<void> {
  const { ticket } = draft
  if (isOver(ticket)) return refuse('invalid-state', 'This ticket is over: reopen it first.')
  if (ticket.escalation === null) return refuse('invalid-state', 'It is not escalated: escalate it first.')
  if (statement.trim() === '') return refuse('incomplete', 'Say what is still wanting.', 'statement')
  if (nextLevel(draft.policy, ticket) === undefined) return refuse('conflict', 'It is with the highest level already.')
  goUp(draft, by, at, at, statement)
  return ok(undefined)
}

/** Ends it, with a word to the partner; solving the ticket ends it too. */
export function endEscalation(draft: Draft, by: By, reason: string): Result<void> {
  if (draft.ticket.escalation === null) return refuse('invalid-state', 'It is not escalated.')
  if (reason.trim() === '') return refuse('incomplete', 'Say why, in words that the partner may read.', 'reason')
  draft.record({ kind: 'escalation-ended', reason }, { by })
  draft.set({ escalation: null })
  tellContact(draft, 'escalation-ended', { reason })
  return ok(undefined)
}

/** A1: with its ticket an escalation goes to the other desk, to its level there or the last one below; its times begin anew. */
export function escalationMoves(draft: Draft, at: Instant): void {
  const { ticket, policy } = draft
  const { escalation } = ticket
  if (escalation === null) return
  const levels = levelsOf(policy, ticket)
  const level = levels.findLast((row) => row.level <= escalation.level) ?? levels[0]
  if (level === undefined) return draft.set({ escalation: null })
  draft.set({ escalation: { ...escalation, ...levelFrom(policy, ticket, level, at) } })
  tellLevel(draft, 'escalated', escalation.statement)
}

/** A person's public word is the level's response and the partner's status update (F4). */
export function informed(draft: Draft, at: Instant): void {
  const { ticket, policy } = draft
  const { escalation } = ticket
  if (escalation === null) return
  const level = levelsOf(policy, ticket).find((row) => row.level === escalation.level)
  const updateDueAt = level === undefined ? escalation.updateDueAt : time(policy, ticket).add(at, level.updateEvery)
  draft.set({ escalation: { ...escalation, answerDueAt: null, updateDueAt, updateMissed: false, informedAt: at } })
}

/** What passed up to `at`: unanswered levels are raised by themselves, missing updates flagged, each at its own instant. */
export function advanceEscalation(draft: Draft, at: Instant): void {
  for (;;) {
    const { escalation } = draft.ticket
    if (escalation === null || isOver(draft.ticket)) return
    const { answerDueAt, updateDueAt, updateMissed } = escalation
    const raises =
      answerDueAt !== null && isAfter(at, answerDueAt) && nextLevel(draft.policy, draft.ticket) !== undefined
    const misses = !updateMissed && isAfter(at, updateDueAt)
    if (misses && (!raises || Temporal.Instant.compare(updateDueAt, answerDueAt) <= 0)) {
      draft.record(
        { kind: 'status-update-missed', level: escalation.level },
        { at: updateDueAt, by: { kind: 'system' } },
      )
      draft.set({ escalation: { ...escalation, updateMissed: true } })
      tellLevel(draft, 'status-update-missed', null)
    } else if (raises) goUp(draft, { kind: 'system' }, answerDueAt, at, null)
    else return
  }
}

/** What has yet to pass: a response and an update that fall due. */
export function escalationDues(policy: Policy, ticket: Ticket): readonly Instant[] {
  const { escalation } = ticket
  if (escalation === null || isOver(ticket)) return []
  const { answerDueAt, updateDueAt, updateMissed } = escalation
  return [
    ...(answerDueAt !== null && nextLevel(policy, ticket) !== undefined ? [answerDueAt] : []),
    ...(updateMissed ? [] : [updateDueAt]),
  ]
}

function goUp(draft: Draft, by: By, at: Instant, notedAt: Instant, statement: string | null): void {
  const { ticket, policy } = draft
  const { escalation } = ticket
  const next = nextLevel(policy, ticket)
  if (escalation === null || next === undefined) return
  const late = notedAt.epochMilliseconds - at.epochMilliseconds > 1_000
  draft.record({ kind: 'escalation-raised', from: escalation.level, to: next.level, statement, late }, { at, by })
  draft.set({ escalation: { ...escalation, ...levelFrom(policy, ticket, next, at) } })
  tellLevel(draft, 'escalation-raised', statement)
  tellContact(draft, 'escalation-raised', stepData(draft, statement))
}

/** A level's times are working time, or round the clock where the ticket's promises are (A9). */
function levelFrom(policy: Policy, ticket: Ticket, level: EscalationLevelRules, at: Instant): LevelTimes {
  const working = time(policy, ticket)
  return {
    level: level.level,
    levelSince: at,
    answerDueAt: working.add(at, level.respondsWithin),
    updateDueAt: working.add(at, level.updateEvery),
    updateMissed: false,
    informedAt: null,
  }
}
type LevelTimes = Omit<Escalation, 'reason' | 'statement' | 'openedAt'>

const time = (policy: Policy, ticket: Ticket) => timeFor(policy, termsOf(situationOf(ticket)), ticket)

const levelsOf = (policy: Policy, ticket: Pick<Ticket, 'desk'>): readonly EscalationLevelRules[] =>
  deskRules(policy, ticket.desk).escalation.levels

const nextLevel = (policy: Policy, ticket: Ticket): EscalationLevelRules | undefined => {
  const { escalation } = ticket
  return escalation === null ? undefined : levelsOf(policy, ticket).find((row) => row.level > escalation.level)
}

type LetterData = Record<string, string | number | null>

/** What is told of a step: where it is now, why, and what was said about it. */
function stepData({ ticket: { escalation } }: Draft, statement: string | null): LetterData {
  if (escalation === null) return {}
  const { level, reason, updateDueAt } = escalation
  return { level, reason, statement, updateDueAt: updateDueAt.toString() }
}

type Step = 'escalated' | 'escalation-raised'

/** To the level where it is now, of the desk that the ticket is with. */
function tellLevel(draft: Draft, template: Step | 'status-update-missed', statement: string | null): void {
  const { desk, escalation } = draft.ticket
  if (escalation === null) return
  const to = { kind: 'level', desk, level: escalation.level } as const
  draft.letter({ template, to, message: null, data: stepData(draft, statement) })
}

function tellContact(draft: Draft, template: Step | 'escalation-ended', data: LetterData): void {
  const { contact } = draft.ticket
  if (contact !== null) draft.letter({ template, to: { kind: 'contact', person: contact }, message: null, data })
}
