/** How deep the partner's own troubleshooting went, 0 to 100, with what was given and what was not (B3). */
import { deskRules, type IntakeFieldRules, type Policy } from '../policy.ts'
import type { IntakeRequest } from './request.ts'

export interface Depth {
  readonly score: number
  /** Names of the form's fields. */
  readonly given: readonly string[]
  readonly missing: readonly string[]
}

/**
 * The weights are the policy's. Only what this request was asked for counts: whoever cannot reproduce a problem is not
 * marked down for the user's ID. Null where the desk asks for no troubleshooting at all.
 */
export function depthOf(request: IntakeRequest, policy: Policy): Depth | null {
  if (deskRules(policy, request.desk).covers !== 'technical') return null
  const fields = policy.intake.fields.filter((field) => field.depth > 0 && isAsked(field, request, policy))
  const given = fields.filter((field) => isGiven(field.id, request))
  const weigh = (rows: readonly IntakeFieldRules[]): number => rows.reduce((sum, row) => sum + row.depth, 0)
  const missing = fields.filter((field) => !given.includes(field))
  const most = weigh(fields)
  return {
    score: most === 0 ? 100 : Math.round((weigh(given) / most) * 100),
    given: given.map((field) => field.name),
    missing: missing.map((field) => field.name),
  }
}

function isAsked({ id, askedFor }: IntakeFieldRules, request: IntakeRequest, policy: Policy): boolean {
  switch (askedFor) {
    case 'always':
    case 'technical':
      return true
    case 'when-reproducible':
      return request.reproducible === true
    case 'when-product-needs-it':
      return request.reproducible === true && productNeedsAccess(policy, request.product)
    case 'never':
      // Welcome where it comes, never missed where it does not.
      return isGiven(id, request)
  }
}

export const productNeedsAccess = (policy: Policy, product: string | null): boolean =>
  policy.products.find((row) => row.id === product || row.name === product)?.needsSupportAccess ?? false

function isGiven(id: string, request: IntakeRequest): boolean {
  const { reproduction } = request
  switch (id) {
    case 'reproducible':
      return request.reproducible !== null
    case 'supportAccessEnabled':
      return reproduction.supportAccessEnabled === true
    case 'userId':
    case 'superAdminEmail':
    case 'customizationName':
    case 'occurredAt':
      return isSaid(reproduction[id])
    case 'customerEmail':
    case 'product':
    case 'description':
    case 'troubleshooting':
      return isSaid(request[id])
    default:
      return false
  }
}

const isSaid = (text: string | null): boolean => text !== null && text.trim() !== ''
