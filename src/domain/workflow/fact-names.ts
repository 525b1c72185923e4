/**
 * What a workflow can ask before it goes on, by name: guards and branches name them. The fields that each reads stand here;
 * how each is found out stands in `src/services/workflow/facts/`. What was found is kept in the run's log.
 */
import type { WorkflowFieldType } from './field-types.ts'

interface FactDeclaration {
  readonly says: string
  readonly needs: Readonly<Record<string, WorkflowFieldType>>
  readonly may?: Readonly<Record<string, WorkflowFieldType>>
}

export const facts = {
  'customer-is-mapped': {
    says: 'The customer is mapped to the partner of the ticket',
    needs: { customer: 'customer' },
  },
  'confirms-for-customer': {
    says: "The address is the customer's super-admin's, or at the customer's own domain, and not the partner's own",
    needs: { customer: 'customer', consentFrom: 'email' },
  },
  'partner-has-written': {
    says: 'The partner has written on the ticket since the state was entered',
    needs: {},
  },
  'not-the-partners-own': {
    says: "The super-admin's address is nobody's at the partner that asks",
    needs: { superAdminEmail: 'email' },
  },
  'not-mapped-here': {
    says: 'The customer is not mapped to this partner yet, for this service',
    needs: { superAdminEmail: 'email' },
    may: { product: 'product' },
  },
  'mapped-elsewhere': {
    says: 'The customer is mapped to another partner for this service',
    needs: { superAdminEmail: 'email' },
    may: { product: 'product' },
  },
  'has-paid-for-long': {
    says: "The customer has paid for longer than the policy's months, so that it must agree",
    needs: { superAdminEmail: 'email' },
    may: { product: 'product' },
  },
  'invoice-is-pdf': {
    says: 'The invoice is on the ticket, and is a PDF by its bytes',
    needs: { invoice: 'file' },
  },
  'invoice-is-new': {
    says: 'No other payout has this invoice: neither its number at that entity, nor its very file',
    needs: { entity: 'choice', invoiceNumber: 'text', invoice: 'file' },
  },
  'paid-day-is-past': {
    says: 'The day of the payment is one from the upload until today',
    needs: { entity: 'choice', paidOn: 'date' },
  },
  'account-quota-is-free': {
    says: "The partner has fewer accounts of that kind in use than its tier's quota",
    needs: { kind: 'choice' },
  },
  'account-is-running': {
    says: "The account is the partner's, and has not expired",
    needs: { account: 'record' },
  },
  'not-resold-yet': {
    says: 'The partner may not resell the product yet',
    needs: { product: 'product' },
  },
  'trained-for-product': {
    says: 'As many contacts of the partner as the policy asks for were trained in the product',
    needs: { product: 'product' },
  },
  'access-ends-later': {
    says: 'The last day is no earlier than today, or none is given',
    needs: {},
    may: { accessUntilOn: 'date' },
  },
  'evaluation-stands': {
    says: "The result is the partner's, approved, and has not been corrected since",
    needs: { evaluation: 'record' },
  },
  'score-is-possible': {
    says: 'With these points the sum is one that a score can have',
    needs: { evaluation: 'record', part: 'choice', points: 'number' },
  },
  'proof-is-given': {
    says: 'A document is there for each field that changes only with one',
    needs: { changes: 'changes' },
    may: { proof: 'file' },
  },
  'only-takes-down': {
    says: 'Something is taken down, and nothing else changes',
    needs: { changes: 'changes' },
  },
  'before-still-stands': {
    says: 'What is to change stands there as whoever decides has seen it',
    needs: { changes: 'changes' },
    may: { seen: 'text' },
  },
  'concern-may-be-raised': {
    says: 'No concern over the review is open, its days are not over, and a decided one comes with new evidence',
    needs: { review: 'record' },
    may: { evidence: 'file', moreEvidence: 'file' },
  },
  'author-has-address': {
    says: 'It is known where the author of the review, or its customer, can be asked, and it is not at the partner',
    needs: { review: 'record' },
  },
  'correction-changes-words': {
    says: 'The corrected words are others than those that are shown',
    needs: { review: 'record', shownText: 'text' },
    may: { shownTitle: 'text' },
  },
} as const satisfies Record<string, FactDeclaration>

export type FactName = keyof typeof facts
export const factNames = Object.keys(facts) as FactName[]
export const factDeclaration = (name: FactName): FactDeclaration => facts[name]
