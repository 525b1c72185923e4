/** The product board to staff. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { BoardPage } from '../../shared/board/board-page.tsx'
import { pages } from '../../shared/pages.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { WordsDialog } from '../board/words-dialog.tsx'

export function IdeasPage() {
  const [adding, setAdding] = useState(false)
  const navigate = useNavigate()
  return (
    <>
      <BoardPage
        reader="staff"
        action={<Button onClick={() => setAdding(true)}>Add an idea</Button>}
        empty={
          <Empty title="No ideas yet">
            A ticket that asks for something new is attached to an idea, or becomes one, on its page.
          </Empty>
        }
      />
      {adding ? (
        <WordsDialog
          onClose={() => setAdding(false)}
          onDone={(idea) => void navigate({ to: pages.idea, params: { idea: idea.id } })}
        />
      ) : null}
    </>
  )
}
