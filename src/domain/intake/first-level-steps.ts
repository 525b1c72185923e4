import { deskRules } from '../policy.ts'
import type { IntakeRule } from './request.ts'

/** B3: partners do the first level of support; a technical request without its steps is accepted, marked and asked once. */
export const firstLevelSteps: IntakeRule = {
  id: 'B3/steps',
  findings({ desk, kind, troubleshooting }, policy) {
    if (deskRules(policy, desk).covers !== 'technical' || kind !== 'incident') return []
    if (troubleshooting !== null && troubleshooting.trim() !== '') return []
    const message = 'First-level steps missing: tell us what you have tried so far and what came of it.'
    return [{ verdict: 'ask', field: 'troubleshooting', message, rule: 'B3' }]
  },
}
