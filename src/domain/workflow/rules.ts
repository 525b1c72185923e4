/** A policy's workflows, found by their names. */
import type { Policy } from '../policy.ts'
import type { WorkflowRules } from '../policy/workflows.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** A policy that was published before there were any has none. */
export const workflowsOf = (policy: Policy): readonly WorkflowRules[] =>
  (policy.workflows as Policy['workflows'] | undefined) ?? []

export const workflowRules = (policy: Policy, id: string): WorkflowRules | undefined =>
  workflowsOf(policy).find((row) => row.id === id)

/** B5: what a ticket of this category and sub-type runs through; null for nothing. */
export function workflowOf(policy: Policy, { category, subType }: Pick<Ticket, 'category' | 'subType'>): string | null {
  const rules = policy.categories.find(({ id }) => id === category)
  return rules?.subTypes.find(({ id }) => id === subType)?.workflow ?? rules?.workflow ?? null
}
