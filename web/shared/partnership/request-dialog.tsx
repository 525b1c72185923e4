/** A workflow is begun on a ticket of its own: what it asks for, for whom, and where it is answered. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RequestedRunView } from '../../../src/http/wire-workflow.ts'
import { ActForm } from '../act-form.tsx'
import { api } from '../paths.ts'
import { registry } from '../registry/queries.ts'
import { useSave } from '../registry/save.ts'
import { useMe } from '../session.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { missingOf, WorkflowFields, type Given } from '../workflow/fields.tsx'
import { workflowQueries } from '../workflow/queries.ts'

interface RequestProps {
  readonly workflow: string
  readonly partner: string
  /** What is known already. */
  readonly given?: Given
  readonly onClose: () => void
}

export function RequestDialog({ workflow: id, partner, given: known = {}, onClose }: RequestProps) {
  const isStaff = useMe().side === 'staff'
  const found = useQuery(workflowQueries.workflows()).data
  const contacts =
    useInfiniteQuery({ ...registry.contacts(partner), enabled: isStaff }).data?.pages.flatMap(({ items }) => items) ??
    []
  const [given, setGiven] = useState<Given>(known)
  const [contact, setContact] = useState<string | null>(null)
  const { save, busy, error, fields } = useSave<RequestedRunView>({
    path: api.runs,
    method: 'POST',
    said: ({ ticket }) => `Sent as ${ticket.number}.`,
    onDone: onClose,
  })
  const workflow = found?.items.find((each) => each.id === id)
  const asked = workflow?.begins.fields ?? []
  const email = contact ?? contacts[0]?.email ?? null
  const because = isStaff && email === null ? 'There is no contact to ask for.' : missingOf(asked, given)
  return (
    <Dialog
      title={workflow?.name ?? 'Request'}
      description={workflow?.description ?? 'Being looked up.'}
      onClose={onClose}
    >
      {workflow === undefined ? (
        <Loading what="what it asks for">
          <Skeleton className="h-24 w-full" />
        </Loading>
      ) : (
        <ActForm
          label="Send"
          {...{ busy, error, because, onClose }}
          shows={asked.map((field) => `fields.${field.id}`)}
          onSubmit={() =>
            save({ workflow: id, fields: given, ...(isStaff && email !== null ? { contactEmail: email } : {}) })
          }
        >
          {isStaff ? (
            <Field label="For" error={fields.contactEmail}>
              <Select
                label="For"
                options={contacts.map(({ email: value, name }) => ({ value, label: `${name}, ${value}` }))}
                value={email}
                onChange={setContact}
              />
            </Field>
          ) : null}
          <WorkflowFields
            fields={asked}
            given={given}
            onGive={setGiven}
            errors={fields}
            partner={isStaff ? partner : undefined}
          />
        </ActForm>
      )}
    </Dialog>
  )
}
