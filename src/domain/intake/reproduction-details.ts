import { deskRules } from '../policy.ts'
import { productNeedsAccess } from './depth.ts'
import type { IntakeRule, Reproduction } from './request.ts'

const asked: readonly { readonly field: keyof Reproduction; readonly message: string }[] = [
  { field: 'userId', message: 'Tell us the ID of a user who sees it.' },
  { field: 'superAdminEmail', message: "Tell us the e-mail address of the account's super-admin." },
  {
    field: 'customizationName',
    message: 'Name the customization it concerns: the workflow, the function, the report.',
  },
  { field: 'occurredAt', message: 'Tell us the date and time at which it last happened.' },
]

/** B2: 'reproducible: yes' asks for the details that let us see it; where the product demands it, for support access. */
export const reproductionDetails: IntakeRule = {
  id: 'B2/reproduction',
  findings({ desk, reproducible, reproduction, product }, policy) {
    if (deskRules(policy, desk).covers !== 'technical') return []
    if (reproducible === null)
      return [
        { verdict: 'ask', field: 'reproducible', message: 'Tell us whether you can make it happen again.', rule: 'B1' },
      ]
    if (!reproducible) return []
    const missing = asked.filter(({ field }) => reproduction[field] === null || reproduction[field] === '')
    const needsAccess = productNeedsAccess(policy, product)
    return [
      ...missing.map(
        ({ field, message }) => ({ verdict: 'ask', field: `reproduction.${field}`, message, rule: 'B2' }) as const,
      ),
      ...(needsAccess && reproduction.supportAccessEnabled !== true
        ? [
            {
              verdict: 'ask',
              field: 'reproduction.supportAccessEnabled',
              message: `Enable support access in ${product} beforehand, and tell us that you did: without it we cannot look.`,
              rule: 'B2',
            } as const,
          ]
        : []),
    ]
  },
}
