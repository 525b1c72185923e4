/** The yearly evaluation (E7): a manager decides on what the scores propose. */
import { ok, type PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import {
  countEvaluations,
  decideEvaluation,
  evaluationById,
  listEvaluations as list,
  lockEvaluation,
  unchangedProposals,
  type EvaluationFilter,
  type EvaluationRow,
} from '../../storage/evaluations.ts'
import type { PageRequest } from '../../storage/page.ts'
import { partnerById } from '../../storage/partners.ts'
import { namesOf } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { todayOf } from '../workflow/facts/accounts.ts'
import { applyEvaluations } from './apply-evaluations.ts'
import { tellResult } from './evaluation-letter.ts'
import { evaluationView, type EvaluationView } from './evaluation-view.ts'

/** GET /evaluations. A partner gets its own results. */
export const listEvaluations = (app: App, actor: Actor, filter: EvaluationFilter & PageRequest) =>
  app.db.transaction(
    actor,
    async (
      tx,
    ): Promise<
      Answer<{
        readonly items: readonly EvaluationView[]
        readonly nextCursor: string | null
        readonly years: Awaited<ReturnType<typeof countEvaluations>>
      }>
    > => {
      const found = await list(tx, filter)
      if (!found.ok) return no(found.problem)
      const { items, nextCursor } = found.value
      const names = await namesOf(tx, [...new Set(items.flatMap(({ decidedBy }) => decidedBy ?? []))])
      return ok({
        items: items.map((row) => evaluationView(app, actor, row, names)),
        nextCursor,
        years: [...(await countEvaluations(tx))],
      })
    },
  )

export const isEvaluation = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await evaluationById(tx, id)) !== null)

export interface Approval {
  /** 'YYYY-MM-DD': the first day of the tier. */
  readonly effectiveOn: string
  /** To the partner, beside the rule. */
  readonly reason?: string | undefined
}

type Done = Promise<Answer<Outcome<EvaluationView>>>

/** POST /evaluations/{id}/approval. The tier begins with that day; the partner is told now. */
export const approveEvaluation = (app: App, actor: Actor, id: string, given: Approval, key: Once | null): Done =>
  afterwards(
    app,
    once(app, actor, key, 200, (tx) =>
      decided(app, tx, actor, id, async (row) => {
        const early = await dayMistake(app, tx, row, given.effectiveOn)
        return early ?? approveIn(app, tx, actor, row, given)
      }),
    ),
  )

/** POST /evaluations/{id}/refusal: the tier stays as it is. */
export const refuseEvaluation = (
  app: App,
  actor: Actor,
  id: string,
  { reason }: { readonly reason: string },
  key: Once | null,
): Done =>
  once(app, actor, key, 200, (tx) =>
    decided(app, tx, actor, id, async (row) => {
      const at = app.now()
      await decideEvaluation(tx, row.id, { decision: 'refused', at, by: personIn(actor), reason, effectiveOn: null })
      return null
    }),
  )

/** POST /evaluations/approvals: every proposal of the year that changes nothing, at once. */
export const approveUnchanged = (
  app: App,
  actor: Actor,
  { year, ...given }: Approval & { readonly year: number },
  key: Once | null,
): Promise<Answer<Outcome<{ readonly approved: number }>>> =>
  afterwards(
    app,
    once(app, actor, key, 200, async (tx): Promise<Answer<{ readonly approved: number }>> => {
      const rows = await unchangedProposals(tx, year)
      for (const row of rows) {
        const wrong =
          (await dayMistake(app, tx, row, given.effectiveOn)) ?? (await approveIn(app, tx, actor, row, given))
        if (wrong !== null) return wrong
      }
      return ok({ approved: rows.length })
    }),
  )

const personIn = (actor: Actor): PersonId | null => (actor.kind === 'system' ? null : actor.person)

/** A tier that begins today begins now. */
async function afterwards<Value>(app: App, work: Promise<Answer<Value>>): Promise<Answer<Value>> {
  const done = await work
  if (done.ok) await applyEvaluations(app)
  return done
}

type Refused = Answer<never> | null

async function decided(
  app: App,
  tx: Tx,
  actor: Actor,
  id: string,
  work: (row: EvaluationRow) => Promise<Refused>,
): Promise<Answer<EvaluationView>> {
  const row = await lockEvaluation(tx, id)
  if (row === null) return notFound('evaluation')
  if (row.supersededAt !== null)
    return no({ code: 'invalid-state', message: 'This was proposed anew meanwhile: look at the new one.' })
  if (row.decision !== null) return no({ code: 'invalid-state', message: `This was ${row.decision} already.` })
  const refused = await work(row)
  if (refused !== null) return refused
  const now = await evaluationById(tx, id)
  if (now === null) throw new Error(`Evaluation ${id} is gone.`)
  return ok(evaluationView(app, actor, now, await namesOf(tx, now.decidedBy === null ? [] : [now.decidedBy])))
}

/** A tier does not begin in the past: what was promised then was promised. */
async function dayMistake(app: App, tx: Tx, row: EvaluationRow, effectiveOn: string): Promise<Refused> {
  const partner = await partnerById(tx, row.partner)
  if (partner === null) return notFound('partner')
  return effectiveOn < todayOf(app.policies.current(), partner, app.now())
    ? wrongFields([{ field: 'effectiveOn', message: 'Give today or a later day: a tier does not begin in the past.' }])
    : null
}

async function approveIn(
  app: App,
  tx: Tx,
  actor: Actor,
  row: EvaluationRow,
  { effectiveOn, reason }: Approval,
): Promise<Refused> {
  const at = app.now()
  const by = personIn(actor)
  await decideEvaluation(tx, row.id, { decision: 'approved', at, by, reason: reason?.trim() || null, effectiveOn })
  await tellResult(app, tx, row, { effectiveOn, reason: reason?.trim() ?? '' })
  return null
}
