/** The report of a replay. What was measured of this run stands apart from what anybody can recompute. */
import type { Instant } from '../domain/kernel.ts'
import type { Figures, Report } from '../domain/report/report.ts'
import type { Replayed } from '../services/replay/replay.ts'
import type { LineCounts, Refused } from '../services/replay/outcome.ts'

export interface ReplayReport extends Figures {
  readonly by: Report['by']
  /** Of the months. */
  readonly zone: string
  /** The log's last instant: the report tells what was known then. */
  readonly asOf: Instant | null
  /** What this run did with the log's lines; the first run and the second differ in it. */
  readonly run: LineCounts & {
    readonly log: string | null
    readonly lines: number
    readonly refusals: readonly Refused[]
  }
  /** Of this run, database included. */
  readonly events_per_s: number
  /** Of this process, in megabytes. */
  readonly peak_memory_mb: number
}

export function replayReport({ overall, by, zone }: Report, replayed: Replayed, seconds: number): ReplayReport {
  const { source, lines, outcome, endedAt } = replayed
  return {
    ...overall,
    by,
    zone,
    asOf: endedAt,
    run: { log: source, lines, ...outcome.counts, refusals: outcome.refused },
    events_per_s: Math.round(lines / Math.max(seconds, 0.001)),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1_024),
  }
}
