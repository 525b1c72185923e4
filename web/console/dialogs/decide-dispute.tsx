/** C7, C8: the lead decides a disputed severity. Upheld it counts as corrected: all is counted anew from the start. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { causeNote } from '../ticket/severity-causes.ts'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function DecideDisputeDialog({ ticket, onClose }: TicketDialogProps) {
  const [upheld, setUpheld] = useState<boolean | null>(null)
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'dispute/decision', (after) => {
    toast.done(`${ticket.number} ${upheld === true ? 'is' : 'stays'} severity ${after.severity}.`)
    onClose()
  })
  const { dispute } = ticket
  const note = upheld === true ? causeNote(ticket.clocks.map(readClock)) : null
  if (dispute === null) return null
  return (
    <Dialog
      title={`Severity of ${ticket.number}: ${ticket.severity} or ${dispute.wanted}?`}
      description={dispute.statement}
      onClose={onClose}
    >
      <ActForm
        label="Decide"
        {...{ busy, error, onClose }}
        because={upheld === null ? 'Choose one.' : null}
        shows={['upheld', 'reason']}
        onSubmit={() => run({ upheld, reason })}
      >
        <Choices
          label="Decision"
          layout="list"
          options={[
            {
              value: true,
              label: `Uphold: severity ${dispute.wanted}`,
              hint: 'Corrected: it was so from the start, and every promise is counted anew from there.',
            },
            {
              value: false,
              label: `Decline: it stays ${ticket.severity}`,
              hint: 'Nothing changes in what is promised.',
            },
          ]}
          value={upheld}
          onChange={setUpheld}
          error={fields.upheld}
        />
        <TextArea
          label="Reason"
          hint="The partner reads it."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
        {note === null ? null : <Notice>{note}</Notice>}
      </ActForm>
    </Dialog>
  )
}
