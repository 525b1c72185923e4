import type { Policy } from '../../domain/policy.ts'
import type { WorkflowRules } from '../../domain/policy/workflows.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { App } from '../app.ts'

/** The rules that a run was started under; a published policy never loses any (C9). */
export async function rulesFor(
  app: App,
  version: number,
  workflow: string,
): Promise<{ readonly policy: Policy; readonly rules: WorkflowRules }> {
  const policy = await app.policies.version(version)
  const rules = workflowRules(policy, workflow)
  if (rules === undefined) throw new Error(`Policy ${version} has no workflow '${workflow}'.`)
  return { policy, rules }
}
