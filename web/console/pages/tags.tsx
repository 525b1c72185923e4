/** Every tag, how many tickets have it, and keeping them in order. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { TagView } from '../../../src/http/wire-tags.ts'
import { Failure } from '../../shared/failure.tsx'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { sayNumber } from '../../shared/words.ts'
import { MergeTagDialog, RenameTagDialog } from '../tags/keep-dialogs.tsx'
import { tagsInUse } from '../tags/queries.ts'

export function TagsPage() {
  useTitle('Tags')
  const found = useQuery(tagsInUse())
  const mayKeep = useMe().can.includes('renameTag')
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<{ readonly what: 'rename' | 'merge'; readonly tag: TagView } | null>(null)
  const find = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => find.current?.focus() })
  const all = found.data ?? []
  const shown = all.filter(({ name }) => name.includes(typed.trim().toLowerCase()))
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <PageHeading focus={false}>Tags</PageHeading>
        <span className="flex-1" />
        <div className="max-md:basis-full" role="search">
          <FindField label="Find a tag" value={typed} onChange={setTyped} inputRef={find} onDown={() => undefined} />
        </div>
      </header>
      {found.error !== null && found.data === undefined ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Loading what="the tags">
          <Skeleton className="m-5 h-40" />
        </Loading>
      ) : all.length === 0 ? (
        <Empty title="No tags yet">
          A tag is a word of the desk’s own on tickets, which no partner sees. On a ticket, or with several selected in
          a list, press g: the first one is made there.
        </Empty>
      ) : shown.length === 0 ? (
        <Empty title="Nothing matches" action={<Button onClick={() => setTyped('')}>Show all</Button>}>
          No tag has that in its name.
        </Empty>
      ) : (
        <ul className="pb-6">
          {shown.map((tag) => (
            <li
              key={tag.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line/60 px-4 py-1.5 hover:bg-soft md:px-5"
            >
              <Link
                to={pages.all}
                search={{ tag: tag.name }}
                className="min-w-0 flex-1 basis-48 underline-offset-2 hover:underline"
              >
                <span dir="auto" className="wrap-anywhere">
                  {tag.name}
                </span>
              </Link>
              <span className="num w-28 shrink-0 text-note text-muted">
                {tag.uses === 0 ? 'no ticket' : tag.uses === 1 ? '1 ticket' : `${sayNumber(tag.uses)} tickets`}
              </span>
              {mayKeep ? (
                <span className="flex shrink-0 gap-2">
                  <Button
                    size="small"
                    aria-label={`Rename ${tag.name}`}
                    onClick={() => setOpen({ what: 'rename', tag })}
                  >
                    Rename
                  </Button>
                  <Button
                    size="small"
                    aria-label={`Merge ${tag.name}`}
                    because={all.length < 2 ? 'There is no other tag.' : null}
                    onClick={() => setOpen({ what: 'merge', tag })}
                  >
                    Merge
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayKeep || all.length === 0 ? null : (
        <p className="px-4 pb-6 text-note text-muted md:px-5">Leads rename and merge tags: ask one.</p>
      )}
      {open === null ? null : open.what === 'rename' ? (
        <RenameTagDialog tag={open.tag} onClose={() => setOpen(null)} />
      ) : (
        <MergeTagDialog tag={open.tag} others={all} onClose={() => setOpen(null)} />
      )}
    </>
  )
}
