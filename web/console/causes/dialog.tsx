/** A ticket is caused by the same problem as others: which of them stands for it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import type { TicketDialogProps } from '../dialogs/ticket-dialog.tsx'
import { CauseField, chooseACause } from './cause-field.tsx'
import { attachTo, causes } from './queries.ts'

export function CauseDialog({ ticket, onClose }: TicketDialogProps) {
  const [cause, setCause] = useState<TicketView | null>(null)
  const current = useQuery(causes.links(ticket.id)).data?.cause?.ticket
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (to: TicketView) => attachTo(ticket, to, key.keyFor(to.id)),
    onSuccess: () => {
      key.done()
      onClose()
    },
  })
  return (
    <Dialog
      title={`Attach ${ticket.number} to its cause`}
      description="One ticket stands for the problem; those it has caused are attached to it and can be answered and solved together. Partners see nothing of it."
      onClose={onClose}
    >
      <ActForm
        label="Attach"
        {...{ busy: isPending, error, onClose }}
        because={cause === null ? chooseACause : null}
        shows={['cause']}
        onSubmit={() => (cause === null ? undefined : mutate(cause))}
      >
        <CauseField
          without={[ticket.id, ...(current === undefined ? [] : [current.id])]}
          hint={
            current === undefined
              ? 'Of whichever partner.'
              : `It is attached to ${current.number} now, and would be no more.`
          }
          value={cause}
          onChange={setCause}
          error={fieldsOf(error).cause}
        />
      </ActForm>
    </Dialog>
  )
}
