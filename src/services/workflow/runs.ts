/** Runs of workflows (section E): begun, stepped, tried again by people; brought up to date by time and the post. */
import type { CustomerId, TicketId } from '../../domain/kernel.ts'
import type { WorkflowFieldRules } from '../../domain/policy/workflows.ts'
import { openStep, otherEnded, retry, step, type Stepping } from '../../domain/workflow/engine.ts'
import { readFields } from '../../domain/workflow/fields.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { FieldValues, Run, RunStepper } from '../../domain/workflow/run.ts'
import { asProgram } from '../../storage/as-program.ts'
import { readCustomer } from '../../storage/customers.ts'
import type { Tx } from '../../storage/database.ts'
import { personById } from '../../storage/people.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { lockTicket } from '../../storage/tickets.ts'
import {
  dueRuns,
  lockTicketUnlessBusy,
  openRunOf,
  runById,
  runsOf,
  settledNotices,
  type DueRun,
} from '../../storage/workflow-runs.ts'
import { byOf, type Actor, type App } from '../app.ts'
import { isOutage } from '../health.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { beginRun } from './begin.ts'
import { around, carry, settle, stumbling, wakeRun, withRun, type Carrying } from './carry.ts'
import { rolesOn } from './context.ts'
import { takeFiles } from './files.ts'
import { isRecordOf } from './records.ts'
import { takeChanges } from '../sheets/take-changes.ts'
import { rulesFor } from './rules-for.ts'
import { runViewIn, type TicketRunView } from './run-view.ts'

