/** Open again: a new determination is owed, the acknowledgement is never counted twice (C13). */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { useAct } from '../actions.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { ActForm } from '../act-form.tsx'

export function ReopenDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'reopen', () => {
    toast.done(`${ticket.number} is open again.`)
    onClose()
  })
  return (
    <Dialog
      title={`Reopen ${ticket.number}`}
      description="An answer with the cause is promised anew from now on; the acknowledgement is not counted twice."
      onClose={onClose}
    >
      <ActForm label="Reopen" {...{ busy, error, onClose }} shows={['reason']} onSubmit={() => run({ reason })}>
        <TextArea
          label="What is still open?"
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
