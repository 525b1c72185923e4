/** The partner is told its result once it is approved (E7). */
import type { DeskId, Policy } from '../../domain/policy.ts'
import { sayDay } from '../../domain/workflow/words.ts'
import type { Tx } from '../../storage/database.ts'
import type { EvaluationRow } from '../../storage/evaluations.ts'
import { partnerById } from '../../storage/partners.ts'
import { contactsOf } from '../../storage/people.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'
import { tierOf } from './evaluation-view.ts'

/** The desk that queries about results come to. */
const deskOf = ({ categories, desks }: Policy): DeskId => {
  const asking = categories.find(({ subTypes }) => subTypes.some(({ workflow }) => workflow === 'evaluation-query'))
  const desk = asking?.desk ?? desks.at(-1)?.id
  if (desk === undefined) throw new Error('The policy has no desk.')
  return desk
}

export async function tellResult(
  app: App,
  tx: Tx,
  row: EvaluationRow,
  { effectiveOn, reason }: { readonly effectiveOn: string; readonly reason: string },
): Promise<void> {
  const policy = app.policies.current()
  const partner = await partnerById(tx, row.partner)
  const contact = (await contactsOf(tx, row.partner)).find(({ active }) => active)
  if (partner === null || contact === undefined) return
  const { parts } = policy.partnership.evaluation
  await postLetter(app, tx, {
    template: 'evaluation-result',
    to: { name: contact.name, email: contact.email, person: contact.id },
    desk: deskOf(policy),
    country: partner.country,
    state: partner.state,
    ticket: null,
    partner: partner.id,
    data: {
      year: String(row.year),
      region: policy.regions.find(({ id }) => id === row.region)?.name ?? row.region,
      tier: tierOf(policy, row.proposed)?.name ?? row.proposed,
      rule: row.rule,
      scores: parts.map(({ id, name }) => `${name}: ${row.scores[id] ?? 0}`).join('\n'),
      effectiveOn: sayDay(effectiveOn),
      reason,
    },
    onceFor: `evaluation:${row.id}`,
  })
}
