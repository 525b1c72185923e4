/** Who follows a ticket beside whoever has it: a line, and the way in and out for oneself. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { TicketView } from '../../../src/http/wire.ts'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import type { TicketCommands } from '../use-commands.tsx'
import { followersOf, toggleFollowing } from './queries.ts'

const namedAtMost = 4

interface FollowersProps {
  readonly ticket: TicketView
  readonly commands: TicketCommands
  /** What stands before it on the same line. */
  readonly children: React.ReactNode
}

export function Followers({ ticket, commands, children }: FollowersProps) {
  const me = useMe()
  const items = useQuery(followersOf(ticket.id)).data?.items ?? []
  const follows = items.some(({ id }) => id === me.id)
  const { mutate, isPending } = useMutation({ mutationFn: () => toggleFollowing(ticket, me.id) })
  const names = [...(follows ? ['you'] : []), ...items.filter(({ id }) => id !== me.id).map(({ name }) => name)]
  const further = names.length - namedAtMost
  return (
    <>
      {names.length === 0 ? null : (
        <p className="text-note text-muted" title={items.map(({ name }) => name).join(', ')}>
          Followed by {names.slice(0, namedAtMost).join(', ')}
          {further > 0 ? ` and ${further} more` : ''}
        </p>
      )}
      <div className="mt-1.5 flex flex-wrap gap-2">
        {children}
        <Button
          size="small"
          shortcut="o"
          busy={isPending}
          because={follows ? null : commands.because('follow')}
          onClick={() => mutate()}
        >
          {follows ? 'Unfollow' : 'Follow'}
        </Button>
      </div>
    </>
  )
}
