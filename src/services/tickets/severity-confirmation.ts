/** An agent confirms the severity that was proposed (C7). */
import type { TicketId } from '../../domain/kernel.ts'
import type { Severity } from '../../domain/policy.ts'
import { marksOf } from '../../storage/ticket-marks.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { carryOut, staffOnly, type Acted } from './carry-out.ts'
import { once, type Once } from '../once.ts'
import { no } from '../refusals.ts'

/** Once for each proposal: a transfer makes the severity one again, for the other desk to look at. */
export function confirmSeverity(
  app: App,
  actor: Actor,
  id: TicketId,
  { severity }: { readonly severity: Severity },
  asked: Once | null,
): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return staffOnly
    const done = await carryOut(app, tx, actor, id, app.now(), async () => {
      const { severityConfirmed } = (await marksOf(tx, [id]))(id)
      return severityConfirmed === null
        ? { ok: true, value: { command: { kind: 'confirm-severity', severity } } }
        : no({ code: 'conflict', message: 'The severity is confirmed already.' })
    })
    return done.ok ? { ok: true, value: done.value.ticket } : done
  })
}
