/** Chats that an agent has, each a way into it: colleagues' to be followed, on a phone one's own as well (A4). */
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { useNow } from '../../shared/now.ts'
import { readInstant, sayLength } from '../../shared/time.ts'
import { cx } from '../../shared/ui/cx.ts'

interface ColleaguesProps {
  readonly title: string
  readonly chats: readonly ChatView[]
  readonly onLook: (chat: ChatView) => void
  /** Where there is room they stand open anyway. */
  readonly isForPhone?: boolean
}

export function Colleagues({ title, chats, onLook, isForPhone = false }: ColleaguesProps) {
  const now = useNow(5_000)
  if (chats.length === 0) return null
  return (
    <section aria-label={title} className={cx('border-t border-line', isForPhone && 'md:hidden')}>
      <h2 className="px-4 pt-3 pb-1 text-note font-semibold">
        {title} <span className="num font-normal text-muted">{chats.length}</span>
      </h2>
      <ul className="divide-y divide-line">
        {chats.map((chat) => (
          <li key={chat.id}>
            <button
              type="button"
              onClick={() => onLook(chat)}
              className="flex w-full flex-col px-4 py-2 text-left hover:bg-soft focus-visible:-outline-offset-2"
            >
              <span className="flex w-full items-baseline gap-2 text-note">
                <span className="min-w-0 truncate font-semibold">{chat.person?.name}</span>
                <span className="min-w-0 truncate text-muted">{chat.ticket.partner?.name}</span>
                <span className="num ml-auto shrink-0 text-muted">
                  {sayLength(now - readInstant(chat.takenAt ?? chat.startedAt))}
                </span>
              </span>
              <span dir="auto" className="line-clamp-1 text-left text-note">
                {chat.ticket.subject}
              </span>
              <span className={cx('text-small', chat.markedSince === null ? 'text-muted' : 'font-semibold text-soon')}>
                {chat.agent?.name}
                {chat.markedSince === null ? '' : ' · unanswered for long'}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
