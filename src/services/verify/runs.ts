/** Runs of workflows as they are kept against what their logs make them. */
import { refoldRun } from '../../domain/workflow/refold.ts'
import { runWakeAt, stateRules } from '../../domain/workflow/engine.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { RunId } from '../../domain/workflow/run.ts'
import type { Policy } from '../../domain/policy.ts'
import { isSame } from '../../domain/same.ts'
import { leavesAt } from '../../storage/workflow-runs.ts'
import { runsAfter, runsWithoutRow } from '../../storage/workflow-verify.ts'
import { runLogOf, type LoggedEntry } from '../../storage/workflow-log.ts'
import type { App } from '../app.ts'
import type { Difference } from './differences.ts'

type Kept = Awaited<ReturnType<typeof runsAfter>>[number]
const page = 250

/** Every run, some at a time; and runs that a ledger knows of and that are not there. How many there are. */
export async function verifyRuns(
  app: App,
  policies: ReadonlyMap<number, Policy>,
  say: (differences: readonly Difference[]) => Promise<void>,
): Promise<number> {
  let runs = 0
  for (let after: RunId | null = null; ;) {
    const from: RunId | null = after
    const kept: readonly { readonly run: Kept; readonly log: readonly LoggedEntry[] }[] = await app.db.system(
      async (tx) => {
        const found = await runsAfter(tx, from, page)
        return Promise.all(found.map(async (run) => ({ run, log: await runLogOf(tx, run.ticket) })))
      },
    )
    if (kept.length === 0) break
    for (const { run, log } of kept) await say(differencesOf(run, log, policies.get(run.run.policyVersion)))
    runs += kept.length
    after = kept.at(-1)?.run.run.id ?? null
  }
  const lost = await app.db.system(runsWithoutRow)
  await say(
    lost.map(({ number, run }) =>
      difference(number, 'run', run, null, 'The ledger knows of this run, and it is not there.'),
    ),
  )
  return runs
}

const difference = (
  ticket: string,
  field: string,
  kept: unknown,
  recomputed: unknown,
  message: string,
): Difference => ({
  ticket,
  part: 'run',
  field,
  kept: kept ?? null,
  recomputed: recomputed ?? null,
  message,
})

function differencesOf(kept: Kept, log: readonly LoggedEntry[], policy: Policy | undefined): readonly Difference[] {
  const { number, run } = kept
  const rules = policy === undefined ? undefined : workflowRules(policy, run.workflow)
  if (policy === undefined || rules === undefined)
    return [
      difference(
        number,
        'policyVersion',
        run.policyVersion,
        null,
        'No such workflow was ever published under this number.',
      ),
    ]
  const own = log.filter(({ fact }) => fact.run === run.id).map(({ fact, notedAt }) => ({ ...fact, notedAt }))
  const where = { id: kept.ticket, partner: kept.partner, country: kept.country, state: kept.state }
  let made
  try {
    made = refoldRun(policy, where, own)
  } catch (thrown) {
    // A log that was tampered with can be anything: whatever it breaks is the finding.
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    return [difference(number, 'log', null, null, `It cannot have come about as its log says: ${why}`)]
  }
  const found = Object.entries(made)
    .filter(([field, value]) => !isSame((run as unknown as Record<string, unknown>)[field] ?? null, value ?? null))
    .map(([field, value]) =>
      difference(
        number,
        field,
        (run as unknown as Record<string, unknown>)[field],
        value,
        `The ${field} of the run is not what its log makes it.`,
      ),
    )
  const listed = { wakeAt: runWakeAt(made), dueAt: leavesAt(made, stateRules(rules, made.state)) }
  return [
    ...found,
    ...(['wakeAt', 'dueAt'] as const)
      .filter((field) => !isSame(kept[field], listed[field]))
      .map((field) =>
        difference(number, field, kept[field], listed[field], `The ${field} of the run is not what its log makes it.`),
      ),
  ]
}
