/** A policy's workflows, found by their names. */
import type { Policy } from '../policy.ts'
import type { WorkflowRules } from '../policy/workflows.ts'

/** A policy that was published before there were any has none. */
export const workflowsOf = (policy: Policy): readonly WorkflowRules[] =>
  (policy.workflows as Policy['workflows'] | undefined) ?? []

export const workflowRules = (policy: Policy, id: string): WorkflowRules | undefined =>
  workflowsOf(policy).find((row) => row.id === id)
