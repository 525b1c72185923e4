/**
 * Whom each letter may be written to at all (E4, G4). A new template has to say so here: the tests refuse one that
 * does not, and hold every letter that is written to it. A customer is reached by a workflow's letters alone, never about dues.
 */
import type { LetterTemplate } from './letter.ts'

/** 'contact' is somebody of the partner, 'sender' whoever wrote to us from outside, 'customer' the partner's own customer. */
export type Audience = 'contact' | 'vendor' | 'sender' | 'customer'

export const audiences: Readonly<Record<string, readonly Audience[]>> = {
  receipt: ['contact'],
  reply: ['contact'],
  solved: ['contact'],
  merged: ['contact'],
  'severity-changed': ['contact'],
  'target-passed': ['vendor'],
  'limit-passed': ['vendor'],
  escalated: ['contact', 'vendor'],
  'escalation-raised': ['contact', 'vendor'],
  'escalation-ended': ['contact'],
  'status-update-missed': ['vendor'],
  'severity-disputed': ['vendor'],
  'dispute-decided': ['contact'],
  /** To a customer only where its workflow names a field with the customer's address (E1, E2, E5). */
  workflow: ['contact', 'vendor', 'customer'],
  'chat-transcript': ['contact'],
  'idea-status': ['contact'],
  incident: ['contact'],
  announcement: ['contact'],
  'webhook-paused': ['contact', 'vendor'],
  held: ['sender'],
  'call-booked': ['contact', 'vendor'],
  'call-moved': ['contact', 'vendor'],
  'call-cancelled': ['contact', 'vendor'],
  'call-reminder': ['contact', 'vendor'],
  overuse: ['vendor'],
  /** The database holds this one to it as well (migrations/0025). */
  'renewals-due': ['contact'],
  'mail-quiet': ['vendor'],
  'contact-due': ['vendor'],
  'partner-quiet': ['vendor'],
  'account-ending': ['contact'],
  'account-ended': ['contact'],
  'evaluation-result': ['contact'],
  'reviews-new': ['contact'],
  'second-factor-on': ['contact', 'vendor'],
  'second-factor-off': ['contact', 'vendor'],
  'second-factor-taken': ['contact', 'vendor'],
  'second-factor-tried': ['contact', 'vendor'],
  'recovery-code-used': ['contact', 'vendor'],
}

/** One that says nothing of it is taken to be able to. */
export const mayReachCustomer = (template: LetterTemplate): boolean => audiences[template]?.includes('customer') ?? true
