/** The report of a log: out of the database, so that it is the same whenever it is asked for (C12). */
import type { Instant } from '../../domain/kernel.ts'
import { logGroupings, Reporting, type Report } from '../../domain/report/report.ts'
import { ticketsOfLog } from '../../storage/report-reads.ts'
import type { App } from '../app.ts'

/** Tickets read at a time. */
const page = 1_000

/** What was promised in a log's tickets and what came of it, as known at `at`; of nothing at all where `source` is null. */
export async function reportOfLog(app: App, source: string | null, at: Instant): Promise<Report> {
  const reporting = new Reporting(at, logGroupings)
  for (let after = source === null ? null : ''; source !== null && after !== null;) {
    const from: string = after
    const rows = await app.db.system((tx) => ticketsOfLog(tx, source, { after: from, limit: page }))
    for (const { ticket } of rows) reporting.add(ticket, await app.policies.version(ticket.policyVersion))
    after = rows.length < page ? null : (rows.at(-1)?.ref ?? null)
  }
  return reporting.finish()
}
