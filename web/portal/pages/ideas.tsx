/** The product board to a partner: vote, follow, and say what is missing by a ticket. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { IdeaLettersView } from '../../../src/http/wire-board.ts'
import { call } from '../../shared/api.ts'
import { BoardPage } from '../../shared/board/board-page.tsx'
import { board } from '../../shared/board/queries.ts'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { buttonClass } from '../../shared/ui/button.tsx'
import { Check } from '../../shared/ui/check.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { toast } from '../../shared/ui/toast.tsx'

export const IdeasPage = () => (
  <BoardPage
    reader="partner"
    action={
      <Link to={pages.newTicket} className={buttonClass({})}>
        Suggest something
      </Link>
    }
    empty={
      <Empty title="No ideas yet">
        What partners ask for and the product does not do yet is written down here. Suggest something by a ticket.
      </Empty>
    }
  >
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 pb-2 md:px-5">
      <p className="text-note text-muted">
        What partners wish the products did. You see how many want something; who they are stays with us.
      </p>
      <Letters />
    </div>
  </BoardPage>
)

function Letters() {
  const { data } = useQuery(board.letters())
  const { mutate } = useMutation({
    mutationFn: (wanted: boolean) => call<IdeaLettersView>(api.ideaLetters, { method: 'POST', body: { wanted } }),
    onSuccess: (after) => {
      queryClient.setQueryData(board.letters().queryKey, after)
      toast.done(after.wanted ? 'You get mail when an idea of yours moves.' : 'No more mail about ideas.')
    },
    onError: toast.failed,
  })
  if (data === undefined) return <span className="h-5" />
  return (
    <Check checked={data.wanted} onChange={(wanted) => mutate(wanted)}>
      Mail me when the status of an idea of mine changes
    </Check>
  )
}
