/** B7, B8: what kind of request it is. Exempt kinds promise nothing from then on; what was broken stays broken. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import type { Kind } from '../../shared/views.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { isExempt, kindMeaning, kindWords } from '../../shared/words.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

const kinds = Object.keys(kindWords) as readonly Kind[]

export function ReclassifyDialog({ ticket, onClose }: TicketDialogProps) {
  const [kind, setKind] = useState<Kind>(ticket.kind)
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'reclassify', (after) => {
    toast.done(`${ticket.number}: ${kindWords[after.kind].toLowerCase()} from now on.`)
    onClose()
  })
  return (
    <Dialog
      title={`What is ${ticket.number}?`}
      description={`Now: ${kindWords[ticket.kind].toLowerCase()}.`}
      onClose={onClose}
    >
      <ActForm
        label="Change"
        {...{ busy, error, onClose }}
        because={kind === ticket.kind ? `It is ${kindWords[kind].toLowerCase()}: choose another.` : null}
        shows={['kind', 'reason']}
        onSubmit={() => run({ kind, reason })}
      >
        <Choices
          label="Kind"
          hideLabel
          layout="list"
          options={kinds.map((each) => ({ value: each, label: kindWords[each], hint: kindMeaning[each] }))}
          value={kind}
          onChange={setKind}
          error={fields.kind}
        />
        <TextArea
          label="Reason"
          hint="The partner reads it."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
        {isExempt(kind) === isExempt(ticket.kind) ? null : (
          <Notice>
            {isExempt(kind)
              ? 'Running clocks end as ‘withdrawn: exempt’, which is not kept. A limit that was passed stays on record as passed.'
              : 'From now on it is covered: what is owed to the partner is promised from this moment.'}
          </Notice>
        )}
      </ActForm>
    </Dialog>
  )
}
