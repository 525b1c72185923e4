/** The product board (B6): what partners wish for, the most wanted first; found by words, product and status. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { ideaStatuses, ideaStatusWords } from '../../../src/domain/idea.ts'
import { FindField } from '../find-field.tsx'
import { useKeys } from '../keys.ts'
import { pages } from '../pages.ts'
import { List, stepIn } from '../registry/list.tsx'
import { usePolicy } from '../session.ts'
import { useTitle } from '../title.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Select } from '../ui/select.tsx'
import { IdeaRow } from './idea-row.tsx'
import { board, readIdeaFilter, type IdeaFilter } from './queries.ts'

interface BoardPageProps {
  readonly reader: 'staff' | 'partner'
  /** Beside the heading. */
  readonly action: React.ReactNode
  /** Below it. */
  readonly children?: React.ReactNode
  readonly empty: React.ReactNode
}

export function BoardPage({ reader, action, children, empty }: BoardPageProps) {
  useTitle('Ideas')
  const navigate = useNavigate()
  const filter: IdeaFilter = useSearch({ from: '/app/ideas' })
  const products = usePolicy()?.products ?? []
  const found = useInfiniteQuery(board.ideas(filter))
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const set = (change: Readonly<Record<string, string | null>>): void =>
    void navigate({ to: pages.ideas, search: readIdeaFilter({ ...filter, ...change }), replace: true })
  useKeys({ '/': () => find.current?.focus(), j: () => stepIn(list, 1), k: () => stepIn(list, -1) })
  const { sort: _sort, ...narrowed } = filter
  return (
    <div className={reader === 'partner' ? 'mx-auto max-w-[1100px] pt-6 pb-12 md:px-2' : 'pb-6'}>
      <header
        className={
          reader === 'partner'
            ? 'flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-2 md:px-5'
            : 'sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5'
        }
      >
        <PageHeading focus={false} className={reader === 'partner' ? 'text-title' : ''}>
          Ideas
        </PageHeading>
        <span className="flex-1" />
        {action}
        <div className="flex flex-wrap items-center gap-2 max-sm:basis-full" role="search">
          <FindField
            label="Find an idea by its words"
            value={filter.q ?? ''}
            onChange={(q) => set({ q })}
            inputRef={find}
            onDown={() => stepIn(list, 1)}
          />
          <Select
            label="Product"
            place="bar"
            value={filter.product ?? ''}
            onChange={(product) => set({ product })}
            options={[
              { value: '', label: 'Every product' },
              ...products.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Select
            label="Status"
            place="bar"
            value={filter.status ?? ''}
            onChange={(status) => set({ status })}
            options={[
              { value: '', label: 'Every status' },
              ...ideaStatuses.map((status) => ({ value: status as string, label: ideaStatusWords[status] })),
            ]}
          />
          <Select
            label="Order"
            place="bar"
            value={filter.sort ?? 'votes'}
            onChange={(sort) => set({ sort })}
            options={[
              { value: 'votes', label: 'Most wanted' },
              { value: 'newest', label: 'Newest' },
            ]}
          />
          {reader === 'partner' ? (
            <Button
              aria-pressed={filter.mine === 'true'}
              onClick={() => set({ mine: filter.mine === 'true' ? null : 'true' })}
            >
              {filter.mine === 'true' ? 'Show all' : 'Only mine'}
            </Button>
          ) : null}
        </div>
      </header>
      {children}
      <List
        found={found}
        what="ideas"
        listRef={list}
        row={(idea) => <IdeaRow key={idea.id} idea={idea} reader={reader} />}
        empty={
          Object.keys(narrowed).length > 0 ? (
            <Empty
              title="Nothing matches"
              action={
                <Button onClick={() => void navigate({ to: pages.ideas, search: {}, replace: true })}>Show all</Button>
              }
            >
              No idea fits what you are looking for.
            </Empty>
          ) : (
            empty
          )
        }
      />
    </div>
  )
}
