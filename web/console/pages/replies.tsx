/** The library of saved replies and code samples (B6): kept here, used in the composer. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { SavedReplyView } from '../../../src/http/wire-guide.ts'
import { RichText } from '../../shared/conversation/rich-text.tsx'
import { FindField } from '../../shared/find-field.tsx'
import { guide, type ReplyFilter } from '../../shared/guide/queries.ts'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { List } from '../../shared/registry/list.tsx'
import { usePolicy } from '../../shared/session.ts'
import { readInstant, sayDay } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { sayCount } from '../../shared/words.ts'
import { ReplyDialog } from '../replies/reply-dialog.tsx'
import { sayScope } from '../replies/scope.ts'

export function RepliesPage() {
  useTitle('Saved replies')
  const policy = usePolicy()
  const navigate = useNavigate()
  const filter: ReplyFilter = useSearch({ from: '/app/replies' })
  const found = useInfiniteQuery(guide.replies(filter))
  const [writing, setWriting] = useState<SavedReplyView | 'new' | null>(null)
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const set = (change: Partial<Record<keyof ReplyFilter, string | null>>): void => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => Boolean(value))
    void navigate({ to: pages.replies, search: Object.fromEntries(next), replace: true })
  }
  useKeys({ '/': () => find.current?.focus() })
  const add = (
    <Button look="go" onClick={() => setWriting('new')}>
      Keep a reply
    </Button>
  )
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <PageHeading focus={false}>Saved replies</PageHeading>
        <span className="flex-1" />
        <div className="md:order-last">{add}</div>
        <div className="flex flex-wrap items-center gap-2 max-md:basis-full" role="search">
          <FindField
            label="Find a saved reply"
            value={filter.q ?? ''}
            onChange={(q) => set({ q })}
            inputRef={find}
            onDown={() => list.current?.querySelector<HTMLElement>('summary')?.focus()}
          />
          <Select
            label="Desk"
            place="bar"
            value={filter.desk ?? null}
            onChange={(desk) => set({ desk })}
            options={[
              { value: null, label: 'Any desk' },
              ...(policy?.desks ?? []).map((desk) => ({ value: desk.id as string | null, label: desk.name })),
            ]}
          />
          <Select
            label="Whose"
            place="bar"
            value={filter.scope ?? null}
            onChange={(scope) => set({ scope })}
            options={[
              { value: null, label: 'Shared and mine' },
              { value: 'shared', label: 'Shared' },
              { value: 'personal', label: 'Only mine' },
            ]}
          />
        </div>
      </header>
      <div className="pb-6">
        <List
          found={found}
          what="the saved replies"
          listRef={list}
          row={(reply) => <ReplyRow key={reply.id} reply={reply} onChange={() => setWriting(reply)} />}
          empty={
            Object.keys(filter).length > 0 ? (
              <Empty
                title="Nothing matches"
                action={
                  <Button onClick={() => void navigate({ to: pages.replies, search: {}, replace: true })}>
                    Show all
                  </Button>
                }
              >
                Titles and texts of the replies are looked through.
              </Empty>
            ) : (
              <Empty title="No saved replies yet" action={add}>
                What is written again and again is kept here once, and put into an answer with ‘/’ at the start of a
                line.
              </Empty>
            )
          }
        />
      </div>
      {writing === null ? null : (
        <ReplyDialog reply={writing === 'new' ? null : writing} onClose={() => setWriting(null)} />
      )}
    </>
  )
}

function ReplyRow({ reply, onChange }: { reply: SavedReplyView; onChange: () => void }) {
  const policy = usePolicy()
  const now = useNow(60_000)
  return (
    <li>
      <details className="group">
        <summary className="grid cursor-default list-none gap-x-6 gap-y-0.5 px-4 py-2.5 hover:bg-soft focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1fr)_auto] md:px-5 [&::-webkit-details-marker]:hidden">
          <span className="font-medium">{reply.title}</span>
          <span className="num text-note text-muted">
            {sayScope(policy, reply)} · {reply.uses === 0 ? 'not used yet' : `used ${sayCount(reply.uses, 'time')}`}
          </span>
          <span className="line-clamp-1 text-note text-muted group-open:hidden md:col-span-full">
            {reply.body.replaceAll(/\s+/g, ' ')}
          </span>
        </summary>
        <div className="flex max-w-[760px] flex-col gap-3 px-4 pt-1 pb-4 md:px-5">
          <RichText body={reply.body} />
          <div className="flex flex-wrap items-center gap-3">
            <Button onClick={onChange} aria-label={`Change ${reply.title}`}>
              Change
            </Button>
            <span className="num text-note text-muted">
              {reply.updatedBy ?? 'Partner Desk'}, {sayDay(readInstant(reply.updatedAt), now)}
              {reply.lastUsedAt === null ? '' : ` · last used ${sayDay(readInstant(reply.lastUsedAt), now)}`}
            </span>
          </div>
        </div>
      </details>
    </li>
  )
}
