/** A ticket's run as readers get it: where it stands, what is open to them, when time acts, and all that happened. */
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { StepRules, WorkflowFieldRules } from '../../domain/policy/workflows.ts'
import { closedSpansOf } from '../../domain/workflow/span.ts'
import { stateRules } from '../../domain/workflow/engine.ts'
import { sayRoles } from '../../domain/workflow/role-words.ts'
import { workflowOf, workflowsOf } from '../../domain/workflow/rules.ts'
import type { FieldValue, FieldValues, Run } from '../../domain/workflow/run.ts'
import { fieldsOf, inFull, isHidden, sayField } from '../../domain/workflow/words.ts'
import { sideOf, type Ticket } from '../../domain/ticket/ticket.ts'
import { asProgram } from '../../storage/as-program.ts'
import type { Tx } from '../../storage/database.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { runLogOf, type LoggedEntry } from '../../storage/workflow-log.ts'
import { runById, runsOf } from '../../storage/workflow-runs.ts'
import { entryInWords } from '../../domain/workflow/entry-words.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { attachmentView, type AttachmentView } from '../attachments/view.ts'
import { notFound, type Answer } from '../refusals.ts'
import { fileOf } from './files.ts'
import { rulesFor } from './rules-for.ts'
import { rolesOn } from './context.ts'
import { questionIn, wordsOfRun } from './run-letters.ts'
import { seenField } from '../../domain/sheet/seen.ts'
import { changeView } from '../sheets/change-view.ts'
import { beginningsIn, namesIn, recordsInFull } from './records.ts'
import { fieldView, leadsTo, workflowView } from './workflow-view.ts'

export type TicketRunView = Awaited<ReturnType<typeof runViewIn>>

/** GET /tickets/{id}/run. */
export const getTicketRun = (app: App, actor: Actor, id: TicketId): Promise<Answer<TicketRunView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<TicketRunView>> => {
    if ((await readTicket(tx, id)) === null) return notFound('ticket')
    return { ok: true, value: await runViewIn(app, tx, actor, id) }
  })

/** The ticket is there for the actor: whoever calls has looked. */
export async function runViewIn(app: App, tx: Tx, actor: Actor, id: TicketId) {
  const log = await runLogOf(tx, id)
  return asProgram(tx, async (inner) => {
    const row = await readTicket(inner, id)
    if (row === null) throw new Error(`Ticket ${id} is gone.`)
    const { ticket } = row
    const runs = await runsOf(inner, id)
    const shown = runs.find(({ endedAt }) => endedAt === null) ?? runs.at(-1) ?? null
    const roles = await rolesOn(app, inner, ticket, await app.policies.version(ticket.policyVersion), actor)
    return {
      run:
        shown === null
          ? null
          : await oneRun(
              app,
              inner,
              actor,
              ticket,
              shown,
              log.filter(({ fact }) => fact.run === shown.id),
              roles,
            ),
      earlier: await Promise.all(
        runs
          .filter((run) => run !== shown)
          .map(async (run) => {
            const { rules } = await rulesFor(app, run.policyVersion, run.workflow)
            return {
              id: run.id as string,
              workflow: run.workflow,
              name: rules.name,
              state: stateRules(rules, run.state).name,
              outcome: run.outcome,
              startedAt: utc(run.startedAt),
              endedAt: utcOrNull(run.endedAt),
            }
          }),
      ),
      startable: startable(app.policies.current(), ticket, shown, roles),
    }
  })
}

/** What may be begun on this ticket, the one that its category names first. Nothing while one is open, or once it is over. */
function startable(policy: Policy, ticket: Ticket, shown: Run | null, roles: readonly string[]) {
  const over = ticket.solvedAt !== null || ticket.closedAt !== null || ticket.mergedInto !== null
  if (over || (shown !== null && shown.endedAt === null)) return []
  const named = workflowOf(policy, ticket)
  return workflowsOf(policy)
    .filter(({ begins }) => begins.by.some((role) => roles.includes(role)))
    .map(({ id, name, description, begins }) => ({
      id,
      name,
      description,
      fields: begins.fields.map((field) => fieldView(field)),
      suggested: id === named,
    }))
    .toSorted((a, b) => Number(b.suggested) - Number(a.suggested))
}

