/** What time alone brings about: tickets whose instant has come are brought up to date, each once, on whatever node (C11). */
import { decide } from '../domain/ticket/decide.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { commit, type Write } from '../storage/commit.ts'
import { claimDue } from '../storage/tickets.ts'
import type { App } from './app.ts'
import { isOutage } from './health.ts'

export interface Woken {
  readonly tickets: number
  /** Tickets that could not be brought up to date: a mistake of ours, which must not keep the others waiting. */
  readonly failed: readonly { readonly ticket: Ticket['id']; readonly error: unknown }[]
}

/** Wakes up to `limit` tickets that are due, the longest due first. Fewer than `limit` means that nothing more is due now. */
export async function wakeDue(app: App, limit: number): Promise<Woken> {
  const at = app.now()
  return app.db.system(async (tx) => {
    const due = await claimDue(tx, at, limit)
    const writes: Write[] = []
    const failed: { ticket: Ticket['id']; error: unknown }[] = []
    for (const ticket of due) {
      try {
        const policy = await app.policies.version(ticket.policyVersion)
        const decided = decide(ticket, { kind: 'wake' }, policy, { kind: 'system' }, at)
        if (!decided.ok) throw new Error(decided.problem.message)
        writes.push({ decision: decided.value, expectedRevision: ticket.revision, messages: [] })
      } catch (error) {
        if (isOutage(error)) throw error
        failed.push({ ticket: ticket.id, error })
      }
    }
    await commit(tx, writes)
    return { tickets: writes.length, failed }
  })
}