export interface StartAsked {
  readonly workflow: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface StepAsked {
  readonly step: string
  readonly fields: Readonly<Record<string, unknown>>
}

type Done = Promise<Answer<Outcome<TicketRunView>>>

/** POST /tickets/{id}/run. */
export const startRun = (app: App, actor: Actor, id: TicketId, asked: StartAsked, key: Once | null): Done =>
  change(app, actor, id, key, 201, starting(app, actor, asked))

/** The same within a transaction of the actor's. */
export const startRunIn = (app: App, tx: Tx, actor: Actor, id: TicketId, asked: StartAsked): Promise<Answer<Run>> =>
  changeIn(app, tx, actor, id, starting(app, actor, asked))

const starting =
  (app: App, actor: Actor, asked: StartAsked): Work =>
  async (ground, stepper) => {
    const policy = app.policies.current()
    const rules = workflowRules(policy, asked.workflow)
    if (rules === undefined)
      return wrongFields([{ field: 'workflow', message: 'There is no such workflow: see GET /api/v1/workflows.' }])
    const fields = await checked(app, ground, actor, rules.begins.fields, asked.fields, false)
    if (!fields.ok) return fields
    return beginRun({ ...ground, policy, rules }, { fields: fields.value, by: stepper, startedBy: null, note: null })
  }

/** POST /tickets/{id}/run/steps. */
export const stepRun = (app: App, actor: Actor, id: TicketId, asked: StepAsked, key: Once | null): Done =>
  change(app, actor, id, key, 200, stepping(app, actor, id, asked))

/** The same within a transaction of the actor's. */
export const stepRunIn = (app: App, tx: Tx, actor: Actor, id: TicketId, asked: StepAsked): Promise<Answer<Run>> =>
  changeIn(app, tx, actor, id, stepping(app, actor, id, asked))

const stepping =
  (app: App, actor: Actor, id: TicketId, asked: StepAsked): Work =>
  async (ground, by) => {
    // One that is over says so, to whoever came too late.
    const run = (await openRunOf(ground.tx, id)) ?? (await runsOf(ground.tx, id)).at(-1)
    if (run === undefined) return noRun
    const own = { ...ground, ...(await rulesFor(app, run.policyVersion, run.workflow)) }
    const rules = openStep(own.rules, run, asked.step)
    if (!rules.ok) return no(rules.problem)
    const fields = await checked(app, ground, actor, rules.value.fields, asked.fields, rules.value.internal)
    if (!fields.ok) return fields
    return takeStep(own, run, { step: asked.step, fields: fields.value, by, note: null })
  }

/** POST /tickets/{id}/run/retries: what was due and could not be done is tried again. */
export const retryRun = (app: App, actor: Actor, id: TicketId, key: Once | null): Done =>
  change(app, actor, id, key, 200, async (ground, by) => {
    const run = await openRunOf(ground.tx, id)
    if (run === null) return noRun
    const own = { ...ground, ...(await rulesFor(app, run.policyVersion, run.workflow)) }
    const tried = retry(run, await around(own, run), by, own.at)
    if (!tried.ok) return no(tried.problem)
    const done = await carry(own, tried.value)
    return done.ok ? goOnAfterOther(own, done.value) : done
  })

/** What it waited for may have ended while it was in trouble: that end is tried again, too. */
async function goOnAfterOther(carrying: Carrying, run: Run): Promise<Answer<Run>> {
  const other = run.waitsOn === null ? null : await runById(carrying.tx, run.waitsOn)
  if (other === null || other.outcome === null) return unchanged(run)
  return carry(carrying, otherEnded(run, await around(carrying, run), other.outcome, carrying.at))
}

const noRun = no({ code: 'invalid-state', message: 'This ticket runs through no workflow.' })

/** The step with its effects. The facts are asked with what is given now. */
export async function takeStep(carrying: Carrying, run: Run, asked: Stepping): Promise<Answer<Run>> {
  const surroundings = await around(carrying, { ...run, fields: { ...run.fields, ...asked.fields } })
  const stepped = step(run, surroundings, asked, carrying.at)
  return stepped.ok ? carry(carrying, stepped.value) : no(stepped.problem)
}

/** Before it is known which rules it goes by. */
type Ground = Omit<Carrying, 'policy' | 'rules'>

type Work = (ground: Ground, stepper: RunStepper) => Promise<Answer<Run>>

function change(app: App, actor: Actor, id: TicketId, key: Once | null, status: number, work: Work): Done {
  return once(app, actor, key, status, async (tx) => {
    const done = await changeIn(app, tx, actor, id, work)
    return done.ok ? { ok: true, value: await runViewIn(app, tx, actor, id) } : done
  })
}

/** Somebody changes a ticket's run: seen and asked for as that person, written as the program. */
async function changeIn(app: App, tx: Tx, actor: Actor, id: TicketId, work: Work): Promise<Answer<Run>> {
  if ((await readTicket(tx, id)) === null) return notFound('ticket')
  const name = actor.kind === 'system' ? '' : ((await personById(tx, actor.person))?.name ?? '')
  return asProgram(tx, async (inner) => {
    const ticket = await lockTicket(inner, id)
    if (ticket === null) return notFound('ticket')
    const roles = await rolesOn(app, inner, ticket, await app.policies.version(ticket.policyVersion), actor)
    return work({ app, tx: inner, ticket, by: byOf(actor), at: app.now() }, { roles, name })
  })
}

/** What was given, in its stored shape; customers are those that the actor may see, records the partner's own. */
async function checked(
  app: App,
  { tx, ticket }: Pick<Ground, 'tx' | 'ticket'>,
  actor: Actor,
  asked: readonly WorkflowFieldRules[],
  given: Readonly<Record<string, unknown>>,
  internal: boolean,
): Promise<Answer<FieldValues>> {
  const read = readFields(app.policies.current(), asked, given)
  if (!read.ok) return wrongFields(read.problem.map(({ field, message }) => ({ field: `fields.${field}`, message })))
  const wrong: { field: string; message: string }[] = []
  for (const { id, type, recordsOf } of asked) {
    const value = read.value[id]
    if (typeof value !== 'string') continue
    if (recordsOf !== undefined && !(await isRecordOf(tx, ticket.partner, recordsOf, value)))
      wrong.push({ field: `fields.${id}`, message: 'There is no such one of this partner.' })
    if (type !== 'customer') continue
    if (!isUuid(value) || (await seenBy(tx, actor, value)) === null)
      wrong.push({ field: `fields.${id}`, message: 'There is no such customer.' })
  }
  const files = await takeFiles(app, tx, actor, { ticket, fields: asked, values: read.value, internal })
  const changes = await takeChanges(app, tx, actor, { ticket, fields: asked, values: read.value, internal })
  const all = [...wrong, ...(files.ok ? [] : files.problem.errors), ...(changes.ok ? [] : changes.problem.errors)]
  if (all.length > 0) return wrongFields(all)
  return { ok: true, value: { ...(files.ok ? files.value : {}), ...(changes.ok ? changes.value : {}) } }
}

const isUuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

/** The transaction acts as the program by now: what a partner may not see is not there for it either. */
async function seenBy(tx: Tx, actor: Actor, id: string) {
  const customer = await readCustomer(tx, id as CustomerId)
  const hidden = actor.kind === 'partner' && (customer?.partner !== actor.partner || customer.untaggedAt !== null)
  return hidden ? null : customer
}

export interface WokenRuns {
  readonly runs: number
  readonly failed: readonly { readonly ticket: TicketId; readonly error: unknown }[]
}

/**
 * What time and the post have brought about: up to `limit` runs that are due, and notices that have been settled, each in
 * a transaction of its own and once, whatever other nodes do (C11). Costs two looks at an index where nothing is.
 */
export async function wakeRuns(app: App, limit: number): Promise<WokenRuns> {
  const at = app.now()
  const [notices, due] = await app.db.system(async (tx) => [
    await settledNotices(tx, limit),
    await dueRuns(tx, at, limit),
  ])
  const failed: { ticket: TicketId; error: unknown }[] = []
  let runs = 0
  const each = async (found: DueRun, work: (carrying: Carrying, run: Run) => Promise<Answer<Run>>): Promise<void> => {
    try {
      if (await claimed(app, found, work)) runs += 1
    } catch (error) {
      // No fault of this run's: the others would only fail the same way, each after its time.
      if (isOutage(error)) throw error
      failed.push({ ticket: found.ticket, error })
    }
  }
  for (const { delivered, settledAt, answer, ...found } of notices)
    await each(found, async (carrying, run) => {
      // Of one in trouble a person has to look first, as at anything that comes due.
      const isStill = run.trouble === null && run.notice !== null && (run.notice.deliveredAt === null || !delivered)
      const told = { delivered, note: answer }
      return isStill
        ? stumbling(carrying, run, () => settle(carrying, run, told, delivered ? settledAt : carrying.at))
        : unchanged(run)
    })
  for (const found of due) await each(found, wakeRun)
  return { runs, failed }
}

const unchanged = (run: Run): Answer<Run> => ({ ok: true, value: run })

/** False where another transaction has the ticket, or the run went on meanwhile. */
async function claimed(
  app: App,
  { id, ticket }: DueRun,
  work: (carrying: Carrying, run: Run) => Promise<Answer<Run>>,
): Promise<boolean> {
  return app.db.system(async (tx) => {
    if (!(await lockTicketUnlessBusy(tx, ticket))) return false
    const before = await runById(tx, id)
    const done = await withRun(app, tx, ticket, id, work)
    if (done === null) return false
    if (!done.ok) throw new Error(done.problem.message)
    return before?.revision !== done.value.revision
  })
}
