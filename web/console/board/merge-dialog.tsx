/** Two ideas about one thing. */
import { useState } from 'react'
import type { IdeaView } from '../../../src/http/wire-board.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { IdeaChoice } from './idea-choice.tsx'

interface MergeIdeaDialogProps {
  readonly idea: IdeaView
  readonly onClose: () => void
  readonly onDone: (survivor: IdeaView) => void
}

export function MergeIdeaDialog({ idea, onClose, onDone }: MergeIdeaDialogProps) {
  const [into, setInto] = useState<string | null>(null)
  const { post, busy, error, fields } = usePosting<IdeaView>({
    path: api.ideaMerge(idea.id),
    changes: ['board', 'ticket', 'tickets'],
    said: (survivor) => `It is part of ‘${survivor.title}’ now.`,
    onDone,
  })
  return (
    <Dialog
      title={`Merge ‘${idea.title}’`}
      description="The other one goes on with the votes of both, a contact’s two as one, and with the tickets. Links to this one lead there."
      onClose={onClose}
    >
      <ActForm
        label="Merge"
        {...{ busy, error, onClose }}
        because={into === null ? 'Choose the idea that goes on.' : null}
        shows={['into']}
        onSubmit={() => post({ into })}
      >
        <IdeaChoice label="Goes on" value={into} onChange={setInto} without={idea.id} error={fields.into} />
      </ActForm>
    </Dialog>
  )
}
