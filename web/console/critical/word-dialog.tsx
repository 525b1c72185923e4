/** D7: how an incident goes on, or that it has ended. */
import { useState } from 'react'
import type { IncidentView } from '../../../src/http/wire-critical.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'

interface WordDialogProps {
  readonly what: 'update' | 'end'
  readonly incident: IncidentView
  readonly onClose: () => void
}

export function WordDialog({ what, incident, onClose }: WordDialogProps) {
  const [body, setBody] = useState('')
  const ends = what === 'end'
  const { post, busy, error, fields } = usePosting<IncidentView>({
    path: ends ? api.incidentEnd(incident.id) : api.incidentUpdates(incident.id),
    changes: ['critical'],
    said: () => (ends ? `‘${incident.title}’ has ended.` : 'Partners read it now.'),
    onDone: onClose,
  })
  return (
    <Dialog
      title={ends ? `‘${incident.title}’ has ended` : `How ‘${incident.title}’ goes on`}
      description={ends ? 'It stays to be read for seven days.' : 'What was told before stays.'}
      onClose={onClose}
    >
      <ActForm
        label={ends ? 'It has ended' : 'Tell partners'}
        {...{ busy, error, onClose }}
        because={body.trim() === '' ? 'Say what partners should know.' : null}
        shows={['body']}
        onSubmit={() => post({ body })}
      >
        <TextArea
          label="What partners should know"
          rows={3}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          error={fields.body}
        />
      </ActForm>
    </Dialog>
  )
}
