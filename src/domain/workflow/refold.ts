/** A run worked out again from its log: what storage keeps of it must be what the log makes it (`desk verify`). */
import type { PartnerId, Result, TicketId } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import { RunDraft, type RunDecision, type Surroundings } from './decision.ts'
import { noteMailed, otherEnded, retry, settleNotice, start, step, stumble, waitFor, wake } from './engine.ts'
import type { Run, RunEntry, WorkflowFact } from './run.ts'
import type { Whereabouts } from './span.ts'

/** Of the ticket: what a run needs to know of it. */
export interface RunTicket extends Whereabouts {
  readonly id: TicketId
  readonly partner: PartnerId | null
}

/**
 * `policyOf` gives the policy of a version; lines come in their order, each with the instant at which it was noted. Throws
 * where the log cannot have come about so.
 */
export function refoldRun(
  policy: Policy,
  ticket: RunTicket,
  log: readonly (WorkflowFact & { readonly notedAt: Temporal.Instant })[],
): Run {
  const [first] = log
  if (first === undefined || first.entry.kind !== 'started') throw new Error('The log does not begin with its start.')
  const rules = policy.workflows.find(({ id }) => id === first.workflow)
  if (rules === undefined) throw new Error(`The policy has no workflow '${first.workflow}'.`)
  let run: Run | null = null
  let known = 0
  for (const { entry, notedAt, startedBy } of log) {
    if (entry.seq <= known) continue
    // Every line that was noted together knew the same.
    const facts = Object.assign(
      {},
      ...log.filter((line) => line.notedAt.equals(notedAt)).map((line) => line.entry.facts),
    )
    const around: Surroundings = { policy, rules, where: ticket, facts }
    const decision: RunDecision =
      run === null ? begun(around, first, ticket, startedBy) : next(run, around, entry, notedAt)
    run = withOthers(decision, log)
    for (const made of decision.entries) {
      const kept = log[made.seq - 1]?.entry
      if (kept === undefined || kept.kind !== made.kind || kept.to !== made.to || !kept.at.equals(made.at))
        throw new Error(`Line ${made.seq} of the run's log is not what the rules make it.`)
    }
    known = decision.run.revision
  }
  if (run === null) throw new Error('The log is empty.')
  return run
}

function begun(
  around: Surroundings,
  { run, entry }: WorkflowFact,
  ticket: RunTicket,
  startedBy: Run['startedBy'],
): RunDecision {
  return must(
    start(
      around,
      {
        run,
        ticket: ticket.id,
        partner: ticket.partner,
        fields: entry.fields,
        by: entry.by.as === 'program' ? null : { roles: rolesOf(entry), name: entry.by.name },
        startedBy,
        note: entry.note,
      },
      entry.at,
    ),
    entry,
  )
}

function next(run: Run, around: Surroundings, entry: RunEntry, notedAt: Temporal.Instant): RunDecision {
  const by = { roles: rolesOf(entry), name: entry.by.name }
  switch (entry.kind) {
    case 'started':
      throw new Error('A run is started once.')
    case 'step':
      return must(
        step(run, around, { step: entry.id ?? '', fields: entry.fields, by, note: entry.note }, notedAt),
        entry,
      )
    case 'deadline': {
      // What time brought about before a step is a line of its own; the step comes out of its own line.
      const draft = new RunDraft(run, around)
      return wake(run, around, notedAt) ?? draft.decision()
    }
    case 'delivered':
    case 'undelivered':
      return settleNotice(run, around, { delivered: entry.kind === 'delivered', note: entry.note }, entry.at)
    case 'other-ended':
      return otherEnded(run, around, entry.id as 'done', entry.at)
    case 'trouble':
      return stumble(run, around, entry.note ?? '', entry.at)
    case 'mailed':
      return noteMailed(run, around, {
        email: entry.by.email ?? '',
        words: entry.note ?? '',
        at: entry.at,
        mail: entry.mail?.id ?? '',
        because: entry.mail?.because ?? '',
      })
    case 'retried':
      return must(retry(run, around, by, notedAt), entry)
  }
}

/** What an effect has started on another ticket is known from the line that it was put into. */
function withOthers({ run, entries }: RunDecision, log: readonly WorkflowFact[]): Run {
  const visit = entries.find(({ seq }) => seq === run.visit)
  const other =
    visit === undefined ? undefined : log[run.visit - 1]?.entry.effects.find((each) => each.other !== undefined)
  return other?.other === undefined ? run : waitFor(run, other.other)
}

const rolesOf = ({ by }: RunEntry) => (by.as === 'time' || by.as === 'post' || by.as === 'program' ? [] : [by.as])

function must(decided: Result<RunDecision>, entry: RunEntry): RunDecision {
  if (decided.ok) return decided.value
  throw new Error(`Line ${entry.seq} (${entry.kind}) would be refused: ${decided.problem.message}`)
}
