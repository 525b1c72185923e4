import { categoryRules, isExempt } from '../policy.ts'
import type { IntakeRule } from './request.ts'

/** B6, B7: what is out of scope gets its polite sentence; feedback and limitations are exempt, and are told so. */
export const scope: IntakeRule = {
  id: 'B6/scope',
  findings({ category, kind }, policy) {
    const rules = categoryRules(policy, category)
    if (rules?.scope === 'out') {
      const message = rules.outOfScopeReply ?? `'${rules.name}' is not part of what this desk helps with.`
      return [{ verdict: 'note', field: 'category', message, rule: 'B6' }]
    }
    if (!isExempt(kind)) return []
    const what = kind === 'feature-request' ? 'Feature requests' : 'Product limitations'
    return [
      {
        verdict: 'note',
        field: 'kind',
        message: `${what} are exempt from the agreement; they are passed on to the product team.`,
        rule: 'B7',
      },
    ]
  },
}
