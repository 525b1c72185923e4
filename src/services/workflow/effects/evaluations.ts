/** E7: what a partner's query brought to light is proposed anew; what was found before stays in the history. */
import { propose, scoreMistakes } from '../../../domain/evaluation.ts'
import type { PartnerId } from '../../../domain/kernel.ts'
import { lockEvaluation, proposeEvaluations, type EvaluationId } from '../../../storage/evaluations.ts'
import { partnerById } from '../../../storage/partners.ts'
import { readTicket } from '../../../storage/ticket-rows.ts'
import { no } from '../../refusals.ts'
import { textOf } from '../facts/customers.ts'
import type { Effect } from './index.ts'

const refused = (message: string) => no({ code: 'conflict', message })

export const correctEvaluation: Effect = async ({ app, tx, ticket, policy, run, at, person }) => {
  const before = await lockEvaluation(tx, textOf(run.fields, 'evaluation') ?? '')
  if (before === null || before.supersededAt !== null)
    return refused('This result was corrected meanwhile: look at the new one.')
  const scores = { ...before.scores, [textOf(run.fields, 'part') ?? '']: run.fields.points as number }
  const [wrong] = scoreMistakes(policy.partnership.evaluation, scores)
  if (wrong !== undefined) return refused(wrong.message)
  const { total, tier, rule, entryMet } = propose(policy, scores, before.entry)
  const partner = await partnerById(tx, ticket.partner as PartnerId)
  const number = (await readTicket(tx, ticket.id))?.number ?? ''
  await proposeEvaluations(tx, [
    {
      id: app.newId() as EvaluationId,
      partner: before.partner,
      year: before.year,
      region: before.region,
      isHome: before.isHome,
      scores,
      total,
      entry: before.entry,
      tierWas: before.isHome ? (partner?.tier ?? null) : before.proposed,
      proposed: tier,
      rule,
      entryMet,
      proposedAt: at,
      proposedBy: person,
      source: `Corrected on ${number}: ${textOf(run.fields, 'answer') ?? ''}`,
      corrects: before.id,
    },
  ])
  return { ok: true, value: { said: `The evaluation ${before.year} is proposed anew: ${rule}` } }
}
