/**
 * The engine of section E: a run is started, stepped, and woken. Pure, with time as an argument: what comes out is
 * everything that must be true afterwards, and storage writes it with the ticket's ledger in one transaction.
 *
 * Long because: every way in which a run moves is here, and each first lets the time pass that has passed.
 */
import { isAfter, ok, refuse, type Instant, type PartnerId, type Result, type TicketId } from '../kernel.ts'
import type { RunOutcome, StepRules, WorkflowRole, WorkflowRules } from '../policy/workflows.ts'
import { sayRoles } from './role-words.ts'
import { RunDraft, stateRules, type RunDecision, type Surroundings } from './decision.ts'
import type { FieldValues, MailedAnswer, Run, RunActor, RunId, RunStepper } from './run.ts'

export {
  runWakeAt,
  stateRules,
  type EffectCall,
  type RunDecision,
  type RunLetter,
  type Surroundings,
} from './decision.ts'

const byTime: RunActor = { as: 'time', name: 'Time' }
const byPost: RunActor = { as: 'post', name: 'The post' }
const byProgram: RunActor = { as: 'program', name: 'The program' }

export interface Starting {
  readonly run: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId | null
  /** Read by `readFields` already. */
  readonly fields: FieldValues
  /** Null where another run starts it. */
  readonly by: RunStepper | null
  readonly startedBy: RunId | null
  readonly note: string | null
}

/** Begins a run. Refused: who may not, and guards that do not hold. */
export function start(surroundings: Surroundings, asked: Starting, at: Instant): Result<RunDecision> {
  const { rules, policy } = surroundings
  const by = asked.by === null ? byProgram : actorAs(asked.by, rules.begins.by)
  if (by === null) return refuse('not-allowed', `'${rules.name}' is begun by: ${sayRoles(rules.begins.by)}.`)
  const draft = new RunDraft(
    {
      id: asked.run,
      ticket: asked.ticket,
      partner: asked.partner,
      workflow: rules.id,
      policyVersion: policy.version,
      revision: 0,
      state: '',
      since: at,
      visit: 0,
      fields: asked.fields,
      timers: [],
      notice: null,
      waitsOn: null,
      startedBy: asked.startedBy,
      trouble: null,
      startedAt: at,
      endedAt: null,
      outcome: null,
    },
    surroundings,
  )
  // What another run starts was asked for there: its guards have held already, or are what it is about.
  const held = asked.by === null ? ok({}) : guardsHold(draft, rules.begins.guards)
  if (!held.ok) return held
  const { to, facts } = draft.choose(rules.begins.to)
  const entry = draft.record({
    kind: 'started',
    id: null,
    at,
    from: null,
    to,
    by,
    fields: asked.fields,
    facts: { ...held.value, ...facts },
    note: asked.note,
  })
  draft.enter(entry)
  return ok(draft.decision())
}

export interface Stepping {
  readonly step: string
  readonly fields: FieldValues
  readonly by: RunStepper
  /** Evidence in words. */
  readonly note: string | null
  /** The mail that is the evidence, by its id. */
  readonly mail?: string | undefined
}

/** First brings the run up to `at`, then takes the step. Refused: a step that is not open now, who may not, guards. */
export function step(run: Run, surroundings: Surroundings, asked: Stepping, at: Instant): Result<RunDecision> {
  const draft = new RunDraft(run, surroundings)
  pass(draft, at)
  const found = openStep(surroundings.rules, draft.run, asked.step)
  if (!found.ok) return found
  const rules = found.value
  const by = actorAs(asked.by, rules.by)
  if (by === null) return refuse('not-allowed', `'${rules.name}' is for: ${sayRoles(rules.by)}.`, 'step')
  // A guard may be about what is given now.
  const held = guardsHold(draft, rules.guards)
  if (!held.ok) return held
  const { to, facts } = draft.choose(rules.to)
  const entry = draft.record({
    kind: 'step',
    id: rules.id,
    at,
    to,
    by,
    fields: asked.fields,
    facts: { ...held.value, ...facts },
    note: asked.note,
    ...(asked.mail === undefined ? {} : { mail: { id: asked.mail, because: null } }),
    internal: rules.internal,
  })
  draft.enter(entry)
  pass(draft, at)
  return ok(draft.decision())
}

/** The step of that name in the state in which the run is. */
export function openStep(rules: WorkflowRules, run: Run, id: string): Result<StepRules> {
  const state = stateRules(rules, run.state)
  const found = state.steps.find((row) => row.id === id)
  if (found !== undefined) return ok(found)
  if (run.endedAt !== null) return refuse('invalid-state', `'${rules.name}' is over already: ${state.name}.`, 'step')
  const elsewhere = rules.states.some(({ steps }) => steps.some((row) => row.id === id))
  const open = state.steps.map((row) => row.id).join(', ')
  const now = open === '' ? 'nothing, it waits' : open
  return elsewhere
    ? refuse('invalid-state', `This is not open now. It stands at '${state.name}'; possible: ${now}.`, 'step')
    : refuse('incomplete', `There is no such step. Possible now: ${now}.`, 'step')
}

