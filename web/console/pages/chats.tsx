/** Live chat to an agent: one's switch, who waits, and one's own chats side by side (A4). */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ChatView, PresenceView } from '../../../src/http/wire-chats.ts'
import { call, newKey } from '../../shared/api.ts'
import { chats, keepChat } from '../../shared/chat/queries.ts'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayCount } from '../../shared/words.ts'
import { Colleagues } from '../chat/colleagues.tsx'
import { Column } from '../chat/column.tsx'
import { useSwitch } from '../chat/presence.ts'
import { useGone } from '../chat/use-gone.ts'
import { Waiting } from '../chat/waiting.tsx'

export function ChatsPage() {
  useTitle('Live chat')
  const me = useMe()
  const navigate = useNavigate()
  const { chat: wanted } = useSearch({ from: '/app/chats' })
  const found = useQuery(chats.live())
  const presence = useQuery({ ...chats.presence(), refetchInterval: 30_000 }).data
  const looked = useQuery({ ...chats.one(wanted ?? ''), enabled: wanted !== undefined }).data
  const [taking, setTaking] = useState<string | null>(null)
  const all = found.data?.items ?? []
  const waiting = all.filter(({ state }) => state === 'waiting')
  const own = all.filter(
    ({ state, agent, joined }) => state === 'open' && (agent?.id === me.id || joined.some(({ id }) => id === me.id)),
  )
  useGone(found.data === undefined ? null : own, me.id)
  const others = all.filter((chat) => chat.state === 'open' && !own.includes(chat))
  const isFull = presence !== undefined && presence.holds >= presence.mostPerAgent
  const because = isFull ? `You have ${sayCount(presence.holds, 'chat')}, the most at a time.` : null
  const look = (chat: ChatView | null): void =>
    void navigate({ to: pages.chats, search: chat === null ? {} : { chat: chat.id }, replace: true })
  const take = async (chat: ChatView): Promise<void> => {
    if (taking !== null) return
    setTaking(chat.id)
    try {
      keepChat(await call<ChatView>(api.chatAct(chat.id, 'take'), { method: 'POST', idempotencyKey: newKey() }))
      look(chat)
    } catch (reason) {
      toast.failed(reason)
      void queryClient.invalidateQueries({ queryKey: ['chats'] })
    } finally {
      setTaking(null)
      void queryClient.invalidateQueries({ queryKey: chats.presence().queryKey })
    }
  }
  const [next] = waiting
  useKeys({ t: () => (next === undefined || because !== null ? undefined : void take(next)) })

  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  const followed = looked !== undefined && !own.some(({ id }) => id === looked.id) ? looked : null
  const shown = [...own, ...(followed === null ? [] : [followed])]
  return (
    <div className="flex flex-col md:h-dvh">
      <header className="flex shrink-0 flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 md:px-5">
        <PageHeading focus={false}>Live chat</PageHeading>
        <Availability presence={presence} />
      </header>
      <div className="grid min-h-0 flex-1 md:grid-cols-[272px_minmax(0,1fr)]">
        <div className={cx('min-h-0 overflow-y-auto border-line md:border-r', wanted !== undefined && 'max-md:hidden')}>
          {found.isPending ? (
            <ListSkeleton />
          ) : (
            <>
              <Waiting
                chats={waiting}
                busy={taking}
                because={because}
                onTake={(chat) => void take(chat)}
                onLook={look}
              />
              <Colleagues title="Yours" chats={own} onLook={look} isForPhone />
              <Colleagues title="With colleagues" chats={others} onLook={look} />
            </>
          )}
        </div>
        <div
          className={cx('min-h-0 min-w-0', wanted === undefined ? 'max-md:hidden' : 'max-md:h-[calc(100dvh-170px)]')}
        >
          {shown.length === 0 ? (
            <Empty title="No chat is yours">
              Chats that you take stand here side by side. Switch yourself available, and press t to take the one that
              waits longest.
            </Empty>
          ) : (
            <>
              {wanted === undefined ? null : (
                <Button look="bare" size="small" className="md:hidden" onClick={() => look(null)}>
                  <Icon name="back" /> All chats
                </Button>
              )}
              <div className="grid h-full min-h-0 auto-rows-fr gap-px bg-line md:grid-cols-[repeat(auto-fit,minmax(254px,1fr))]">
                {shown.map((chat) => (
                  <div
                    key={chat.id}
                    className={cx('flex min-h-0 min-w-0 flex-col *:flex-1', chat.id !== wanted && 'max-md:hidden')}
                  >
                    <Column
                      chat={chat}
                      presence={presence}
                      longest={presence?.longestMessage ?? 0}
                      isWanted={chat.id === wanted}
                      onTake={() => void take(chat)}
                      because={because}
                      onClose={chat === followed ? () => look(null) : null}
                    />
                  </div>
                ))}
              </div>
            </>
          )}
        </div>
      </div>
    </div>
  )
}

function Availability({ presence }: { presence: PresenceView | undefined }) {
  const { turn, busy } = useSwitch()
  if (presence === undefined) return <Skeleton className="h-8 w-52" />
  const { available, agents } = presence
  const others = agents.length - (available ? 1 : 0)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-note text-muted">
        {others === 0 ? 'No colleague is available' : `${sayCount(others, 'colleague')} available`}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={available}
        aria-busy={busy || undefined}
        onClick={() => (busy ? undefined : turn(!available))}
        className="flex items-center gap-2 rounded-box text-note font-semibold pointer-coarse:min-h-10"
      >
        <span
          aria-hidden="true"
          className={cx(
            'flex h-5 w-9 items-center rounded-full border p-0.5',
            available ? 'justify-end border-fine bg-fine' : 'justify-start border-edge bg-soft',
          )}
        >
          <span className={cx('size-3.5 rounded-full', available ? 'bg-bg' : 'bg-edge')} />
        </span>
        Available for chat
      </button>
    </div>
  )
}

const ListSkeleton = () => (
  <Loading what="the chats">
    <div className="flex flex-col gap-3 px-4 py-4">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-20 w-full" />
      ))}
    </div>
  </Loading>
)
