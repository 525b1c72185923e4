/** The escalation ends and the ticket goes on; the partner reads why. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function EndEscalationDialog({ ticket, onClose }: TicketDialogProps) {
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'escalations/end', () => {
    toast.done(`${ticket.number} is no longer escalated.`)
    onClose()
  })
  return (
    <Dialog
      title={`End the escalation of ${ticket.number}`}
      description="The ticket goes on in the usual way. Solving it ends its escalation too."
      onClose={onClose}
      width="narrow"
    >
      <ActForm label="End it" {...{ busy, error, onClose }} shows={['reason']} onSubmit={() => run({ reason })}>
        <TextArea
          label="Why"
          hint="The partner reads it."
          rows={3}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
