/** A7: requests that nobody could be let in by itself: what came first at the top, with what is promised since then. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { sayNumber } from '../../shared/words.ts'
import { heldQueries, type HeldState } from '../held/queries.ts'
import { HeldRow } from '../held/row.tsx'
import { RowsSkeleton } from '../queue/rows.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

const nothing = {
  held: {
    title: 'Nothing is held',
    words:
      'A request from a free or unknown address, or a mail that proves nothing of its sender, waits here for you to say whose it is. Its time counts from when it came.',
  },
  released: { title: 'Nothing was let in yet', words: 'What you let in stands here, with the ticket that it became.' },
  refused: {
    title: 'Nothing was refused',
    words: 'What you refuse stays here with its reason, and can be taken up again.',
  },
} as const

export function HeldPage() {
  useTitle('Held')
  const { state = 'held', desk } = useSearch({ from: '/app/held' })
  const navigate = useNavigate()
  const policy = usePolicy()
  const counts = useQuery(queries.counts()).data
  const found = useInfiniteQuery(heldQueries.list(state, desk))
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  const list = useRef<HTMLUListElement>(null)
  const step = (by: 1 | -1) => (): void => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus()
  }
  useKeys({ j: step(1), k: step(-1) })
  const go = (search: { state?: HeldState; desk?: string }): void =>
    void navigate({ to: pages.held, search, replace: true })

  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 md:px-5">
        <PageHeading focus={false}>Held</PageHeading>
        <Select
          label="Desk"
          place="bar"
          value={desk ?? null}
          onChange={(next) => go({ ...(state === 'held' ? {} : { state }), ...(next === null ? {} : { desk: next }) })}
          options={[
            { value: null as string | null, label: 'Every desk' },
            ...(policy?.desks ?? []).map((each) => ({ value: each.id as string | null, label: each.name })),
          ]}
        />
      </header>
      <Tabs
        label="Show"
        value={state}
        onChange={(next: HeldState) =>
          go({ ...(next === 'held' ? {} : { state: next }), ...(desk === undefined ? {} : { desk }) })
        }
        tabs={[
          { value: 'held', label: 'Waiting', ...(counts === undefined ? {} : { count: sayNumber(counts.held) }) },
          { value: 'released', label: 'Let in' },
          { value: 'refused', label: 'Refused' },
        ]}
        className="pt-1"
      >
        {found.isPending ? (
          <RowsSkeleton rows={4} />
        ) : rows.length === 0 ? (
          <Empty title={nothing[state].title}>{nothing[state].words}</Empty>
        ) : (
          <ul ref={list} aria-label="Held requests" className="pt-1">
            {rows.map((held) => (
              <HeldRow key={held.id} held={held} />
            ))}
          </ul>
        )}
        <ShowMore pages={found} />
      </Tabs>
    </>
  )
}
