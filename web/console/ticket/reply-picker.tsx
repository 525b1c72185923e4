/** Choosing a saved reply without leaving the keyboard: type a word of it, arrows, Enter (B6). */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { SavedReplyView } from '../../../src/http/wire-guide.ts'
import { fillPlaceholders, placeholderValues } from '../../../src/domain/placeholders.ts'
import { call, newKey, sayProblem } from '../../shared/api.ts'
import { RichText } from '../../shared/conversation/rich-text.tsx'
import { guide, repliesChanged } from '../../shared/guide/queries.ts'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { cx } from '../../shared/ui/cx.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { controlClass } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { sayScope } from '../replies/scope.ts'
import { Link } from '@tanstack/react-router'

interface PickerProps {
  /** Null where it is for several: their words are put in when it is sent. */
  readonly ticket: TicketView | null
  /** The text with the ticket's words in it, and whose text it is. Of several tickets the use is counted by who sends it. */
  readonly onPick: (text: string, reply: string) => void
  /** Closed without one; `typed` is what belongs into the text after all. */
  readonly onClose: (typed: string) => void
}

const pause = 150

export function ReplyPicker({ ticket, onPick, onClose }: PickerProps) {
  const id = useId()
  const policy = usePolicy()
  const me = useMe()
  const [q, setQ] = useState('')
  const [asked, setAsked] = useState('')
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(q.trim()), pause)
    return () => clearTimeout(timer)
  }, [q])
  const found = useQuery(guide.repliesFor(ticket?.id ?? null, asked))
  const items = found.data?.items ?? []
  const at = Math.min(chosen, items.length - 1)
  const current = items[at]
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const filled = (reply: SavedReplyView): string =>
    policy === undefined || ticket === null
      ? reply.body
      : fillPlaceholders(reply.body, placeholderValues(policy, ticket, me.name)).text
  const pick = (reply: SavedReplyView): void => {
    onPick(filled(reply), reply.id)
    if (ticket === null) return
    // Counted beside the writing: whether that works changes nothing for who writes.
    void call(api.replyUses(reply.id), { method: 'POST', body: { ticket: ticket.id }, idempotencyKey: newKey() }).then(
      repliesChanged,
      () => undefined,
    )
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, items.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && current !== undefined) pick(current)
    else if (event.key === '/' && q === '') onClose('/')
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      title="Saved replies"
      description="A second ‘/’ is a ‘/’ in the text."
      width="wide"
      onClose={() => onClose('')}
    >
      <input
        role="combobox"
        aria-label="Find a saved reply"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current === undefined ? undefined : `${id}-${current.id}`}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type here
        autoFocus
        placeholder="Type a word of it"
        value={q}
        onChange={(event) => {
          setQ(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
        className={cx(controlClass, 'h-9')}
      />
      {found.error !== null && found.data === undefined ? (
        <Notice tone="broken" alert>
          {sayProblem(found.error)}
        </Notice>
      ) : null}
      <div className="grid min-h-64 gap-4 sm:grid-cols-2">
        <ul
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label="Saved replies"
          className="max-h-[38vh] overflow-y-auto overscroll-contain"
        >
          {items.map((reply, place) => (
            <li
              key={reply.id}
              id={`${id}-${reply.id}`}
              role="option"
              aria-selected={place === at}
              onClick={() => pick(reply)}
              onMouseMove={() => setChosen(place)}
              className={cx('rounded-box px-2.5 py-1.5 pointer-coarse:min-h-10', place === at && 'bg-soft')}
            >
              <span className="block text-note font-medium">{reply.title}</span>
              <span className="block text-small text-muted">{sayScope(policy, reply)}</span>
            </li>
          ))}
        </ul>
        <div className="max-h-[38vh] min-w-0 overflow-y-auto text-note max-sm:hidden" aria-hidden="true" inert>
          {current === undefined ? null : <RichText body={filled(current)} />}
        </div>
      </div>
      {found.isPending || items.length > 0 ? null : (
        <p className="text-note text-muted" role="status">
          {asked === '' ? 'The library is empty so far.' : `Nothing matches ‘${asked}’.`}{' '}
          <Link to={pages.replies} className="text-accent underline underline-offset-2">
            To the library
          </Link>
        </p>
      )}
    </Dialog>
  )
}
