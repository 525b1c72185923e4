/** A held request is refused, or taken up again: with the reason, which stays with it. */
import { useState } from 'react'
import type { HeldPageView } from '../../../src/http/wire-held.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { useDecide } from './use-decide.ts'

const words = {
  refuse: {
    title: 'Refuse it',
    description: 'It stays here with the reason, and can be taken up again. Nobody is written to.',
    label: 'Refuse',
    done: 'It is refused, and kept.',
  },
  reopen: {
    title: 'Take it up again',
    description: 'It waits again, since when it came.',
    label: 'Take up',
    done: 'It waits again.',
  },
} as const

interface ReasonDialogProps {
  readonly held: HeldPageView
  readonly act: 'refuse' | 'reopen'
  readonly onClose: () => void
}

export function ReasonDialog({ held, act, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const { title, description, label, done } = words[act]
  const { decide, busy, error, fields } = useDecide(held.id, act, () => {
    toast.done(done)
    onClose()
  })
  return (
    <Dialog title={title} description={description} onClose={onClose} width="narrow">
      <ActForm
        {...{ label, busy, error, onClose }}
        because={reason.trim() === '' ? 'Give the reason.' : null}
        shows={['reason']}
        onSubmit={() => decide({ reason: reason.trim() })}
      >
        <TextArea
          label="Why"
          autoFocus
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
