/** Whom the ladders of a policy reach, counted level by level (F1). */
import { deskRules, type Policy } from '../../domain/policy.ts'
import type { CoverageSummary } from '../../policy/coverage.ts'

/** Each level of each desk: how many places it names somebody for, and what stands there in the others. */
export const summaryView = (policy: Policy, summary: readonly CoverageSummary[]) =>
  summary.map(({ desk, level, title, named, fallbacks, reachesNobody }) => ({
    desk,
    deskName: deskRules(policy, desk).name,
    level,
    title,
    named,
    fallbacks: Object.entries(fallbacks).map(([fallback, places]) => ({ fallback, places: places?.length ?? 0 })),
    reachesNobody: reachesNobody.length,
  }))
