/** One idea to staff: its status is set, its words mended, and what is the same is merged. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { IdeaView } from '../../../src/http/wire-board.ts'
import { IdeaPage as Idea } from '../../shared/board/idea-page.tsx'
import { pages } from '../../shared/pages.ts'
import { Button } from '../../shared/ui/button.tsx'
import { MergeIdeaDialog } from '../board/merge-dialog.tsx'
import { StatusDialog } from '../board/status-dialog.tsx'
import { WordsDialog } from '../board/words-dialog.tsx'

export const IdeaPage = () => <Idea reader="staff" actions={(idea) => <Actions idea={idea} />} />

function Actions({ idea }: { idea: IdeaView }) {
  const [open, setOpen] = useState<'status' | 'words' | 'merge' | null>(null)
  const navigate = useNavigate()
  const close = (): void => setOpen(null)
  return (
    <>
      <Button look="go" onClick={() => setOpen('status')}>
        Change status
      </Button>
      <Button onClick={() => setOpen('words')}>Change words</Button>
      <Button onClick={() => setOpen('merge')}>Merge into another</Button>
      {open === 'status' ? <StatusDialog idea={idea} onClose={close} /> : null}
      {open === 'words' ? <WordsDialog idea={idea} onClose={close} onDone={close} /> : null}
      {open === 'merge' ? (
        <MergeIdeaDialog
          idea={idea}
          onClose={close}
          onDone={(survivor) => void navigate({ to: pages.idea, params: { idea: survivor.id } })}
        />
      ) : null}
    </>
  )
}
