/** A new idea, or other words for one. */
import { useState } from 'react'
import type { IdeaView } from '../../../src/http/wire-board.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { bodyOf, WordsFields, wordsMissing, type Words } from './words-fields.tsx'

interface WordsDialogProps {
  readonly idea?: IdeaView
  readonly onClose: () => void
  readonly onDone: (idea: IdeaView) => void
}

export function WordsDialog({ idea, onClose, onDone }: WordsDialogProps) {
  const [words, setWords] = useState<Words>({
    title: idea?.title ?? '',
    description: idea?.description ?? '',
    product: idea?.product ?? '',
  })
  const { post, busy, error, fields } = usePosting<IdeaView>({
    path: idea === undefined ? api.ideas : api.idea(idea.id),
    method: idea === undefined ? 'POST' : 'PATCH',
    changes: ['board', 'ticket', 'tickets'],
    said: (after) => (idea === undefined ? `‘${after.title}’ is on the board.` : `‘${after.title}’ is described anew.`),
    onDone,
  })
  return (
    <Dialog title={idea === undefined ? 'New idea' : 'Words of the idea'} onClose={onClose}>
      <ActForm
        label={idea === undefined ? 'Put it on the board' : 'Change words'}
        {...{ busy, error, onClose }}
        because={wordsMissing(words)}
        shows={['title', 'description', 'product']}
        onSubmit={() => post(bodyOf(words))}
      >
        <WordsFields words={words} onChange={setWords} fields={fields} />
      </ActForm>
    </Dialog>
  )
}
