/** Who may take a step, in words. */
import type { WorkflowRole } from '../policy/workflows.ts'

const said: Readonly<Record<WorkflowRole, string>> = {
  partner: 'the partner',
  customer: 'the customer, by the link in its mail',
  agent: 'the desk',
  dri: "the region's DRI",
  pam: "the partner's account manager",
  lead: 'a lead',
  manager: 'a manager',
}
export const sayRole = (role: WorkflowRole): string => said[role]
export const sayRoles = (roles: readonly WorkflowRole[]): string => roles.map(sayRole).join(', ')
