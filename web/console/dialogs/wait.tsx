/** C6: it waits on a product team, named, and the partner sees it. The partner is still answered: no clock stops. */
import { useState } from 'react'
import { act, useAct } from '../../shared/actions.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function WaitDialog({ ticket, onClose }: TicketDialogProps) {
  const [team, setTeam] = useState(ticket.waitingOn?.team ?? '')
  const [reference, setReference] = useState(ticket.waitingOn?.reference ?? '')
  const [expectedOn, setExpectedOn] = useState(ticket.waitingOn?.expectedOn ?? '')
  const { run, busy, error, fields } = useAct(ticket.id, 'wait', () => {
    toast.undoable(`${ticket.number} waits on ${team}.`, () => {
      act(ticket.id, 'product-answered').catch(toast.failed)
    })
    onClose()
  })
  return (
    <Dialog title={`${ticket.number} waits on a product team`} onClose={onClose} width="narrow">
      <ActForm
        label="Wait"
        {...{ busy, error, onClose }}
        shows={['team', 'reference', 'expectedOn']}
        onSubmit={() =>
          run({ team, ...(reference.trim() === '' ? {} : { reference }), ...(expectedOn === '' ? {} : { expectedOn }) })
        }
      >
        <TextField
          label="Team"
          autoFocus
          value={team}
          onChange={(event) => setTeam(event.target.value)}
          error={fields.team}
        />
        <TextField
          label="Their reference"
          aside="optional"
          value={reference}
          onChange={(event) => setReference(event.target.value)}
          error={fields.reference}
        />
        <TextField
          label="Expected on"
          aside="optional"
          type="date"
          value={expectedOn}
          onChange={(event) => setExpectedOn(event.target.value)}
          error={fields.expectedOn}
        />
        <Notice>
          The partner sees the team, the reference and the date. No clock waits: the partner is still answered in time.
        </Notice>
      </ActForm>
    </Dialog>
  )
}
