/** C8: a change of severity says its cause, and each cause says what it does to the clocks. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { causeNote, causesFor, type Cause } from '../ticket/severity-causes.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function SeverityDialog({ ticket, onClose }: TicketDialogProps) {
  const levels = usePolicy()?.desks.find((desk) => desk.id === ticket.desk)?.severities ?? []
  const [severity, setSeverity] = useState<number>(ticket.severity)
  const [cause, setCause] = useState<Cause | null>(null)
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'severity', (after) => {
    toast.done(`${ticket.number} is severity ${after.severity} now.`)
    onClose()
  })
  const causes = causesFor(ticket.severity, severity)
  const fitting = causes.some((choice) => choice.value === cause) ? cause : null
  const note = causeNote(ticket.clocks.map(readClock))
  const because =
    severity === ticket.severity
      ? `It is severity ${ticket.severity}: choose another.`
      : fitting === null
        ? 'Choose why it changes.'
        : null

  return (
    <Dialog
      title={`Severity of ${ticket.number}`}
      description={`Now ${ticket.severity}. ${ticket.severityBecause}`}
      onClose={onClose}
    >
      <ActForm
        label="Change severity"
        {...{ busy, error, because, onClose }}
        shows={['severity', 'cause', 'reason']}
        onSubmit={() => run({ severity, cause: fitting, reason })}
      >
        <div className="flex flex-col gap-1.5">
          <Choices
            label="Severity"
            options={levels.map((level) => ({ value: level.level, label: `${level.level} · ${level.name}` }))}
            value={severity}
            onChange={setSeverity}
            error={fields.severity}
          />
          <p className="text-note text-muted" aria-live="polite">
            {levels.find((level) => level.level === severity)?.definition}
          </p>
        </div>
        {causes.length === 0 ? null : (
          <Choices
            label="Why does it change?"
            layout="list"
            options={causes}
            value={fitting}
            onChange={setCause}
            error={fields.cause}
          />
        )}
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
