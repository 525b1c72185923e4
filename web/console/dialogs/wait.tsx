/** C6: it waits on a product team, named, and the partner sees it. The partner is still answered: no clock stops. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { act, useAct } from '../../shared/actions.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export interface Wait {
  readonly team: string
  readonly reference?: string
  readonly expectedOn?: string
}

export const waitFields = ['team', 'reference', 'expectedOn'] as const

/** What is asked; it begins with what the ticket waits on already. */
export function useWaitFields(before: TicketView['waitingOn'], errors: Readonly<Record<string, string>>) {
  const [team, setTeam] = useState(before?.team ?? '')
  const [reference, setReference] = useState(before?.reference ?? '')
  const [expectedOn, setExpectedOn] = useState(before?.expectedOn ?? '')
  const given: Wait = {
    team,
    ...(reference.trim() === '' ? {} : { reference }),
    ...(expectedOn === '' ? {} : { expectedOn }),
  }
  const fields = (
    <>
      <TextField
        label="Team"
        autoFocus
        value={team}
        onChange={(event) => setTeam(event.target.value)}
        error={errors.team}
      />
      <TextField
        label="Their reference"
        aside="optional"
        value={reference}
        onChange={(event) => setReference(event.target.value)}
        error={errors.reference}
      />
      <TextField
        label="Expected on"
        aside="optional"
        type="date"
        value={expectedOn}
        onChange={(event) => setExpectedOn(event.target.value)}
        error={errors.expectedOn}
      />
      <Notice>
        The partner sees the team, the reference and the date. No clock waits: the partner is still answered in time.
      </Notice>
    </>
  )
  return { given, fields }
}

export function WaitDialog({ ticket, onClose }: TicketDialogProps) {
  const {
    run,
    busy,
    error,
    fields: errors,
  } = useAct(ticket.id, 'wait', (after) => {
    toast.undoable(`${ticket.number} waits on ${after.waitingOn?.team ?? 'a product team'}.`, () => {
      act(ticket.id, 'product-answered').catch(toast.failed)
    })
    onClose()
  })
  const { given, fields } = useWaitFields(ticket.waitingOn, errors)
  return (
    <Dialog title={`${ticket.number} waits on a product team`} onClose={onClose} width="narrow">
      <ActForm label="Wait" {...{ busy, error, onClose }} shows={waitFields} onSubmit={() => run(given)}>
        {fields}
      </ActForm>
    </Dialog>
  )
}
