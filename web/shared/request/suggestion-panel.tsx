/** A suggestion, beside the form, which stays as it is: an article, or what was said on an earlier ticket. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { SuggestionView } from '../../../src/http/wire-guide.ts'
import { NotRead } from '../failure.tsx'
import { RichText } from '../conversation/rich-text.tsx'
import { ArticleText } from '../guide/article-text.tsx'
import { guide } from '../guide/queries.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { queries } from '../queries.ts'
import { readInstant, sayBriefly } from '../time.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { Link } from '@tanstack/react-router'

interface PanelProps {
  readonly suggestion: SuggestionView
  readonly onSolved: () => void
  readonly onClose: () => void
}

export function SuggestionPanel({ suggestion, onSolved, onClose }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div
      role="dialog"
      aria-labelledby="suggestion-title"
      className="fixed inset-y-0 right-0 z-40 flex w-full flex-col bg-panel shadow-float sm:w-[min(560px,52vw)]"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className="flex items-start gap-3 border-b border-line px-5 pt-4 pb-3">
        <div className="min-w-0 flex-1">
          <p className="text-small text-muted">
            {suggestion.kind === 'article' ? 'Guide' : `Your ticket ${suggestion.number}`}
          </p>
          <h2 id="suggestion-title" ref={heading} tabIndex={-1} className="text-lead font-semibold outline-none">
            {suggestion.title}
          </h2>
        </div>
        <button
          type="button"
          aria-label="Close; the form is as you left it"
          onClick={onClose}
          className="grid size-8 shrink-0 place-items-center rounded-box text-muted hover:bg-soft hover:text-ink pointer-coarse:size-10"
        >
          <Icon name="close" />
        </button>
      </header>
      <div
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4"
        tabIndex={0}
        role="region"
        aria-label="What it says"
      >
        {suggestion.kind === 'article' ? <Article id={suggestion.id} /> : <Ticket id={suggestion.id} />}
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3">
        <Button look="go" onClick={onSolved}>
          This solved it
        </Button>
        <Button onClick={onClose}>Go on writing</Button>
        <span className="flex-1" />
        {/* In a tab of its own: the form stays where it is. */}
        <Link
          {...(suggestion.kind === 'article'
            ? { to: pages.article, params: { article: suggestion.slug } }
            : { to: pages.ticket, params: { ticket: suggestion.id } })}
          target="_blank"
          rel="noopener"
          className={buttonClass({ look: 'bare' })}
        >
          Own tab
        </Link>
      </footer>
    </div>
  )
}

const Waiting = () => (
  <Loading what="the answer">
    <div className="flex flex-col gap-3">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-5 w-full" />
      ))}
    </div>
  </Loading>
)

function Article({ id }: { id: string }) {
  const found = useQuery(guide.article(id))
  if (found.data !== undefined)
    return (
      <>
        <p className="mb-3 text-muted">{found.data.summary}</p>
        <ArticleText article={found.data} />
      </>
    )
  return found.error === null ? <Waiting /> : <NotRead error={found.error} retry={found.refetch} />
}

function Ticket({ id }: { id: string }) {
  const now = useNow(60_000)
  const found = useQuery(queries.messages(id))
  if (found.data === undefined)
    return found.error === null ? <Waiting /> : <NotRead error={found.error} retry={found.refetch} />
  return (
    <ol className="flex flex-col gap-5">
      {found.data.map((message) => (
        <li key={message.id} className="flex flex-col gap-1">
          <p className="num text-note">
            <span className="font-semibold">{message.author?.name ?? 'The desk'}</span>{' '}
            <span className="text-muted">{sayBriefly(readInstant(message.at), now)}</span>
          </p>
          <RichText body={message.body} />
        </li>
      ))}
    </ol>
  )
}
