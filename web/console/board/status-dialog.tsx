/** What becomes of an idea, and why: every partner reads both, and who asked for it gets a letter. */
import { useState } from 'react'
import type { IdeaView } from '../../../src/http/wire-board.ts'
import { ideaStatuses, ideaStatusMeaning, ideaStatusWords, type IdeaStatus } from '../../../src/domain/idea.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'

export function StatusDialog({ idea, onClose }: { idea: IdeaView; onClose: () => void }) {
  const [status, setStatus] = useState<IdeaStatus>(idea.status)
  const [reason, setReason] = useState('')
  const { post, busy, error, fields } = usePosting<IdeaView>({
    path: api.ideaStatus(idea.id),
    changes: ['board', 'ticket', 'tickets'],
    said: (after) => `‘${after.title}’: ${after.statusWords.toLowerCase()}.`,
    onDone: onClose,
  })
  const because =
    status === idea.status
      ? `It is ${ideaStatusWords[status].toLowerCase()}: choose another.`
      : reason.trim() === ''
        ? 'Say why.'
        : null
  return (
    <Dialog
      title="Status of the idea"
      description={`‘${idea.title}’ is ${ideaStatusWords[idea.status].toLowerCase()} now.`}
      onClose={onClose}
    >
      <ActForm
        label="Change status"
        {...{ busy, error, because, onClose }}
        shows={['status', 'reason']}
        onSubmit={() => post({ status, reason })}
      >
        <Choices
          label="Status"
          hideLabel
          layout="list"
          options={ideaStatuses.map((each) => ({
            value: each,
            label: ideaStatusWords[each],
            hint: ideaStatusMeaning[each],
          }))}
          value={status}
          onChange={setStatus}
          error={fields.status}
        />
        <TextArea
          label="Reason"
          hint="Every partner reads it. Contacts who voted, or whose ticket asks for it, get it by mail."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
