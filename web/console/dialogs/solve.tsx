/** Solved: with the answer that solved it, where the partner has not had one. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { useDraft } from '../../shared/drafts.ts'
import { useNow } from '../../shared/now.ts'
import { isRunning, readClock } from '../../shared/promise-bar/clock.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayEffect } from '../ticket/clock-effect.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function SolveDialog({ ticket, onClose }: TicketDialogProps) {
  const clocks = ticket.clocks.map(readClock)
  const isOwed = clocks.some(isRunning)
  // What was begun in the composer is very likely the answer.
  const [draft, setDraft] = useDraft(`${ticket.id}:partner`)
  const [body, setBody] = useState(draft)
  const now = useNow()
  const { run, busy, error, fields } = useAct(ticket.id, 'solve', () => {
    if (body !== '') setDraft('')
    toast.done(`${ticket.number} is solved.`)
    onClose()
  })
  const who = ticket.receiver?.name ?? ticket.partner?.name ?? 'the partner'
  return (
    <Dialog
      title={`Solve ${ticket.number}`}
      description={
        isOwed
          ? `${who} is still owed an answer: say what solved it.`
          : `${who} has had an answer. A last word is welcome, not needed.`
      }
      onClose={onClose}
    >
      <ActForm
        label={body.trim() === '' ? 'Solve' : 'Send and solve'}
        {...{ busy, error, onClose }}
        shows={['body']}
        onSubmit={() => run(body.trim() === '' ? {} : { body })}
      >
        <TextArea
          label={`To ${who}`}
          aside={isOwed ? undefined : 'optional'}
          rows={5}
          autoFocus
          value={body}
          onChange={(event) => setBody(event.target.value)}
          error={fields.body}
        />
        <p className="text-note text-muted">
          {body.trim() === '' && isOwed
            ? 'Without an answer it cannot be solved while one is owed.'
            : sayEffect(clocks, { visibility: 'public', determination: true, solves: true }, now)}
        </p>
      </ActForm>
    </Dialog>
  )
}
