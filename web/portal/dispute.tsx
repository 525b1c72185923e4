/** C7: the partner asks for another severity; a lead decides. */
import { useState } from 'react'
import type { TicketView } from '../../src/http/wire.ts'
import { useAct } from '../shared/actions.ts'
import { ActForm } from '../shared/act-form.tsx'
import { usePolicy } from '../shared/session.ts'
import { Choices } from '../shared/ui/choice.tsx'
import { Dialog } from '../shared/ui/dialog.tsx'
import { TextArea } from '../shared/ui/field.tsx'
import { toast } from '../shared/ui/toast.tsx'

export function DisputeDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const levels = usePolicy()?.desks.find((desk) => desk.id === ticket.desk)?.severities ?? []
  const others = levels.filter(({ level }) => level !== ticket.severity)
  const [severity, setSeverity] = useState<number | null>(null)
  const [statement, setStatement] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'dispute', () => {
    toast.done('A lead decides, and you hear of it.')
    onClose()
  })
  return (
    <Dialog
      title="Ask for another severity"
      description={`It is ${ticket.severity} now. ${ticket.severityBecause}`}
      onClose={onClose}
    >
      <ActForm
        label="Ask the lead"
        {...{ busy, error, onClose }}
        because={severity === null ? 'Say which severity it should have.' : null}
        shows={['severity', 'statement']}
        onSubmit={() => run({ severity, statement })}
      >
        <Choices
          label="It should be"
          layout="list"
          options={others.map(({ level, name, definition }) => ({
            value: level,
            label: `${level} · ${name}`,
            hint: definition,
          }))}
          value={severity}
          onChange={setSeverity}
          error={fields.severity}
        />
        <TextArea
          label="Why?"
          hint="If the lead agrees, everything is counted anew from the beginning."
          rows={3}
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
          error={fields.statement}
        />
      </ActForm>
    </Dialog>
  )
}
