/** A workflow is begun on a ticket of its own: what it asks for, for whom, and where it is answered. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RequestedRunView } from '../../../src/http/wire-workflow.ts'
import { ActForm } from '../act-form.tsx'
import { api } from '../paths.ts'
import { useSave } from '../registry/save.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { missingOf, shownOf, WorkflowFields, type Given } from '../workflow/fields.tsx'
import { workflowQueries } from '../workflow/queries.ts'
import { useBehalf } from './behalf.tsx'

interface RequestProps {
  readonly workflow: string
  readonly partner: string
  /** What is known already. */
  readonly given?: Given
  readonly onClose: () => void
}

export function RequestDialog({ workflow: id, partner, given: known = {}, onClose }: RequestProps) {
  const found = useQuery(workflowQueries.workflows()).data
  const behalf = useBehalf(partner)
  const [given, setGiven] = useState<Given>(known)
  const { save, busy, error, fields } = useSave<RequestedRunView>({
    path: api.runs,
    method: 'POST',
    said: ({ ticket }) => `Sent as ${ticket.number}.`,
    onDone: onClose,
  })
  const workflow = found?.items.find((each) => each.id === id)
  const asked = workflow?.begins.fields ?? []
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
          {...{ busy, error, onClose }}
          because={behalf.because ?? missingOf(asked, given)}
          shows={shownOf(asked, fields)}
          onSubmit={() => save({ workflow: id, fields: given, ...behalf.asked })}
        >
          {behalf.control(fields.contactEmail)}
          <WorkflowFields
            fields={asked}
            given={given}
            onGive={setGiven}
            errors={fields}
            partner={behalf.isStaff ? partner : undefined}
          />
        </ActForm>
      )}
    </Dialog>
  )
}
