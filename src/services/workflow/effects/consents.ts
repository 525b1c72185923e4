/** E5: what a customer was asked to agree to, in one uniform format, and what it said; kept for good. */
import type { CustomerId } from '../../../domain/kernel.ts'
import { filled } from '../../../domain/letter.ts'
import { dayIn } from '../../../domain/presence.ts'
import { placeOf } from '../../../domain/region.ts'
import { stateRules } from '../../../domain/workflow/engine.ts'
import { insertConsent, type ConsentAnswer } from '../../../storage/consents.ts'
import { customerById } from '../../../storage/customers.ts'
import { trueAt, type RunContext } from '../context.ts'
import { textOf } from '../facts/customers.ts'
import { wordsOfRun } from '../run-letters.ts'
import type { Effect } from './index.ts'

const said: Readonly<Record<ConsentAnswer, string>> = {
  given: 'The consent of the customer is recorded',
  refused: 'That the customer refused is recorded',
  expired: 'That no answer came in time is recorded',
  withdrawn: 'That the request was taken back is recorded',
}

async function record(context: RunContext, answer: ConsentAnswer) {
  const { app, tx, ticket, policy, rules, run } = context
  const at = trueAt(context)
  const customerId = textOf(run.fields, 'customer') as CustomerId | null
  const customer = customerId === null ? null : await customerById(tx, customerId)
  // The statement is what the customer was asked to say: the question of the state in which it could answer.
  const question = rules.states.find(({ steps }) => steps.some(({ by }) => by.includes('customer')))?.asks ?? ''
  const statement = filled(question, await wordsOfRun(context))
  const answered = answer === 'given' || answer === 'refused'
  await insertConsent(tx, {
    id: app.newId<'consent'>(),
    run: run.id,
    ticket: ticket.id,
    partner: ticket.partner,
    customer: customerId,
    answer,
    form: {
      customer: customer?.name ?? null,
      account: textOf(run.fields, 'account'),
      superAdmin: textOf(run.fields, 'superAdminEmail'),
      change: textOf(run.fields, 'change'),
      statement,
      day: dayIn(placeOf(policy, ticket.country, ticket.state).zone, at),
    },
    address: answered ? textOf(run.fields, 'consentFrom') : null,
    evidence: textOf(run.fields, 'customerWords'),
    at,
  })
  return { ok: true as const, value: { said: said[answer] } }
}

export const recordConsent: Effect = (context) => record(context, 'given')

/** Which of the three, the end of the run says. */
export const recordRefusal: Effect = (context) => {
  const { ends } = stateRules(context.rules, context.run.state)
  return record(context, ends === 'lapsed' ? 'expired' : ends === 'withdrawn' ? 'withdrawn' : 'refused')
}
