/** E7: whether a result can be queried, and whether a corrected one is possible. */
import { scoreMistakes } from '../../../domain/evaluation.ts'
import { evaluationById } from '../../../storage/evaluations.ts'
import { textOf } from './customers.ts'
import type { FindFact } from './index.ts'

export const evaluationStands: FindFact = async ({ tx, ticket, fields }) => {
  const row = await evaluationById(tx, textOf(fields, 'evaluation') ?? '')
  return row?.partner === ticket.partner && row?.decision === 'approved' && row.supersededAt === null
}

export const scoreIsPossible: FindFact = async ({ tx, policy, fields }) => {
  const row = await evaluationById(tx, textOf(fields, 'evaluation') ?? '')
  if (row === null) return false
  const scores = { ...row.scores, [textOf(fields, 'part') ?? '']: fields.points as number }
  const [wrong] = scoreMistakes(policy.partnership.evaluation, scores)
  return { holds: wrong === undefined, because: wrong?.message ?? '' }
}
