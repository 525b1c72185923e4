/** The ticket asks for no idea any more; what it asked for is one press away. */
import type { TicketView } from '../../../src/http/wire.ts'
import { act } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { boardChanged } from '../../shared/board/queries.ts'
import { api } from '../../shared/paths.ts'
import { toast } from '../../shared/ui/toast.tsx'

export async function detachIdea({ id, number, idea }: Pick<TicketView, 'id' | 'number' | 'idea'>): Promise<void> {
  if (idea === null) return
  try {
    await call(api.act(id, 'idea'), { method: 'DELETE' })
    boardChanged()
    toast.undoable(
      `${number} does not ask for ‘${idea.title}’ any more.`,
      () => void act(id, 'idea', { idea: idea.id }).then(boardChanged, toast.failed),
    )
  } catch (reason) {
    toast.failed(reason)
  }
}
