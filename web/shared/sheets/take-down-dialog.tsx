/** Something of a partner's is to be shown no more: it goes at once, and its versions stay. */
import { useState } from 'react'
import type { RequestedRunView } from '../../../src/http/wire-workflow.ts'
import { ActForm } from '../act-form.tsx'
import { useBehalf } from '../partnership/behalf.tsx'
import { api } from '../paths.ts'
import { useSave } from '../registry/save.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import type { Kind, Sheet } from './queries.ts'

interface TakeDownProps {
  readonly partner: string
  readonly kind: Kind
  readonly sheet: Sheet
  readonly onClose: () => void
}

export function TakeDownDialog({ partner, kind, sheet, onClose }: TakeDownProps) {
  const [why, setWhy] = useState('')
  const behalf = useBehalf(partner)
  const { save, busy, error, fields } = useSave<RequestedRunView>({
    path: api.runs,
    method: 'POST',
    said: () => `'${sheet.title}' is no longer shown.`,
    onDone: onClose,
  })
  return (
    <Dialog
      title={`Take '${sheet.title}' down`}
      description="It is not shown any more from now on. Its versions are kept, and it may be asked for again."
      width="narrow"
      onClose={onClose}
    >
      <ActForm
        label="Take it down"
        {...{ busy, error, onClose }}
        because={behalf.because}
        shows={['fields.why', 'contactEmail']}
        onSubmit={() =>
          save({
            workflow: kind.workflow,
            fields: {
              changes: { of: kind.id, item: sheet.id, takesDown: true },
              ...(why.trim() === '' ? {} : { why }),
            },
            ...behalf.asked,
          })
        }
      >
        {behalf.control(fields.contactEmail)}
        <TextArea
          label="Why"
          aside="optional"
          rows={2}
          value={why}
          error={fields['fields.why']}
          onChange={(event) => setWhy(event.target.value)}
        />
      </ActForm>
    </Dialog>
  )
}
