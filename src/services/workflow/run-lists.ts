/** Runs in lists: the operations desk's, and what waits for a partner. */
import { placeOf } from '../../domain/region.ts'
import { stateRules } from '../../domain/workflow/engine.ts'
import { workflowRules, workflowsOf } from '../../domain/workflow/rules.ts'
import { asProgram } from '../../storage/as-program.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { countRuns, listRuns as list, type RunFilter, type RunRow } from '../../storage/workflow-runs.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { no, type Answer } from '../refusals.ts'
import { rulesFor } from './rules-for.ts'
import { questionIn, wordsOfRun } from './run-letters.ts'
import { leadsTo } from './workflow-view.ts'

export type ListedRun = Awaited<ReturnType<typeof listed>>

/** Open ones, the next to be left by itself first; or those that are over, the last first. A partner gets its own. */
export function listRuns(app: App, actor: Actor, query: RunFilter & PageRequest): Promise<Answer<Page<ListedRun>>> {
  return app.db.transaction(actor, async (tx) => {
    const found = await list(tx, query)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const shown = await asProgram(tx, async (inner) => {
      const views: ListedRun[] = []
      for (const row of items) views.push(await listed(app, inner, row, isStaff(actor)))
      return views
    })
    return { ok: true, value: { items: shown, nextCursor } }
  })
}

async function listed(app: App, tx: Tx, row: RunRow, staff: boolean) {
  const { run } = row
  const { policy, rules } = await rulesFor(app, run.policyVersion, run.workflow)
  const state = stateRules(rules, run.state)
  const next = run.timers
    .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))
    .map(({ id }) => state.deadlines.find((deadline) => deadline.id === id))
    .find((deadline) => deadline?.to !== undefined)
  return {
    id: run.id as string,
    ticket: { id: run.ticket as string, number: row.number, subject: row.subject },
    partner:
      run.partner === null || row.partnerName === null ? null : { id: run.partner as string, name: row.partnerName },
    workflow: { id: rules.id, name: rules.name },
    state: { id: state.id, name: state.name },
    waitsFor: row.waitsFor,
    asks: await asked(app, tx, row, policy, rules),
    since: utc(run.since),
    dueAt: utcOrNull(row.dueAt),
    leadsTo: leadsTo(rules, next?.to),
    zone: placeOf(policy, row.country, row.state).zone,
    trouble: staff ? (run.trouble?.message ?? (run.mailed == null ? null : 'The customer wrote: read it.')) : null,
    startedAt: utc(run.startedAt),
    endedAt: utcOrNull(run.endedAt),
    outcome: run.outcome,
  }
}

/** What is asked of whom it waits for; nothing of a run that is over. */
async function asked(
  app: App,
  tx: Tx,
  row: RunRow,
  policy: Awaited<ReturnType<typeof rulesFor>>['policy'],
  rules: Awaited<ReturnType<typeof rulesFor>>['rules'],
): Promise<string | null> {
  const { run, desk, subject, country, state } = row
  if (run.endedAt !== null || stateRules(rules, run.state).asks === undefined) return null
  const ticket = { id: run.ticket, partner: run.partner, desk, subject, country, state }
  return questionIn(rules, run, await wordsOfRun({ tx, ticket, policy, rules, run, at: app.now() }, row))
}

/** How many are open, by workflow and state: every state of the current policy that is no end, and those of others that hold any. */
export function countOpenRuns(app: App, actor: Actor) {
  return app.db.transaction(actor, async (tx) => {
    const counts = await countRuns(tx)
    const policy = app.policies.current()
    const known = workflowsOf(policy)
    const others = [...new Set(counts.map(({ workflow }) => workflow))].filter(
      (id) => workflowRules(policy, id) === undefined,
    )
    const items = [...known.map(({ id, name }) => ({ id, name })), ...others.map((id) => ({ id, name: id }))].map(
      ({ id, name }) => {
        const own = counts.filter(({ workflow }) => workflow === id)
        const states = (workflowRules(policy, id)?.states ?? []).filter(({ ends }) => ends === undefined)
        const gone = own.filter(({ state }) => !states.some((row) => row.id === state))
        return {
          workflow: id,
          name,
          states: [
            ...states.map((state) => ({ id: state.id, name: state.name, waitsFor: state.waitsFor ?? null })),
            ...gone.map(({ state }) => ({ id: state, name: state, waitsFor: null })),
          ].map((state) => {
            const count = own.find((row) => row.state === state.id)
            return { ...state, open: count?.open ?? 0, trouble: count?.trouble ?? 0 }
          }),
        }
      },
    )
    return { items }
  })
}
