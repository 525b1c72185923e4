/** One chat to an agent: who it is, what is said, the two ways to write, and how it goes on (A4). */
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ChatView, PresenceView } from '../../../src/http/wire-chats.ts'
import { useOutbox, type Outbox } from '../../shared/chat/outbox.ts'
import { Talk } from '../../shared/chat/talk.tsx'
import { useWriter, Write } from '../../shared/chat/write.tsx'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../../shared/promise-bar/promise-bar.tsx'
import { useMe, usePolicy } from '../../shared/session.ts'
import { readInstant, sayLength } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Icon } from '../../shared/ui/icons.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { tierName } from '../../shared/words.ts'
import { useReadOf } from '../alerts/queries.ts'
import { useReplies } from '../ticket/use-replies.tsx'
import { EndDialog } from './end-dialog.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { Note } from './note.tsx'

interface ColumnProps {
  readonly chat: ChatView
  readonly presence: PresenceView | undefined
  readonly longest: number
  /** It was just taken, or looked for: whoever did writes next. */
  readonly isWanted: boolean
  readonly onTake: () => void
  /** Why one cannot take it; null where one can. */
  readonly because: string | null
  /** Closes a chat that is only followed; null where it is one's own. */
  readonly onClose: (() => void) | null
}

type Mode = 'partner' | 'note'
const modes = [
  { value: 'partner', label: 'To the partner' },
  { value: 'note', label: 'Internal note' },
] as const

export function Column({ chat, presence, longest, isWanted, onTake, because, onClose }: ColumnProps) {
  const [mode, setMode] = useState<Mode>('partner')
  const [dialog, setDialog] = useState<'end' | 'hand-over' | null>(null)
  const outbox = useOutbox(chat)
  useReadOf(chat.ticket.id)
  const isOver = chat.state === 'ended'
  return (
    <section
      aria-label={`Chat with ${chat.person?.name ?? 'a partner'}, ${chat.ticket.number}`}
      className="flex min-h-0 min-w-0 flex-col bg-panel"
    >
      <Head chat={chat} onClose={onClose} />
      <Talk chat={chat} outbox={outbox} />
      {isOver ? (
        <p className="border-t border-line px-3 py-3 text-note text-muted">
          It is over.{' '}
          <Link
            to={pages.ticket}
            params={{ ticket: chat.ticket.id }}
            className="num text-accent underline underline-offset-2"
          >
            {chat.ticket.number}
          </Link>{' '}
          goes on as a ticket.
        </p>
      ) : (
        <>
          <Tabs
            label="Who will read it"
            value={mode}
            onChange={setMode}
            tabs={modes}
            className="border-t border-line"
          />
          {mode === 'note' ? (
            <Note chat={chat} />
          ) : chat.state === 'waiting' ? (
            <p className="flex flex-wrap items-center gap-2 px-3 py-3 text-note text-muted">
              <span className="min-w-0 flex-1 basis-40">
                Nobody has taken it: take it, then {chat.person?.name ?? 'the partner'} knows who writes.
              </span>
              <Button look="go" because={because} onClick={onTake}>
                Take
              </Button>
            </p>
          ) : (
            <Answer chat={chat} outbox={outbox} longest={longest} isWanted={isWanted} />
          )}
          {chat.state === 'open' ? (
            <div className="flex flex-wrap gap-2 border-t border-line px-2 py-2">
              <Button size="small" onClick={() => setDialog('hand-over')}>
                Hand over
              </Button>
              <span className="flex-1" />
              <Button size="small" onClick={() => setDialog('end')}>
                End
              </Button>
            </div>
          ) : null}
        </>
      )}
      {dialog === 'end' ? <EndDialog chat={chat} onClose={() => setDialog(null)} /> : null}
      {dialog === 'hand-over' ? (
        <HandOverDialog chat={chat} presence={presence} onClose={() => setDialog(null)} />
      ) : null}
    </section>
  )
}

function Head({ chat, onClose }: { chat: ChatView; onClose: (() => void) | null }) {
  const me = useMe()
  const policy = usePolicy()
  const now = useNow(5_000)
  const { ticket } = chat
  const clock = leadingClock(ticket.clocks.map(readClock))
  const isMarked = chat.markedSince !== null
  return (
    <header
      className={cx(
        'flex flex-col gap-0.5 border-b border-line px-3 py-2',
        isMarked && 'shadow-[inset_3px_0_0_var(--color-soon)]',
      )}
    >
      <div className="flex items-baseline gap-2">
        <h2 className="min-w-0 truncate font-semibold">{chat.person?.name ?? 'A partner'}</h2>
        <span className="min-w-0 truncate text-note text-muted">
          {ticket.partner?.name}, {tierName(policy, ticket.partner?.tier ?? '')}
        </span>
        <span className="flex-1" />
        {onClose === null ? null : (
          <button
            type="button"
            aria-label="Close; the chat goes on"
            onClick={onClose}
            className="grid size-6 shrink-0 place-items-center self-center rounded-box text-muted hover:bg-soft hover:text-ink pointer-coarse:size-10"
          >
            <Icon name="close" className="size-3.5" />
          </button>
        )}
      </div>
      <p className="truncate text-note">
        <Link to={pages.ticket} params={{ ticket: ticket.id }} className="num text-accent underline underline-offset-2">
          {ticket.number}
        </Link>{' '}
        <bdi>{ticket.subject}</bdi>
      </p>
      {clock === null ? <NoPromise>exempt</NoPromise> : <PromiseBar clock={clock} />}
      <p className={cx('num min-h-[18px] text-note', isMarked ? 'font-semibold text-soon' : 'text-muted')}>
        {chat.markedSince !== null
          ? `Unanswered for ${sayLength(now - readInstant(chat.markedSince))}`
          : chat.agent !== null && chat.agent.id !== me.id && chat.state === 'open'
            ? `${chat.agent.name} has it; writing joins it.`
            : ''}
      </p>
    </header>
  )
}

interface AnswerProps {
  readonly chat: ChatView
  readonly outbox: Outbox
  readonly longest: number
  readonly isWanted: boolean
}

function Answer({ chat, outbox, longest, isWanted }: AnswerProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isWanted) area.current?.focus()
  }, [isWanted])
  const writer = useWriter(chat, outbox, longest)
  const replies = useReplies(chat.ticket, writer, area)
  return (
    <>
      <Write
        label={`Your message to ${chat.person?.name ?? 'the partner'}`}
        placeholder="Write; / for saved replies"
        writer={writer}
        areaRef={area}
        onKeyDown={replies.onKeyDown}
        className="border-t-0"
      >
        <Button look="bare" onClick={replies.pick} title="Saved replies; at the start of a line: /">
          Replies
        </Button>
      </Write>
      {replies.picker}
    </>
  )
}
