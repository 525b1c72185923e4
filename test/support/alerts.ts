/** Alerts of a desk whose ledger others hold up: its stream waits for the oldest writer of the whole PostgreSQL server. */
import { setTimeout as pause } from 'node:timers/promises'
import { tellAlerts } from '../../src/services/alerts/tell.ts'
import type { App } from '../../src/services/app.ts'

const untold = {
  name: 'test_untold',
  text: `
    select exists (
      select from events e cross join alert_position p
      where (e.txid, e.id) > (split_part(p.cursor, '-', 1)::xid8, split_part(p.cursor, '-', 2)::bigint)) as some`,
}

/** Tells of everything that has been written: not before, whoever else writes on the same server meanwhile. */
export async function tellAll(app: App): Promise<void> {
  for (;;) {
    while (await tellAlerts(app));
    const [left] = await app.db.system((tx) => tx.call<{ some: boolean }>(untold))
    if (left?.some !== true) return
    await pause(20)
  }
}
