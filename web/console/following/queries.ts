/** Who follows a ticket, and following it oneself. */
import { queryOptions } from '@tanstack/react-query'
import type { FollowersView } from '../../../src/http/wire-following.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { call, newKey } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { toast } from '../../shared/ui/toast.tsx'

export const followersOf = (ticket: string) =>
  queryOptions({
    queryKey: ['followers', ticket],
    queryFn: ({ signal }) => call<FollowersView>(api.followers(ticket), { signal }),
  })

type Followed = Pick<TicketView, 'id' | 'number'>

async function set({ id, number }: Followed, follows: boolean): Promise<void> {
  try {
    const after = follows
      ? await call<FollowersView>(api.followers(id), { method: 'POST', body: {}, idempotencyKey: newKey() })
      : await call<FollowersView>(api.followers(id), { method: 'DELETE' })
    queryClient.setQueryData(followersOf(id).queryKey, after)
    toast.undoable(
      follows ? `You follow ${number}: what happens to it stands under ‘For you’.` : `You follow ${number} no more.`,
      () => void set({ id, number }, !follows),
    )
  } catch (reason) {
    toast.failed(reason)
  }
}

/** Follows it, or no more, whichever it is not now. */
export async function toggleFollowing(ticket: Followed, me: string): Promise<void> {
  try {
    const { items } = await queryClient.fetchQuery({ ...followersOf(ticket.id), staleTime: 0 })
    await set(ticket, !items.some(({ id }) => id === me))
  } catch (reason) {
    toast.failed(reason)
  }
}
