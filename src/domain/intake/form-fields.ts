import { deskRules } from '../policy.ts'
import type { Finding, IntakeRule } from './request.ts'

/** B1: what the form always asks of a technical request; a request without it is accepted, and asked. */
export const formFields: IntakeRule = {
  id: 'B1/form',
  findings({ desk, customerEmail, product }, policy) {
    if (deskRules(policy, desk).covers !== 'technical') return []
    const found: Finding[] = []
    if (customerEmail === null)
      found.push({
        verdict: 'ask',
        field: 'customerEmail',
        message: "Tell us the customer's e-mail address.",
        rule: 'B1',
      })
    if (product === null)
      found.push({ verdict: 'ask', field: 'product', message: 'Tell us which product it is about.', rule: 'B1' })
    return found
  },
}
