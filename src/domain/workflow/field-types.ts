/** What a field of a workflow may hold. */
export const workflowFieldTypes = [
  'text',
  'email',
  'date',
  'number',
  'money',
  'file',
  'choice',
  'customer',
  'product',
  'country',
  'record',
  'changes',
] as const
export type WorkflowFieldType = (typeof workflowFieldTypes)[number]
