/**
 * What a workflow can bring about beyond itself, by name. The name and the fields it reads stand here, so that a policy is
 * checked against them; what it does stands in `src/services/workflow/effects/`, one function for each name.
 */
import type { WorkflowFieldType } from './field-types.ts'

interface EffectDeclaration {
  readonly does: string
  /** Fields that the workflow must have, by id. */
  readonly needs: Readonly<Record<string, WorkflowFieldType>>
  /** Fields that are read where the workflow has them. */
  readonly may?: Readonly<Record<string, WorkflowFieldType>>
}

export const effects = {
  'unmap-customer': {
    does: 'Ends the mapping of the customer to the partner; the mapping stays in the history',
    needs: { customer: 'customer' },
    may: { product: 'product' },
  },
  'map-customer': {
    does: 'Maps the customer to the partner, as its own customer, with the proof',
    needs: { customerName: 'text', superAdminEmail: 'email' },
    may: { product: 'product' },
  },
  'open-disassociation': {
    does: 'Opens the disassociation at the partner to which the customer is mapped now',
    needs: { customerName: 'text', superAdminEmail: 'email' },
    may: { product: 'product' },
  },
  'record-consent': {
    does: "Records the customer's consent with its words and the address it came from",
    needs: { superAdminEmail: 'email', consentFrom: 'email', change: 'text' },
  },
  'record-refusal': {
    does: 'Records that the customer refused, or that no answer came in time',
    needs: { superAdminEmail: 'email', consentFrom: 'email', change: 'text' },
  },
  'keep-payout': {
    does: 'Keeps where the payout stands, for its list, its sums and its table',
    needs: { entity: 'choice', amount: 'money', invoiceNumber: 'text', invoice: 'file' },
    may: { paidOn: 'date', paymentReference: 'text', returnedBecause: 'text' },
  },
  'make-account': {
    does: 'Keeps the account, which lasts as long as the policy says',
    needs: { kind: 'choice', product: 'product', owner: 'email', login: 'text' },
    may: { orgId: 'text' },
  },
  'extend-account': {
    does: 'Lets the account last as long again as the policy says, from its last day',
    needs: { account: 'record' },
  },
  'give-access': {
    does: 'Lets the partner resell the product',
    needs: { product: 'product' },
    may: { accessUntilOn: 'date', approvedAnyway: 'text' },
  },
  'correct-evaluation': {
    does: 'Proposes the evaluation anew with the corrected points; what was found before is kept',
    needs: { evaluation: 'record', part: 'choice', points: 'number', answer: 'text' },
  },
  'keep-change': {
    does: 'Keeps the change that is asked for beside what stands there now',
    needs: { changes: 'changes' },
    may: { why: 'text', proof: 'file', decision: 'text' },
  },
  'apply-change': {
    does: 'Makes the change: what stood there before stays in the history',
    needs: { changes: 'changes' },
    may: { why: 'text', proof: 'file', seen: 'text' },
  },
  'raise-concern': {
    does: 'Puts the review under concern, of which there is one at a time',
    needs: { review: 'record', reason: 'choice' },
    may: { evidence: 'file', moreEvidence: 'file' },
  },
  'leave-review': {
    does: 'Ends the concern; the review stays as it is',
    needs: { review: 'record' },
    may: { decision: 'text', evidence: 'file', moreEvidence: 'file', laterEvidence: 'file' },
  },
  'hide-review': {
    does: 'Ends the concern and hides the review: nobody sees it, and it counts no more',
    needs: { review: 'record' },
    may: { decision: 'text', evidence: 'file', moreEvidence: 'file', laterEvidence: 'file' },
  },
  'correct-review': {
    does: 'Ends the concern and shows the review in corrected words; what it said before is kept',
    needs: { review: 'record', shownText: 'text', decision: 'text' },
    may: { shownTitle: 'text', evidence: 'file', moreEvidence: 'file', laterEvidence: 'file' },
  },
  'show-authors-words': {
    does: "Ends the concern and shows the review in its author's corrected words; what it said before is kept",
    needs: { review: 'record', newText: 'text' },
    may: {
      newTitle: 'text',
      newRating: 'choice',
      decision: 'text',
      evidence: 'file',
      moreEvidence: 'file',
      laterEvidence: 'file',
    },
  },
} as const satisfies Record<string, EffectDeclaration>

export type EffectName = keyof typeof effects
export const effectNames = Object.keys(effects) as EffectName[]
export const effectDeclaration = (name: EffectName): EffectDeclaration => effects[name]
