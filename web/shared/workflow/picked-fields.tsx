/** Fields whose value is picked from what there is: the partner's records, its customers. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { WorkflowFieldView } from '../../../src/http/wire-workflow.ts'
import { registry } from '../registry/queries.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Field } from '../ui/field.tsx'
import { workflowQueries } from './queries.ts'

/** What stands around a control. */
export interface FieldWords {
  readonly label: string
  readonly hint: string | undefined
  readonly aside: string | undefined
  readonly error: string | undefined
}

/** What the partner has of a kind: its accounts, its results. */
export function RecordField({
  of,
  value,
  onChange,
  partner,
  ...shared
}: FieldWords & {
  readonly of: WorkflowFieldView['recordsOf']
  readonly value: string
  readonly onChange: (id: unknown) => void
  readonly partner: string | undefined
}) {
  const found = useQuery(workflowQueries.records(of ?? 'accounts', partner))
  return (
    <Field {...shared}>
      <Combobox
        label={shared.label}
        entries={(found.data?.items ?? []).map(({ id, name }) => ({ id, label: name }))}
        value={value === '' ? null : value}
        onChange={(id) => onChange(id ?? undefined)}
        empty={found.isPending ? 'Looking …' : 'There is none of that name.'}
      />
    </Field>
  )
}

export function CustomerField({
  value,
  onChange,
  partner,
  ...shared
}: FieldWords & {
  readonly value: string
  readonly onChange: (id: unknown) => void
  readonly partner: string | undefined
}) {
  const found = useInfiniteQuery(registry.customers(partner === undefined ? {} : { partner }, 200))
  const customers = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Field {...shared}>
      <Combobox
        label={shared.label}
        entries={customers.map(({ id, name, superAdminEmail, domain }) => ({
          id,
          label: name,
          hint: superAdminEmail ?? domain ?? '',
        }))}
        value={value === '' ? null : value}
        onChange={(id) => onChange(id ?? undefined)}
        empty={found.isPending ? 'Looking …' : 'No customer by that name.'}
      />
    </Field>
  )
}
