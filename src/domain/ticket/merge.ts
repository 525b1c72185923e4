/** Two tickets about one thing: the survivor keeps the earliest unanswered message and its clock (C13). */
import { earlierWindow, isRunning, startClock, type Clock } from '../clock.ts'
import { earlier, ok, refuse, type Instant, type Result } from '../kernel.ts'
import { isExempt, type Promised } from '../policy.ts'
import type { Draft } from './draft.ts'
import { runningClocks, stopAll } from './promises.ts'
import { nothingPending } from './solve.ts'
import { isOver, type By, type Ticket } from './ticket.ts'

/** The losing side: its clocks end as merged, never as met. */
export function mergeInto(draft: Draft, by: By, at: Instant, survivor: Ticket): Result<void> {
  const { ticket } = draft
  if (survivor.id === ticket.id) return refuse('conflict', 'A ticket cannot be merged into itself.', 'into')
  if (ticket.mergedInto !== null) return refuse('invalid-state', 'This ticket was merged already.')
  if (isOver(ticket)) return refuse('invalid-state', 'This ticket is over: only open tickets are merged.')
  if (isOver(survivor))
    return refuse('invalid-state', 'The other ticket is over: reopen it first, or merge the other way.', 'into')
  if (survivor.partner !== ticket.partner)
    return refuse(
      'conflict',
      'The other ticket is of another partner: what one partner wrote is never shown to another.',
      'into',
    )
  draft.record({ kind: 'merged-into', survivor: survivor.id }, { by })
  stopAll(draft, at, 'merged')
  draft.set({ mergedInto: survivor.id, unansweredSince: null, ...nothingPending })
  return ok(undefined)
}

/** The surviving side takes over what the other still owed, where that is earlier. */
export function mergeFrom(
  draft: Draft,
  by: By,
  at: Instant,
  other: Pick<Ticket, 'id' | 'unansweredSince' | 'clocks'>,
): Result<void> {
  const { ticket } = draft
  const running = other.clocks.filter(isRunning)
  draft.record(
    { kind: 'merged-from', other: other.id, unansweredSince: other.unansweredSince, clocks: running },
    { by },
  )
  if (other.unansweredSince !== null)
    draft.set({
      unansweredSince:
        ticket.unansweredSince === null
          ? other.unansweredSince
          : earlier(ticket.unansweredSince, other.unansweredSince),
    })
  if (isExempt(ticket.kind)) return ok(undefined)
  for (const theirs of running) {
    // A survivor that was acknowledged owes no second acknowledgement, only the answer.
    if (theirs.promised === 'acknowledgement' && ticket.firstAnsweredAt !== null) continue
    takeOver(draft, at, theirs)
  }
  return ok(undefined)
}

function takeOver(draft: Draft, at: Instant, theirs: Clock): void {
  const [ours] = runningClocks(draft, theirs.promised)
  if (ours === undefined) {
    const ordinal = nextOrdinal(draft, theirs.promised)
    const clock = startClock(draft.ticket.id, theirs.promised, ordinal, theirs.terms, theirs.startedAt, theirs)
    draft.setClock({ ...clock, changes: [mergedChange(theirs, at)] })
    return
  }
  if (ours.breachedAt !== null || Temporal.Instant.compare(theirs.startedAt, ours.startedAt) >= 0) return
  draft.setClock({
    ...ours,
    startedAt: theirs.startedAt,
    ...earlierWindow(ours, theirs),
    changes: [...ours.changes, mergedChange(ours, at)],
  })
}

const nextOrdinal = (draft: Draft, promised: Promised): number =>
  draft.ticket.clocks.filter((clock) => clock.promised === promised).length + 1

const mergedChange = (was: Clock, at: Instant) => ({
  at,
  cause: 'merged' as const,
  was: { terms: was.terms, targetAt: was.targetAt, limitAt: was.limitAt },
})
