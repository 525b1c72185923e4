/** Chats that wait, the longest wait first, with tier and what is promised (A4). */
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { useNow } from '../../shared/now.ts'
import { leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../../shared/promise-bar/promise-bar.tsx'
import { usePolicy } from '../../shared/session.ts'
import { readInstant, sayLength } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { deskName, tierName } from '../../shared/words.ts'

interface WaitingProps {
  readonly chats: readonly ChatView[]
  readonly busy: string | null
  /** Why one can take none; null where one can. */
  readonly because: string | null
  readonly onTake: (chat: ChatView) => void
  readonly onLook: (chat: ChatView) => void
}

export function Waiting({ chats, busy, because, onTake, onLook }: WaitingProps) {
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className="px-4 pt-3 pb-1 text-note font-semibold">
        Waiting <span className="num font-normal text-muted">{chats.length}</span>
      </h2>
      {chats.length === 0 ? (
        <p className="px-4 pb-3 text-note text-muted">
          Nobody waits. A partner who begins a chat shows up here; press t to take it.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {chats.map((chat, place) => (
            <Row
              key={chat.id}
              chat={chat}
              isFirst={place === 0}
              busy={busy === chat.id}
              because={because}
              onTake={() => onTake(chat)}
              onLook={() => onLook(chat)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface RowProps {
  readonly chat: ChatView
  readonly isFirst: boolean
  readonly busy: boolean
  readonly because: string | null
  readonly onTake: () => void
  readonly onLook: () => void
}

function Row({ chat, isFirst, busy, because, onTake, onLook }: RowProps) {
  const policy = usePolicy()
  const now = useNow(1_000)
  const { ticket } = chat
  const clock = leadingClock(ticket.clocks.map(readClock))
  const left = chat.dueAt === null ? null : readInstant(chat.dueAt) - now
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5">
      <div className="flex items-baseline gap-2 text-note">
        <span className="min-w-0 truncate font-semibold">{ticket.partner?.name}</span>
        <span className="shrink-0 text-muted">
          {tierName(policy, ticket.partner?.tier ?? '')}
          {ticket.keyAccount ? ', key account' : ''}
        </span>
        <span className="num ml-auto shrink-0 font-semibold">{sayLength(now - readInstant(chat.startedAt))}</span>
      </div>
      <button
        type="button"
        dir="auto"
        onClick={onLook}
        className="line-clamp-2 rounded-tag text-left underline-offset-2 hover:underline pointer-coarse:min-h-10"
      >
        {ticket.subject}
      </button>
      <p className="truncate text-small text-muted">
        Severity {ticket.severity} · {chat.person?.name} · {deskName(policy, ticket.desk)}
      </p>
      {clock === null ? <NoPromise>exempt</NoPromise> : <PromiseBar clock={clock} />}
      <div className="flex items-center gap-2">
        <span className="num min-w-0 flex-1 text-small text-muted">
          {left === null ? '' : left > 0 ? `A request in ${sayLength(left)}` : 'Becomes a request now'}
        </span>
        <Button
          size="small"
          look={isFirst ? 'go' : 'plain'}
          busy={busy}
          because={because}
          {...(isFirst ? { shortcut: 't' } : {})}
          onClick={onTake}
        >
          Take
        </Button>
      </div>
    </li>
  )
}
