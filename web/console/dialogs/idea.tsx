/** B6: the ticket asks for an idea of the board, or becomes a new one. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { boardChanged } from '../../shared/board/queries.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { ActForm } from '../../shared/act-form.tsx'
import { usePolicy } from '../../shared/session.ts'
import { IdeaChoice } from '../board/idea-choice.tsx'
import { bodyOf, WordsFields, wordsMissing, type Words } from '../board/words-fields.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function IdeaDialog({ ticket, onClose }: TicketDialogProps) {
  const products = usePolicy()?.products ?? []
  const [how, setHow] = useState<'known' | 'new'>('known')
  const [idea, setIdea] = useState<string | null>(null)
  const [words, setWords] = useState<Words>({
    title: ticket.subject.slice(0, 140),
    description: '',
    product: products.find(({ id, name }) => id === ticket.product || name === ticket.product)?.id ?? '',
  })
  const { run, busy, error, fields } = useAct(ticket.id, 'idea', (after) => {
    boardChanged()
    toast.done(`${ticket.number} asks for ‘${after.idea?.title ?? ''}’.`)
    onClose()
  })
  return (
    <Dialog
      title={`Idea of ${ticket.number}`}
      description="The partner sees which idea it is and how it stands, and is told when that changes."
      onClose={onClose}
    >
      <Tabs
        label="Which idea"
        value={how}
        onChange={setHow}
        tabs={[
          { value: 'known', label: 'One on the board' },
          { value: 'new', label: 'A new one' },
        ]}
      />
      <ActForm
        label={how === 'known' ? 'Attach' : 'Put it on the board'}
        {...{ busy, error, onClose }}
        because={how === 'new' ? wordsMissing(words) : idea === null ? 'Choose the idea.' : null}
        shows={how === 'new' ? ['title', 'description', 'product'] : ['idea']}
        onSubmit={() => run(how === 'known' ? { idea } : bodyOf(words))}
      >
        {how === 'known' ? (
          <IdeaChoice
            label="It asks for"
            value={idea}
            onChange={setIdea}
            without={ticket.idea?.id}
            error={fields.idea}
          />
        ) : (
          <WordsFields words={words} onChange={setWords} fields={fields} />
        )}
      </ActForm>
    </Dialog>
  )
}
