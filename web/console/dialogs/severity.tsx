/** C8: a change of severity says its cause, and each cause says what it does to the clocks. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { useAct } from '../../shared/actions.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { causeNote, causesForAll, type Cause } from '../ticket/severity-causes.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export interface SeverityChange {
  readonly severity: number
  readonly cause: Cause
  readonly reason: string
}

/** What is asked, of one ticket or of several; `given` is null while something is missing, and `because` says what. */
export function useSeverityFields(tickets: readonly TicketView[], errors: Readonly<Record<string, string>>) {
  const desks = [...new Set(tickets.map(({ desk }) => desk))]
  const levels = usePolicy()?.desks.find((desk) => desk.id === desks[0])?.severities ?? []
  const from = [...new Set(tickets.map(({ severity }) => severity))]
  const [severity, setSeverity] = useState<number | null>(from.length === 1 ? (from[0] ?? null) : null)
  const [cause, setCause] = useState<Cause | null>(null)
  const [reason, setReason] = useState('')
  const causes = severity === null ? [] : causesForAll(from, severity)
  const fitting = causes.some((choice) => choice.value === cause) ? cause : null
  const because =
    severity === null
      ? 'Choose the severity.'
      : causes.length === 0
        ? `${tickets.length === 1 ? 'It is' : 'They are'} severity ${severity}: choose another.`
        : fitting === null
          ? 'Choose why it changes.'
          : null
  const given: SeverityChange | null =
    severity === null || fitting === null ? null : { severity, cause: fitting, reason }
  const fields = (
    <>
      <div className="flex flex-col gap-1.5">
        <Choices
          label="Severity"
          options={levels.map((level) => ({
            value: level.level,
            // Of several desks each calls it otherwise.
            label: desks.length === 1 ? `${level.level} · ${level.name}` : String(level.level),
          }))}
          value={severity}
          onChange={setSeverity}
          error={errors.severity}
        />
        {desks.length === 1 ? (
          <p className="text-note text-muted" aria-live="polite">
            {levels.find((level) => level.level === severity)?.definition}
          </p>
        ) : null}
      </div>
      {causes.length === 0 ? null : (
        <Choices
          label="Why does it change?"
          layout="list"
          options={causes}
          value={fitting}
          onChange={setCause}
          error={errors.cause}
        />
      )}
      <TextArea
        label="Reason"
        hint="The partner reads it."
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={errors.reason}
      />
    </>
  )
  return { given, because, fields }
}

export function SeverityDialog({ ticket, onClose }: TicketDialogProps) {
  const {
    run,
    busy,
    error,
    fields: errors,
  } = useAct(ticket.id, 'severity', (after) => {
    toast.done(`${ticket.number} is severity ${after.severity} now.`)
    onClose()
  })
  const { given, because, fields } = useSeverityFields([ticket], errors)
  const note = causeNote(ticket.clocks.map(readClock))
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
        onSubmit={() => run(given)}
      >
        {fields}
        {note === null ? null : <Notice>{note}</Notice>}
      </ActForm>
    </Dialog>
  )
}
