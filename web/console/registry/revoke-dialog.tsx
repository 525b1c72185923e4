/** A4: a grant ends before its fiscal year does. */
import { useState } from 'react'
import type { GrantView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'

export function RevokeDialog({ grant, onClose }: { grant: GrantView; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const { save, busy, error, fields } = useSave<GrantView>({
    path: api.revokeGrant(grant.id),
    method: 'POST',
    said: (after) => `${after.name} is revoked.`,
    onDone: onClose,
  })
  return (
    <Dialog
      title={`Revoke ${grant.name}, ${grant.fiscalYear}`}
      description="It is closed at once."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Revoke"
        {...{ busy, error, onClose }}
        because={reason.trim() === '' ? 'Say why.' : null}
        shows={['reason']}
        onSubmit={() => save({ reason })}
      >
        <TextArea
          label="Reason"
          hint="The partner reads it."
          rows={2}
          value={reason}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