/** Brings the run up to `at`; null where nothing has come due. */
export function wake(run: Run, surroundings: Surroundings, at: Instant): RunDecision | null {
  const draft = new RunDraft(run, surroundings)
  pass(draft, at)
  return draft.run.revision === run.revision ? null : draft.decision()
}

/** The notice of its state has arrived, or will not, or came back: then it goes on where a person looks after it. */
export function settleNotice(
  run: Run,
  surroundings: Surroundings,
  settled: { readonly delivered: boolean; readonly note: string | null },
  at: Instant,
): RunDecision {
  const draft = new RunDraft(run, surroundings)
  const { notice } = draft.state
  if (run.notice === null || notice === undefined) throw new Error(`Run ${run.id} waits for no delivery.`)
  const { note } = settled
  if (settled.delivered) {
    draft.record({ kind: 'delivered', id: null, at, by: byPost, note })
    draft.arrived(at)
  } else draft.enter(draft.record({ kind: 'undelivered', id: null, at, by: byPost, note, to: notice.undelivered }))
  return draft.decision()
}

/** The run on the other ticket, by its id: until it is over, this one waits. */
export const waitFor = (run: Run, other: RunId): Run => ({ ...run, waitsOn: other })

/** The run that this one waited for is over. */
export function otherEnded(run: Run, surroundings: Surroundings, outcome: RunOutcome, at: Instant): RunDecision {
  const draft = new RunDraft(run, surroundings)
  const next = draft.state.whenOtherEnds
  if (next === undefined) throw new Error(`State '${run.state}' waits for no other run.`)
  draft.enter(
    draft.record({
      kind: 'other-ended',
      id: outcome,
      at,
      by: byProgram,
      to: outcome === 'done' ? next.done : next.otherwise,
    }),
  )
  pass(draft, at)
  return draft.decision()
}

/** What was due could not be done: nothing more comes due until a person has looked. */
export function stumble(run: Run, surroundings: Surroundings, message: string, at: Instant): RunDecision {
  const draft = new RunDraft(run, surroundings)
  draft.record({ kind: 'trouble', id: null, at, by: byProgram, note: message, internal: true })
  draft.set({ trouble: { message, since: at } })
  return draft.decision()
}

/** A customer's answer by mail that decides nothing: kept with its words, and for a person to read while it is open. */
export function noteMailed(run: Run, surroundings: Surroundings, mailed: MailedAnswer): RunDecision {
  const { email, words, at, mail, because } = mailed
  const draft = new RunDraft(run, surroundings)
  draft.record({
    kind: 'mailed',
    id: null,
    at,
    by: { as: 'customer', name: email, email },
    note: words,
    mail: { id: mail, because },
    internal: true,
  })
  if (run.endedAt === null) draft.set({ mailed })
  return draft.decision()
}

/** A person has looked: what was due is due again. Refused where there is no trouble. */
export function retry(run: Run, surroundings: Surroundings, by: RunStepper, at: Instant): Result<RunDecision> {
  if (run.trouble === null) return refuse('invalid-state', 'Nothing went wrong that could be tried again.')
  const actor = actorAs(by, ['agent'])
  if (actor === null) return refuse('not-allowed', 'Only the vendor tries again.')
  const draft = new RunDraft(run, surroundings)
  draft.record({ kind: 'retried', id: null, at, by: actor, internal: true })
  draft.set({ trouble: null })
  pass(draft, at)
  return ok(draft.decision())
}

/** Deadlines that have passed, in the order in which they did, each dated with its own instant (C14). */
function pass(draft: RunDraft, at: Instant): void {
  for (;;) {
    if (draft.run.trouble !== null) return
    const [timer] = draft.run.timers
      .filter(({ dueAt }) => isAfter(at, dueAt))
      .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))
    if (timer === undefined) return
    const deadline = draft.deadline(timer.id)
    draft.set({ timers: draft.run.timers.filter((each) => each !== timer) })
    const chosen = deadline.to === undefined ? null : draft.choose(deadline.to)
    const entry = draft.record({
      kind: 'deadline',
      id: timer.id,
      at: timer.dueAt,
      by: byTime,
      ...(chosen === null ? {} : { to: chosen.to, facts: chosen.facts }),
    })
    draft.does(deadline.effects, entry.seq)
    if (chosen !== null) draft.enter(entry)
    draft.send(deadline.letters, entry.seq)
  }
}

function guardsHold(
  draft: RunDraft,
  guards: StepRules['guards'],
): Result<Readonly<Partial<Record<StepRules['guards'][number]['fact'], boolean>>>> {
  const held: Partial<Record<StepRules['guards'][number]['fact'], boolean>> = {}
  for (const { fact, otherwise, field } of guards) {
    if (!draft.found(fact)) {
      const message = otherwise.replaceAll('{because}', draft.because(fact)).trim()
      return refuse('conflict', message, field === undefined ? undefined : `fields.${field}`)
    }
    held[fact] = true
  }
  return ok(held)
}

/** In the first of the roles asked for that is theirs; null where none is. */
function actorAs(by: RunStepper, allowed: readonly WorkflowRole[]): RunActor | null {
  const as = allowed.find((role) => by.roles.includes(role))
  if (as === undefined) return null
  return { as, name: by.name, ...(by.email === undefined ? {} : { email: by.email }) }
}
