/** What somebody of the staff may be, as data: the command line, the API and the screens say it in the same words. */

export const staffRoles = [
  { id: 'agent', name: 'Agent', may: 'Answers requests and keeps the registry.' },
  {
    id: 'lead',
    name: 'Lead',
    may: 'As an agent; decides disputes, redacts, keeps stand-ins, sends failed mail again.',
  },
  { id: 'manager', name: 'Manager', may: 'As a lead; imports files and grants offerings.' },
  { id: 'pam', name: 'Partner account manager', may: 'As an agent; looks after partners and grants them offerings.' },
  { id: 'admin', name: 'Administrator', may: 'Everything, and keeps staff, keys, the widget and the audit.' },
] as const satisfies readonly { readonly id: string; readonly name: string; readonly may: string }[]

export type StaffRoleId = (typeof staffRoles)[number]['id']
export const staffRoleIds = staffRoles.map(({ id }) => id) as [StaffRoleId, ...StaffRoleId[]]

/** They answer at a desk: without one nothing would come to them. */
export const worksAtDesk = (role: StaffRoleId): boolean => role === 'agent' || role === 'lead'
