/** D3: what came of a call, for the vendor's own people; it stands on the partner's page. */
import { useState } from 'react'
import type { CallView } from '../../../src/http/wire-calls.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { useCallAct } from '../../shared/calls/act.ts'
import { api } from '../../shared/paths.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'

export function NotesDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const [notes, setNotes] = useState(call.notes?.text ?? '')
  const { run, busy, error, fields } = useCallAct(api.noteCall(call.id), () => 'The note is kept.', onClose)
  return (
    <Dialog
      title={call.topic}
      description={`With ${call.partner.name}. The partner does not see it.`}
      onClose={onClose}
    >
      <ActForm
        label="Keep"
        {...{ busy, error, onClose }}
        because={notes.trim() === '' ? 'Write what came of it.' : null}
        shows={['notes']}
        onSubmit={() => run({ notes })}
      >
        <TextArea
          label="What came of it"
          rows={7}
          autoFocus
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
          error={fields.notes}
        />
      </ActForm>
    </Dialog>
  )
}
