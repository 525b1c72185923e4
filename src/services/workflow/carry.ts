/** The one writer of runs: what the engine decided becomes true with the ticket's ledger, its letters and its effects, or nothing does. */
import type { Instant, TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { WorkflowRules } from '../../domain/policy/workflows.ts'
import { decide } from '../../domain/ticket/decide.ts'
import type { By, Ticket } from '../../domain/ticket/ticket.ts'
import {
  otherEnded,
  settleNotice,
  stateRules,
  stumble,
  wake,
  waitFor,
  type RunDecision,
} from '../../domain/workflow/engine.ts'
import type { EffectDone, Run, RunEntry, RunId, WorkflowFact } from '../../domain/workflow/run.ts'
import { commit } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { lockTicket } from '../../storage/tickets.ts'
import { keepRun, runById } from '../../storage/workflow-runs.ts'
import type { App } from '../app.ts'
import type { Answer } from '../refusals.ts'
import { answerTicket } from './answer.ts'
import { personOf, type RunContext } from './context.ts'
import { rulesFor } from './rules-for.ts'
import { effectTable } from './effects/index.ts'
import { findFacts } from './facts/index.ts'
import { addressedBy } from './records.ts'
import { postRunLetters } from './run-letters.ts'

export interface Carrying {
  readonly app: App
  /** As the program; the ticket is locked in it. */
  readonly tx: Tx
  readonly ticket: Ticket
  readonly policy: Policy
  readonly rules: WorkflowRules
  readonly by: By
  readonly at: Instant
}

const system: By = { kind: 'system' }

/** Writes what was decided. Refused where an effect is: then the caller's transaction is to be undone. */
export async function carry(carrying: Carrying, decision: RunDecision): Promise<Answer<Run>> {
  const { app, tx, ticket, policy, rules, at, by } = carrying
  const context: RunContext = { app, tx, ticket, policy, rules, run: decision.run, at, person: personOf(by) }
  const done = await performed(context, decision)
  if (!done.ok) return done
  const { entries, other } = done.value
  const run = other === null ? decision.run : waitFor(decision.run, other)
  const state = stateRules(rules, run.state)
  await writeLedger(carrying, run, entries)
  // Before the letters: the run is there to be found by whoever they tell of it.
  await keepRun(tx, run, state)
  const lost = await postRunLetters({ ...context, run }, decision.letters)
  await answerTicket({ ...context, run }, decision, by)
  const settled = await settledAtOnce(
    carrying,
    run,
    decision,
    lost.some(({ isNotice }) => isNotice),
  )
  if (settled !== null) return settled
  if (run.endedAt !== null && run.startedBy !== null) await tellOther(app, tx, run)
  return { ok: true, value: run }
}

/** Effects in their order, each put into the entry that brought it about. */
async function performed(
  context: RunContext,
  { entries, effects }: RunDecision,
): Promise<Answer<{ readonly entries: readonly RunEntry[]; readonly other: RunId | null }>> {
  const done = new Map<number, EffectDone[]>()
  let other: RunId | null = null
  for (const { effect, entry } of effects) {
    const result = await effectTable[effect](context)
    if (!result.ok) return result
    done.set(entry, [...(done.get(entry) ?? []), { effect, ...result.value }])
    other = result.value.other ?? other
  }
  return {
    ok: true,
    value: { entries: entries.map((entry) => ({ ...entry, effects: done.get(entry.seq) ?? entry.effects })), other },
  }
}

async function writeLedger(
  { app, tx, ticket, by, at }: Carrying,
  { id, workflow, policyVersion, startedBy }: Run,
  entries: readonly RunEntry[],
): Promise<void> {
  const facts = entries.map((entry): WorkflowFact => ({
    kind: 'workflow',
    run: id,
    workflow,
    policyVersion,
    startedBy,
    entry,
  }))
  // An effect may have written to the ticket: it is looked at again.
  const now = (await lockTicket(tx, ticket.id)) ?? ticket
  const policy = await app.policies.version(now.policyVersion)
  const decided = decide(now, { kind: 'log-run', facts }, policy, by, at)
  if (!decided.ok) throw new Error(decided.problem.message)
  await commit(tx, [{ decision: decided.value, expectedRevision: now.revision, messages: [] }])
}

/**
 * A notice that is captured, since there is no mail server, counts as delivered when it was written: an installation that
 * is being looked at runs as it would (docs/decisions/0018). One that reaches nobody will not arrive.
 */
async function settledAtOnce(
  carrying: Carrying,
  run: Run,
  { letters }: RunDecision,
  isLost: boolean,
): Promise<Answer<Run> | null> {
  const isNew = letters.some(({ isNotice, onceFor }) => isNotice && onceFor === run.notice?.onceFor)
  if (!isNew || (!isLost && carrying.tx.letters !== 'captured')) return null
  const note = isLost ? 'There is nobody to write to.' : null
  return settle({ ...carrying, by: system }, run, { delivered: !isLost, note }, carrying.at)
}

/** The notice of a run has arrived, or will not. `at` is when that was. */
export async function settle(
  carrying: Carrying,
  run: Run,
  settled: { readonly delivered: boolean; readonly note: string | null },
  at: Instant,
): Promise<Answer<Run>> {
  const surroundings = await around(carrying, run)
  // What a mail server answers names the address: where a record knows it, that is not the partner's to read.
  const note = settled.note !== null && isToRecord(carrying.rules, run) ? 'Its letter did not arrive.' : settled.note
  return carry(carrying, settleNotice(run, surroundings, { ...settled, note }, at))
}

const isToRecord = (rules: WorkflowRules, run: Run): boolean =>
  stateRules(rules, run.state).notice?.to === 'customer' && addressedBy(rules) !== null

/** Of a run that begins there is nothing but its fields. */
export async function around(
  { app, tx, ticket, policy, rules, at }: Carrying,
  run: Pick<Run, 'fields'> & Partial<Pick<Run, 'since'>>,
) {
  return {
    policy,
    rules,
    where: ticket,
    ...(await findFacts({ app, tx, ticket, policy, rules, fields: run.fields, since: run.since ?? null, at })),
  }
}

/** Tells the run that waited for this one. */
async function tellOther(app: App, tx: Tx, ended: Run): Promise<void> {
  const found = ended.startedBy === null ? null : await runById(tx, ended.startedBy)
  if (found === null || ended.outcome === null) return
  await withRun(app, tx, found.ticket, found.id, async (carrying, run) => {
    // It may have gone on without waiting: taken back, say.
    if (run.waitsOn !== ended.id || run.endedAt !== null) return { ok: true, value: run }
    return stumbling(carrying, run, async () =>
      carry(carrying, otherEnded(run, await around(carrying, run), ended.outcome ?? 'withdrawn', carrying.at)),
    )
  })
}

/** Locks the ticket and does something with its run, as it then is. Null where there is none. */
export async function withRun<Value>(
  app: App,
  tx: Tx,
  ticketId: TicketId,
  id: RunId,
  work: (carrying: Carrying, run: Run) => Promise<Answer<Value>>,
  by: By = system,
): Promise<Answer<Value> | null> {
  const ticket = await lockTicket(tx, ticketId)
  const run = ticket === null ? null : await runById(tx, id)
  if (ticket === null || run === null) return null
  const { policy, rules } = await rulesFor(app, run.policyVersion, run.workflow)
  return work({ app, tx, ticket, policy, rules, by, at: app.now() }, run)
}

/** What is refused has done nothing; the transaction goes on. */
export async function tryIn<Value>(tx: Tx, work: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
  await tx.call({ name: 'savepoint_run', text: 'savepoint run' })
  const done = await work()
  await tx.call(
    done.ok
      ? { name: 'release_run', text: 'release savepoint run' }
      : { name: 'rollback_run', text: 'rollback to savepoint run' },
  )
  return done
}

/** What nobody asks for and is refused goes to a person: time must not try it for ever, nor pass over it. */
export async function stumbling(carrying: Carrying, run: Run, work: () => Promise<Answer<Run>>): Promise<Answer<Run>> {
  const { tx } = carrying
  const done = await tryIn(tx, work)
  if (done.ok) return done
  // Its events were undone with it: the chain goes on from before them.
  const ticket = (await lockTicket(tx, run.ticket)) ?? carrying.ticket
  const again = { ...carrying, ticket }
  return carry(again, stumble(run, await around(again, run), done.problem.message, carrying.at))
}

/** Brings a run up to now; nothing where nothing has come due. */
export async function wakeRun(carrying: Carrying, run: Run): Promise<Answer<Run>> {
  return stumbling(carrying, run, async () => {
    const woken = wake(run, await around(carrying, run), carrying.at)
    return woken === null ? { ok: true, value: run } : carry(carrying, woken)
  })
}
