/** Live chat: one's own that goes on, a new one, and those of colleagues and before (A4). */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { Problem } from '../../shared/api.ts'
import { chats } from '../../shared/chat/queries.ts'
import { endWords } from '../../shared/chat/words.ts'
import { Failure, NotFound } from '../../shared/failure.tsx'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { NotEntitled } from '../chat/not-entitled.tsx'
import { Room } from '../chat/room.tsx'
import { Start } from '../chat/start.tsx'

export function ChatPage() {
  useTitle('Live chat')
  const navigate = useNavigate()
  const policy = useQuery(queries.policy())
  const offer = useQuery(chats.offer())
  const { chat: wanted } = useSearch({ from: '/app/chat' })
  const shown = wanted ?? offer.data?.live?.id
  const failed = policy.error ?? (offer.data === undefined ? offer.error : null)
  if (failed !== null)
    return <Failure error={failed} retry={() => void Promise.all([policy.refetch(), offer.refetch()])} />
  if (policy.data === undefined || offer.data === undefined) return <Waiting />
  if (shown !== undefined) return <ChatRoom key={shown} id={shown} rules={offer.data.rules} />
  if (!offer.data.allowed)
    return (
      <>
        <NotEntitled offer={offer.data} />
        <Others />
      </>
    )
  return (
    <>
      <Start
        policy={policy.data}
        offer={offer.data}
        onBegun={({ id }) => void navigate({ to: pages.chat, search: { chat: id }, replace: true })}
      />
      <Others />
    </>
  )
}

function ChatRoom({ id, rules }: { id: string; rules: Parameters<typeof Room>[0]['rules'] }) {
  const found = useQuery(chats.one(id))
  if (found.data !== undefined) return <Room chat={found.data} rules={rules} />
  if (found.error instanceof Problem && found.error.status === 404) return <NotFound what="chat" />
  if (found.error !== null) return <Failure error={found.error} retry={() => void found.refetch()} />
  return <Waiting />
}

const before = 10

/** Colleagues' that go on, and the last ones: a partner's people see each other's as their tickets. */
function Others() {
  const me = useMe()
  const live = useQuery(chats.live()).data?.items.filter(({ person }) => person?.id !== me.id) ?? []
  const ended = useQuery(chats.ended(before)).data?.items ?? []
  if (live.length + ended.length === 0) return null
  return (
    <section aria-labelledby="others" className="mx-auto max-w-[1040px] px-4 pb-12 md:px-6">
      <h2 id="others" className="border-b border-line pb-1 font-semibold">
        Chats before this
      </h2>
      <ul className="divide-y divide-line">
        {[...live, ...ended].map((chat) => (
          <Row key={chat.id} chat={chat} />
        ))}
      </ul>
    </section>
  )
}

function Row({ chat }: { chat: ChatView }) {
  const now = useNow(60_000)
  return (
    <li>
      <Link
        to={pages.chat}
        search={{ chat: chat.id }}
        className="grid gap-x-4 py-2 hover:bg-soft sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span dir="auto" className="min-w-0 truncate text-left">
          {chat.ticket.subject}
        </span>
        <span className="num text-note text-muted">
          {chat.person?.name} · {sayBriefly(readInstant(chat.startedAt), now)} ·{' '}
          {chat.endedBecause === null ? 'goes on' : endWords[chat.endedBecause]}
        </span>
      </Link>
    </li>
  )
}

const Waiting = () => (
  <Loading what="the chat">
    <div className="mx-auto flex max-w-[1040px] flex-col gap-4 px-4 py-8 md:px-6">
      <Skeleton className="h-7 w-72" />
      <Skeleton className="h-14 w-full max-w-[640px]" />
      <Skeleton className="h-9 w-full max-w-[640px]" />
      <Skeleton className="h-32 w-full max-w-[640px]" />
    </div>
  </Loading>
)
