/** What each effect of a workflow does: one function for each name of `domain/workflow/effects.ts`. */
import type { EffectName } from '../../../domain/workflow/effects.ts'
import type { EffectDone } from '../../../domain/workflow/run.ts'
import type { Answer } from '../../refusals.ts'
import type { RunContext } from '../context.ts'
import { extendAccount, makeAccount } from './accounts.ts'
import { recordConsent, recordRefusal } from './consents.ts'
import { mapCustomer, unmapCustomer } from './customers.ts'
import { openDisassociation } from './disassociation.ts'
import { correctEvaluation } from './evaluations.ts'
import { keepPayout } from './payouts.ts'
import { giveAccess } from './reselling.ts'
import { applyChange, keepChange } from './sheets.ts'
import { correctReview, hideReview, leaveReview, raiseConcern, showAuthorsWords } from './reviews.ts'

/**
 * Done in the transaction of the step, as the program. Says in a sentence what was done; refused, nothing of the step is:
 * a person is told, and time puts the run into somebody's hands.
 */
export type Effect = (context: RunContext) => Promise<Answer<Omit<EffectDone, 'effect'>>>

export const effectTable: Readonly<Record<EffectName, Effect>> = {
  'unmap-customer': unmapCustomer,
  'map-customer': mapCustomer,
  'open-disassociation': openDisassociation,
  'record-consent': recordConsent,
  'record-refusal': recordRefusal,
  'keep-payout': keepPayout,
  'make-account': makeAccount,
  'extend-account': extendAccount,
  'give-access': giveAccess,
  'correct-evaluation': correctEvaluation,
  'keep-change': keepChange,
  'apply-change': applyChange,
  'raise-concern': raiseConcern,
  'leave-review': leaveReview,
  'hide-review': hideReview,
  'correct-review': correctReview,
  'show-authors-words': showAuthorsWords,
}
