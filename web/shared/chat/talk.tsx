/** What is said in a chat and what becomes of it, the latest at the foot, where it stays while one reads there (A4). */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { EventView, MessageView } from '../../../src/http/wire.ts'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { sayProblem } from '../api.ts'
import { MessageFiles } from '../attachments/message-files.tsx'
import { RichText } from '../conversation/rich-text.tsx'
import { timelineOf, type Moment } from '../conversation/timeline.ts'
import { useNow } from '../now.ts'
import { queries } from '../queries.ts'
import { useMe } from '../session.ts'
import { readInstant, sayBriefly } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Notice } from '../ui/notice.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import type { Outbox, Outgoing } from './outbox.ts'
import { stoppedTyping, useTypists } from './typing.ts'
import { sayTurn } from './words.ts'

interface TalkProps {
  readonly chat: ChatView
  readonly outbox: Outbox
}

/** So near to its foot somebody reads there. */
const nearFoot = 60

export function Talk({ chat, outbox }: TalkProps) {
  const me = useMe()
  const messages = useQuery(queries.messages(chat.ticket.id))
  const events = useQuery(queries.events(chat.ticket.id))
  const now = useNow(30_000)
  const box = useRef<HTMLDivElement>(null)
  const atFoot = useRef(true)
  const [unread, setUnread] = useState(false)
  const moments =
    messages.data === undefined || events.data === undefined
      ? null
      : timelineOf(
          messages.data,
          events.data.filter(({ kind }) => kind === 'chat'),
        )
  const lastMessage = messages.data?.at(-1)
  const count = (moments?.length ?? 0) + outbox.outgoing.length
  const isOwn = lastMessage?.author?.id === me.id || outbox.outgoing.length > 0

  const toFoot = (): void => {
    setUnread(false)
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }
  useLayoutEffect(() => {
    if (count === 0) return
    if (atFoot.current || isOwn) toFoot()
    else setUnread(true)
  }, [count, isOwn])
  useEffect(() => {
    // What was typed has come.
    if (lastMessage?.author !== null && lastMessage !== undefined) stoppedTyping(chat.id, lastMessage.author.id)
  }, [chat.id, lastMessage])

  const failed = messages.error ?? events.error
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={box}
        role="log"
        aria-label="Conversation"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atFoot.current = scrollHeight - scrollTop - clientHeight < nearFoot
          if (atFoot.current) setUnread(false)
        }}
        className="flex min-h-0 flex-1 flex-col gap-2.5 overflow-y-auto overscroll-contain px-3 py-3 focus-visible:-outline-offset-2"
      >
        {moments !== null ? (
          moments.map((moment) => <Said key={keyOf(moment)} moment={moment} me={me.id} now={now} />)
        ) : failed === null ? (
          <TalkSkeleton />
        ) : (
          <Notice tone="broken" title="What was said could not be read">
            {sayProblem(failed)}{' '}
            <Button size="small" onClick={() => void Promise.all([messages.refetch(), events.refetch()])}>
              Try again
            </Button>
          </Notice>
        )}
        {outbox.outgoing.map((each) => (
          <Going key={each.key} outgoing={each} outbox={outbox} />
        ))}
      </div>
      {unread ? (
        <Button size="small" className="absolute bottom-7 left-1/2 -translate-x-1/2 shadow-float" onClick={toFoot}>
          New words below
        </Button>
      ) : null}
      <Typists chat={chat} me={me.id} />
    </div>
  )
}

const keyOf = (moment: Moment): string => (moment.kind === 'event' ? `event ${moment.event.seq}` : moment.message.id)

function Said({ moment, me, now }: { moment: Moment; me: string; now: number }) {
  return moment.kind === 'event' ? (
    <Turn event={moment.event} now={now} />
  ) : (
    <Bubble message={moment.message} isMine={moment.message.author?.id === me} now={now} />
  )
}

const Turn = ({ event, now }: { event: EventView; now: number }) => (
  <p className="mx-auto max-w-[85%] py-0.5 text-center text-small text-balance text-muted">
    {sayTurn(event)}{' '}
    <time dateTime={event.at} className="num whitespace-nowrap">
      {sayBriefly(readInstant(event.at), now)}
    </time>
  </p>
)

const bubble = 'max-w-[85%] min-w-0 rounded-pane px-3 py-1.5'

function Bubble({ message, isMine, now }: { message: MessageView; isMine: boolean; now: number }) {
  const isNote = message.visibility === 'internal'
  const name = message.author?.name ?? (message.side === 'system' ? 'Partner Desk' : 'The desk')
  return (
    <article
      aria-label={`${isNote ? 'Internal note by' : 'Message from'} ${isMine ? 'you' : name}`}
      className={cx('flex max-w-full flex-col gap-0.5', isMine ? 'items-end' : 'items-start')}
    >
      <p className="flex flex-wrap gap-x-1.5 px-1 text-small text-muted">
        <span className="font-semibold">{isMine ? 'You' : name}</span>
        {isNote ? <span className="font-semibold">internal note</span> : null}
        <time dateTime={message.at} className="num">
          {sayBriefly(readInstant(message.at), now)}
        </time>
      </p>
      <div
        className={cx(
          bubble,
          isNote ? 'border border-dashed border-soon bg-internal' : isMine ? 'bg-share' : 'border border-line bg-soft',
        )}
      >
        <RichText body={message.body} />
        <MessageFiles files={message.attachments} />
      </div>
    </article>
  )
}

/** One's own words on their way. */
function Going({ outgoing, outbox }: { outgoing: Outgoing; outbox: Outbox }) {
  const hasFailed = outgoing.state === 'failed'
  return (
    <article aria-label="Your message, not sent yet" className="flex max-w-full flex-col items-end gap-0.5">
      <p className="px-1 text-small text-muted">{hasFailed ? '' : 'sending …'}</p>
      <div className={cx(bubble, 'bg-share', hasFailed ? 'border border-broken' : 'opacity-60')}>
        <RichText body={outgoing.body} />
        <MessageFiles files={outgoing.files} />
      </div>
      {hasFailed ? (
        <div role="alert" className="flex max-w-[85%] flex-wrap items-center justify-end gap-x-2 text-note text-broken">
          <span>Not sent. {outgoing.because}</span>
          <Button size="small" onClick={() => outbox.retry(outgoing.key)}>
            Try again
          </Button>
          <Button size="small" look="bare" onClick={() => outbox.discard(outgoing.key)}>
            Leave it
          </Button>
        </div>
      ) : null}
    </article>
  )
}

/** Always as high as it is: nothing moves as somebody begins to type. */
function Typists({ chat, me }: { chat: ChatView; me: string }) {
  const names = useTypists(chat.id, me)
  return (
    <p className="h-5 shrink-0 truncate px-4 text-small text-muted">
      {names.length === 0 ? '' : `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} typing …`}
    </p>
  )
}

const TalkSkeleton = () => (
  <Loading what="the chat">
    <div className="flex flex-col gap-3">
      <Skeleton className="h-12 w-3/4" />
      <Skeleton className="h-8 w-1/2 self-end" />
      <Skeleton className="h-10 w-2/3" />
    </div>
  </Loading>
)