async function oneRun(
  app: App,
  tx: Tx,
  actor: Actor,
  ticket: Ticket,
  run: Run,
  log: readonly LoggedEntry[],
  roles: readonly string[],
) {
  const { policy, rules } = await rulesFor(app, run.policyVersion, run.workflow)
  const staff = isStaff(actor)
  const state = stateRules(rules, run.state)
  const words = await wordsOfRun({ tx, ticket, policy, rules, run, at: app.now() })
  const fields = fieldsOf(rules).filter((rule) => rule.id !== seenField && (staff || !isHidden(rules, rule)))
  const customers = await namesIn(tx, policy, fields, run.fields)
  const whole = await recordsInFull(tx, policy, rules, run.fields)
  const beginnings = await beginningsIn(tx, fields, run.fields)
  const files = await filesIn(app, tx, fields, [run.fields, ...log.map(({ fact }) => fact.entry.fields)], staff)
  const logged = new Map([...customers, ...[...files].map(([id, { name }]) => [id as string, name] as const)])
  const other = run.waitsOn === null ? null : await runById(tx, run.waitsOn)
  const otherRow = other === null || !staff ? null : await readTicket(tx, other.ticket)
  return {
    id: run.id as string,
    workflow: workflowView(rules),
    state: { id: state.id, name: state.name, description: state.description ?? null, ends: state.ends ?? null },
    waitsFor: run.endedAt === null ? (state.waitsFor ?? null) : null,
    asks: run.endedAt === null && state.asks !== undefined ? questionIn(rules, run, words) : null,
    since: utc(run.since),
    startedAt: utc(run.startedAt),
    endedAt: utcOrNull(run.endedAt),
    outcome: run.outcome,
    policyVersion: run.policyVersion,
    fields: fields
      .filter(({ id }) => run.fields[id] !== undefined)
      .map((rule) => ({
        id: rule.id,
        name: rule.name,
        type: rule.type,
        internal: rule.internal,
        said: whole[inFull(rule.id)] ?? sayField(policy, rule, run.fields[rule.id], customers),
        file: files.get(run.fields[rule.id]) ?? null,
      })),
    steps: (run.endedAt === null ? state.steps : [])
      .filter(({ internal, by }) => staff || (!internal && by.includes('partner')))
      .map((step) => stepView(step, roles, beginnings)),
    deadlines: run.timers
      .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))
      .flatMap((timer) => {
        const deadline = state.deadlines.find(({ id }) => id === timer.id)
        if (deadline === undefined) return []
        return {
          id: timer.id,
          name: deadline.name,
          dueAt: utc(timer.dueAt),
          leadsTo: leadsTo(rules, deadline.to),
          from: utc(run.notice?.deliveredAt ?? run.since),
          closed: closedSpansOf(
            policy,
            ticket,
            run.fields,
            deadline,
            run.notice?.deliveredAt ?? run.since,
            timer.dueAt,
          ).map((span) => ({ from: utc(span.from), to: utc(span.to) })),
        }
      }),
    /** Of the letter that starts the deadlines. */
    notice: run.notice === null ? null : { deliveredAt: utcOrNull(run.notice.deliveredAt) },
    /** E8: before and after, where it is about what is shown of a partner. */
    change: await changeView(app, tx, policy, run),
    trouble: run.trouble === null || !staff ? null : { message: run.trouble.message, since: utc(run.trouble.since) },
    /** The last that the customer wrote and that decided nothing, until somebody goes on. */
    mailed: run.mailed == null || !staff ? null : { ...run.mailed, at: utc(run.mailed.at) },
    waitsOn: otherRow === null ? null : { ticket: otherRow.ticket.id as string, number: otherRow.number },
    log: log.map(({ fact, notedAt, person, by }) => ({
      seq: fact.entry.seq,
      kind: fact.entry.kind,
      at: utc(fact.entry.at),
      notedAt: utc(notedAt),
      from: fact.entry.from,
      to: fact.entry.to,
      words: entryInWords(policy, fact),
      by: {
        as: fact.entry.by.as,
        name: nameOf(fact.entry.by.name, person),
        side: sideOf(by),
        email: fact.entry.by.email ?? null,
      },
      given: fields
        .filter(({ id }) => fact.entry.fields[id] !== undefined)
        .map((rule) => ({
          name: rule.name,
          said: sayField(policy, rule, fact.entry.fields[rule.id], logged),
          file: files.get(fact.entry.fields[rule.id]) ?? null,
        })),
      facts: Object.entries(fact.entry.facts).map(([name, found]) => ({ fact: name, found })),
      /** The mail that is the evidence. */
      mail: staff ? (fact.entry.mail?.id ?? null) : null,
      internal: fact.entry.internal,
    })),
    visited: [...new Set(log.map(({ fact }) => fact.entry.to))],
  }
}

/** Files that were given, by what stands in the field; a partner gets those that are its own to see. */
async function filesIn(
  app: App,
  tx: Tx,
  fields: readonly WorkflowFieldRules[],
  given: readonly FieldValues[],
  staff: boolean,
): Promise<ReadonlyMap<FieldValue | undefined, AttachmentView>> {
  const found = new Map<FieldValue | undefined, AttachmentView>()
  for (const { id } of fields.filter(({ type }) => type === 'file'))
    for (const value of new Set(given.map((values) => values[id]))) {
      const file = typeof value === 'string' ? await fileOf(tx, value) : null
      if (file !== null && (staff || file.visibleTo === 'partner')) found.set(value, attachmentView(app, file))
    }
  return found
}

const nameOf = (said: string, person: { readonly id: PersonId; readonly name: string } | null): string =>
  person?.name ?? said

const stepView = (
  { id, name, by, fields, internal }: StepRules,
  roles: readonly string[],
  beginnings: ReadonlyMap<string, string>,
) => {
  const allowed = by.some((role) => roles.includes(role))
  return {
    id,
    name,
    by: [...by],
    internal,
    fields: fields.map((field) => fieldView(field, beginnings)),
    allowed,
    because: allowed ? null : `This is for: ${sayRoles(by)}.`,
  }
}
