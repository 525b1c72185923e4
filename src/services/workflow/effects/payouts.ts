/** E3: a payout is kept as its run now stands, for its list, its sums and its table. */
import { isAfter, type Instant } from '../../../domain/kernel.ts'
import { billingEntity, type PayoutState } from '../../../domain/payout.ts'
import { stateRules } from '../../../domain/workflow/engine.ts'
import type { Money } from '../../../domain/workflow/run.ts'
import { leavesAt } from '../../../storage/workflow-runs.ts'
import { keepPayout as keep, payoutById, type Payout } from '../../../storage/payouts.ts'
import { no } from '../../refusals.ts'
import type { RunContext } from '../context.ts'
import { textOf } from '../facts/customers.ts'
import { fileOnTicket } from '../files.ts'
import type { Effect } from './index.ts'

/**
 * The states of the workflow that have a meaning in the list: an end that is done is paid, another one is taken back; one
 * that waits for the partner has been returned; one that time leaves is with us, one that time has led to is late.
 */
function stateOf({ run, rules }: RunContext): PayoutState {
  const state = stateRules(rules, run.state)
  if (run.endedAt !== null) return run.outcome === 'done' ? 'paid' : 'withdrawn'
  if (state.waitsFor === 'partner') return 'returned'
  return leavesAt(run, state) === null ? 'late' : 'with-us'
}

export const keepPayout: Effect = async (context) => {
  const { tx, ticket, policy, run, rules, at } = context
  if (ticket.partner === null)
    return no({ code: 'conflict', message: 'This ticket is no partner’s: nobody can be paid.' })
  const state = stateOf(context)
  const before = await payoutById(tx, run.id)
  const file = await fileOnTicket(tx, ticket.id, textOf(run.fields, 'invoice') ?? '')
  const isUpload = state === 'with-us'
  if (file === null && (before === null || isUpload))
    return no({ code: 'conflict', message: 'The invoice is not on this ticket any more.' })
  const { amount, currency } = run.fields.amount as Money
  const entity = textOf(run.fields, 'entity') ?? ''
  const [expectedAt] = run.timers.map(({ dueAt }) => dueAt).toSorted(Temporal.Instant.compare)
  const lateAt = leavesAt(run, stateRules(rules, run.state))
  if (isUpload && (expectedAt === undefined || lateAt === null))
    throw new Error(`State '${run.state}' of '${rules.id}' has no deadline after which a payout is late.`)
  const upload =
    isUpload || before === null
      ? {
          attachment: file!.id,
          attachmentName: file!.name,
          sha256: file!.sha256 ?? '',
          uploadedAt: run.since,
          expectedAt: expectedAt ?? run.since,
          lateAt: lateAt ?? run.since,
        }
      : before
  await keep(tx, {
    id: run.id,
    ticket: ticket.id,
    partner: ticket.partner,
    entity,
    currency,
    amount,
    invoiceNumber: textOf(run.fields, 'invoiceNumber') ?? '',
    attachment: upload.attachment,
    attachmentName: upload.attachmentName,
    sha256: upload.sha256,
    state,
    uploadedAt: upload.uploadedAt,
    expectedAt: upload.expectedAt,
    lateAt: upload.lateAt,
    wasLate: !isUpload && (state === 'late' || (before !== null && hasBeenLate(before, run.since))),
    paidOn: state === 'paid' ? textOf(run.fields, 'paidOn') : null,
    paymentReference: state === 'paid' ? textOf(run.fields, 'paymentReference') : null,
    returnedBecause: state === 'returned' ? textOf(run.fields, 'returnedBecause') : null,
    changedAt: at,
  })
  const name = billingEntity(policy, entity)?.name ?? entity
  return { ok: true, value: { said: `The payout of ${currency} ${amount.toFixed(2)} by ${name} ${words[state]}.` } }
}

/** Time may have led over being late to what it is now in one act, of which this sees the end only. */
const hasBeenLate = ({ wasLate, state, lateAt }: Payout, since: Instant): boolean =>
  wasLate || (state === 'with-us' && isAfter(since, lateAt))

const words: Readonly<Record<PayoutState, string>> = {
  'with-us': 'was put down as uploaded',
  late: 'was put down as late',
  returned: 'was put down as returned',
  paid: 'was put down as paid',
  withdrawn: 'was put down as taken back',
}
