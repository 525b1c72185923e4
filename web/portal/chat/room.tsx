/** A chat to its partner: who is there or when somebody is, what is said, and how it goes on (A4). */
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ChatOfferView, ChatView } from '../../../src/http/wire-chats.ts'
import { sayProblem } from '../../shared/api.ts'
import { useOutbox } from '../../shared/chat/outbox.ts'
import { Talk } from '../../shared/chat/talk.tsx'
import { useChatAct } from '../../shared/chat/use-chat-act.ts'
import { sayPlace } from '../../shared/chat/words.ts'
import { useWriter, Write } from '../../shared/chat/write.tsx'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { isRunning, leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { useMe } from '../../shared/session.ts'
import { readInstant, sayClock, sayLength, sayMoment } from '../../shared/time.ts'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Dialog, DialogFoot } from '../../shared/ui/dialog.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'

export function Room({ chat, rules }: { chat: ChatView; rules: ChatOfferView['rules'] }) {
  const me = useMe()
  const outbox = useOutbox(chat)
  const writer = useWriter(chat, outbox, rules.longestMessage)
  const [ending, setEnding] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // On a phone its keyboard would cover what was said.
    if (matchMedia('(pointer: fine)').matches) area.current?.focus({ preventScroll: true })
  }, [])
  const isOwn = chat.person?.id === me.id
  return (
    <div className="mx-auto flex h-[calc(100dvh-104px)] min-h-[440px] max-md:h-[calc(100dvh-114px-env(safe-area-inset-bottom))] max-w-[760px] flex-col px-0 sm:px-4 md:px-6">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-4 pb-2 sm:px-0">
        <div className="min-w-0 flex-1 basis-56">
          <PageHeading className="text-lead">{chat.ticket.subject}</PageHeading>
          <p className="text-note text-muted">
            <Link
              to={pages.ticket}
              params={{ ticket: chat.ticket.id }}
              className="num text-accent underline underline-offset-2"
            >
              {chat.ticket.number}
            </Link>
            {isOwn || chat.person === null ? '' : ` · begun by ${chat.person.name}`}
          </p>
        </div>
        {chat.state === 'ended' ? (
          <Link to={pages.chat} search={{}} className={buttonClass({})}>
            New chat
          </Link>
        ) : (
          <Button onClick={() => setEnding(true)}>End the chat</Button>
        )}
      </header>
      <Standing chat={chat} rules={rules} />
      <div className="flex min-h-0 flex-1 flex-col border-line max-sm:border-t sm:rounded-box sm:border">
        <Talk chat={chat} outbox={outbox} />
        {chat.state === 'ended' ? (
          <After chat={chat} />
        ) : (
          <Write
            label="Your message"
            placeholder={chat.state === 'waiting' ? 'Add what helps while you wait' : 'Write a message'}
            writer={writer}
            areaRef={area}
          />
        )}
      </div>
      {ending ? <EndDialog chat={chat} onClose={() => setEnding(false)} /> : null}
    </div>
  )
}

/** Where it stands, with what is promised: always as high as it is. */
function Standing({ chat, rules }: { chat: ChatView; rules: ChatOfferView['rules'] }) {
  const now = useNow(1_000)
  const clock = leadingClock(chat.ticket.clocks.map(readClock).filter(isRunning))
  const promised =
    clock === null ? '' : ` It is promised as any request: a person answers by ${sayMoment(clock.targetAt, now)}.`
  return (
    <p role="status" className="min-h-[58px] px-4 pb-2 text-note sm:min-h-10 sm:px-0">
      {chat.state === 'waiting' && chat.position !== null ? (
        <>
          <span className="font-semibold">{sayPlace(chat.position)}</span>{' '}
          <span className="num text-muted">
            Waiting for {sayLength(now - readInstant(chat.startedAt))}.
            {chat.dueAt === null
              ? ''
              : ` If nobody can take it by ${sayClock(readInstant(chat.dueAt))}, it goes on as a request.`}
            {promised}
          </span>
        </>
      ) : chat.state === 'open' ? (
        <>
          <span className="font-semibold">{sayWith(chat)}</span>{' '}
          <span className="text-muted">
            After {rules.endsAfterSilenceMinutes} minutes in which nobody writes it is ended, and you get what was said
            by mail.
          </span>
        </>
      ) : (
        <span className="font-semibold">This chat is over.</span>
      )}
    </p>
  )
}

function sayWith({ agent, joined }: ChatView): string {
  const names = [agent, ...joined].flatMap((person) => person?.name ?? [])
  return `You talk with ${names.length === 0 ? 'us' : names.join(' and ')}.`
}

/** How it goes on, and what was said by letter. */
function After({ chat }: { chat: ChatView }) {
  const now = useNow(60_000)
  const sending = useChatAct(chat.id, 'transcript', {
    onDone: () => toast.done('What was said is on its way to you.'),
    onRefused: toast.failed,
  })
  const clock = leadingClock(chat.ticket.clocks.map(readClock).filter(isRunning))
  const isSolved = chat.ticket.solvedAt !== null || chat.ticket.closedAt !== null
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t border-line px-3 py-3">
      <p>
        {isSolved
          ? 'Your request is solved. Writing on its page opens it again.'
          : clock === null
            ? 'Your request stays open. Write on its page whenever you like.'
            : `Your request goes on: an answer is promised by ${sayMoment(clock.targetAt, now)}, at the latest ${sayMoment(clock.limitAt, now)}.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Link to={pages.ticket} params={{ ticket: chat.ticket.id }} className={buttonClass({ look: 'go' })}>
          Open {chat.ticket.number}
        </Link>
        {chat.endedBecause === 'left' ? null : (
          <Button
            busy={sending.busy}
            because={chat.isTranscriptSent ? 'It was sent to you already.' : null}
            onClick={() => sending.run()}
          >
            Send me what was said
          </Button>
        )}
      </div>
    </div>
  )
}

function EndDialog({ chat, onClose }: { chat: ChatView; onClose: () => void }) {
  const ending = useChatAct(chat.id, 'end', { onDone: onClose })
  return (
    <Dialog
      title="End the chat"
      description="If it is not solved, your request goes on with what is promised for it."
      onClose={onClose}
      width="narrow"
    >
      {ending.error === null ? null : (
        <Notice tone="broken" title="It was not ended" alert>
          {sayProblem(ending.error)}
        </Notice>
      )}
      <DialogFoot>
        <Button look="bare" onClick={onClose}>
          Go on chatting
        </Button>
        <Button busy={ending.busy} onClick={() => ending.run({ solved: true })}>
          It is solved
        </Button>
        <Button look="go" busy={ending.busy} onClick={() => ending.run({ solved: false })}>
          Not solved yet
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
