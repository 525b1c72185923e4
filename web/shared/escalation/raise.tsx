/** F5: to the next level, since this one did not satisfy. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { useAct } from '../actions.ts'
import { ActForm } from '../act-form.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { raiseBecause } from './raise-because.ts'
import { sayPeople } from './words.ts'

export function RaiseDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const [statement, setStatement] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'escalations/raise', (after) => {
    toast.done(`${ticket.number} is at level ${after.escalation?.level ?? ''} now.`)
    onClose()
  })
  const next = ticket.escalation?.ladder.find((rung) => rung.level > (ticket.escalation?.level ?? 0))
  return (
    <Dialog
      title={`Raise ${ticket.number} to the next level`}
      description={next === undefined ? '' : `Level ${next.level}: ${next.title}, ${sayPeople(next.people)}.`}
      onClose={onClose}
    >
      <ActForm
        label={next === undefined ? 'Raise' : `Raise to level ${next.level}`}
        {...{ busy, error, onClose }}
        because={raiseBecause(ticket)}
        shows={['statement']}
        onSubmit={() => run({ statement })}
      >
        <TextArea
          label="What is still wanting?"
          rows={3}
          autoFocus
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
          error={fields.statement}
        />
      </ActForm>
    </Dialog>
  )
}
