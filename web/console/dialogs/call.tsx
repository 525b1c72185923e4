/** A3: a call on the telephone becomes a message: who called, when, how long, and what was said. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { lengthOf, localMinute } from '../../shared/call-length.ts'
import { now as present, useNow } from '../../shared/now.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea, TextField } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayEffect } from '../ticket/clock-effect.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function CallDialog({ ticket, onClose }: TicketDialogProps) {
  const [caller, setCaller] = useState(ticket.receiver?.name ?? '')
  const [number, setNumber] = useState('')
  const [startedAt, setStartedAt] = useState(() => localMinute(present()))
  const [length, setLength] = useState('')
  const [notes, setNotes] = useState('')
  const [visibility, setVisibility] = useState<'public' | 'internal'>('public')
  const now = useNow()
  const { run, busy, error, fields } = useAct(ticket.id, 'calls', () => {
    toast.done(`The call is on ${ticket.number}.`)
    onClose()
  })
  const seconds = lengthOf(length)
  const because =
    caller.trim() === ''
      ? 'Say who was on the line.'
      : startedAt === ''
        ? 'Say when the call began.'
        : seconds === null
          ? 'Say how long it took: 12, or 12:30.'
          : notes.trim() === ''
            ? 'Say what was said.'
            : null
  return (
    <Dialog title={`Log a call on ${ticket.number}`} onClose={onClose}>
      <ActForm
        label="Log"
        {...{ busy, error, because, onClose }}
        shows={['caller', 'number', 'startedAt', 'seconds', 'notes']}
        onSubmit={() =>
          run({
            caller: caller.trim(),
            ...(number.trim() === '' ? {} : { number: number.trim() }),
            startedAt: new Date(startedAt).toISOString(),
            seconds,
            notes,
            visibility,
          })
        }
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Who was on the line"
            value={caller}
            onChange={(event) => setCaller(event.target.value)}
            error={fields.caller}
          />
          <TextField
            label="Number"
            aside="optional"
            type="tel"
            placeholder="+49 30 12345678"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            error={fields.number}
          />
          <TextField
            label="Began at"
            type="datetime-local"
            value={startedAt}
            onChange={(event) => setStartedAt(event.target.value)}
            error={fields.startedAt}
          />
          <TextField
            label="How long, in minutes"
            inputMode="numeric"
            placeholder="12:30"
            autoFocus
            value={length}
            onChange={(event) => setLength(event.target.value)}
            error={fields.seconds}
          />
        </div>
        <TextArea
          label="What was said"
          rows={5}
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
          error={fields.notes}
        />
        <Choices
          label="Who reads it"
          layout="list"
          options={[
            {
              value: 'public',
              label: `${ticket.contact?.name ?? 'The partner'} and the desk`,
              hint: 'It answers the partner from now on, and goes to it in writing.',
            },
            { value: 'internal', label: 'The desk alone', hint: 'A note: it stops no clock.' },
          ]}
          value={visibility}
          onChange={setVisibility}
        />
        <p className="text-note text-muted">
          {sayEffect(ticket.clocks.map(readClock), { visibility, determination: false, solves: false }, now)}
        </p>
      </ActForm>
    </Dialog>
  )
}
