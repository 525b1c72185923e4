/** What is done at its times, once, however many nodes there are. */
import { sql } from 'kysely'
import type { Instant } from '../domain/kernel.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

/** Puts work on the timetable that is not on it yet. */
export async function enterWork(tx: Tx, name: string, dueAt: Instant): Promise<void> {
  await tx.run(
    from
      .insertInto('timetable')
      .values({ name, due_at: dueAt, taken_until: null, ended_at: null, outcome: null })
      .onConflict((conflict) => conflict.column('name').doNothing()),
  )
}

/** True for the one caller that gets the work; it is that one's until `until`. */
export async function takeWork(tx: Tx, name: string, at: Instant, until: Instant): Promise<boolean> {
  const rows = await tx.run(
    from
      .updateTable('timetable')
      .set({ taken_until: until })
      .where('name', '=', name)
      .where('due_at', '<=', at)
      .where((is) => is.or([is('taken_until', 'is', null), is('taken_until', '<=', at)]))
      .returning('name'),
  )
  return rows.length > 0
}

/**
 * The work is done, or was given up for now: when it is due next, and what came of it. `until` as it was taken: where its time
 * has run out and another has taken it over, the work is that one's to end.
 */
export async function endWork(
  tx: Tx,
  name: string,
  ended: { readonly until: Instant; readonly at: Instant; readonly nextAt: Instant; readonly outcome: unknown },
): Promise<void> {
  await tx.run(
    from
      .updateTable('timetable')
      .set({
        due_at: ended.nextAt,
        taken_until: null,
        ended_at: ended.at,
        outcome: sql`${JSON.stringify(ended.outcome ?? null)}::jsonb`,
      })
      .where('name', '=', name)
      .where('taken_until', '=', ended.until),
  )
}
