/** Several tickets are attached to one cause. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { sayCount } from '../../shared/words.ts'
import { useSeveralAct, type SeveralDialogProps } from '../several/use-several-act.ts'
import { CauseField, chooseACause } from './cause-field.tsx'
import { rememberCause } from './queries.ts'

export function CausesDialog(props: SeveralDialogProps) {
  const { tickets, onDone, onClose } = props
  const [cause, setCause] = useState<TicketView | null>(null)
  const { run, busy, error, fields } = useSeveralAct({
    ...props,
    onDone: (act, answer) => {
      if (cause !== null) rememberCause(cause)
      onDone(act, answer)
    },
  })
  return (
    <Dialog
      title={`Attach ${sayCount(tickets.length, 'ticket')} to their cause`}
      description="One ticket stands for the problem; those it has caused can be answered and solved together from there. Partners see nothing of it."
      onClose={onClose}
    >
      <ActForm
        label="Attach"
        {...{ busy, error, onClose }}
        because={cause === null ? chooseACause : null}
        shows={['act.cause']}
        onSubmit={() => (cause === null ? undefined : run({ kind: 'cause', cause: cause.id }))}
      >
        <CauseField
          without={[]}
          hint="Of whichever partner. If it is one of those selected, it stays as it is."
          value={cause}
          onChange={setCause}
          error={fields['act.cause']}
        />
      </ActForm>
    </Dialog>
  )
}
