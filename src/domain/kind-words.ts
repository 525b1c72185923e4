/** D6: what each kind means, in words fit to be forwarded to the end customer as they stand. */
import type { Kind } from './policy.ts'

export const kindForCustomer = {
  incident: 'This is a fault: the product does not behave as it should. It is being looked into.',
  request: 'This is a request: something is to be set up or changed for you. Nothing is broken.',
  question: 'This is a question of how something is done. The product works; the answer shows the way.',
  'feature-request':
    'This is a request for something that the product does not do yet. It is not a fault, and it has been passed on to those who decide what is built next. No date is promised for it.',
  'product-limitation':
    'This is a limit of the product and not a fault: it works as it was built, and what is asked for lies beyond that. No date is promised for a change.',
} as const satisfies Record<Kind, string>
