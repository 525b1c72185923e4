/** The rules of intake, in the order in which their findings are told. */
import type { Policy } from '../policy.ts'
import { descriptionLength } from './description-length.ts'
import { firstLevelSteps } from './first-level-steps.ts'
import { formFields } from './form-fields.ts'
import { productKnown } from './product-known.ts'
import { reproductionDetails } from './reproduction-details.ts'
import type { Finding, IntakeRequest, IntakeRule } from './request.ts'
import { scope } from './scope.ts'

export const intakeRules: readonly IntakeRule[] = [
  scope,
  formFields,
  productKnown,
  reproductionDetails,
  firstLevelSteps,
  descriptionLength,
]

export const findingsOf = (request: IntakeRequest, policy: Policy): readonly Finding[] =>
  intakeRules.flatMap((rule) => rule.findings(request, policy))
