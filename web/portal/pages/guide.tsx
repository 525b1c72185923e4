/** The guide to a partner: found as one types, or read through by what it is about (B10). */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import type { ArticleListView } from '../../../src/http/wire-guide.ts'
import { FindField } from '../../shared/find-field.tsx'
import { ArticleRow } from '../../shared/guide/article-row.tsx'
import { guide, type GuideFilter } from '../../shared/guide/queries.ts'
import { tieName } from '../../shared/guide/words.ts'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import type { PolicyView } from '../../shared/views.ts'

export function GuidePage() {
  useTitle('Guide')
  const policy = usePolicy()
  const navigate = useNavigate()
  const { q, category, product } = useSearch({ from: '/app/guide' })
  const found = useInfiniteQuery(
    guide.articles({ ...(q && { q }), ...(category && { category }), ...(product && { product }) }),
  )
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const set = (change: Partial<Record<keyof GuideFilter, string | null>>): void => {
    const next = Object.entries({ q, category, product, ...change }).filter(([, value]) => Boolean(value))
    void navigate({ to: pages.guide, search: Object.fromEntries(next), replace: true })
  }
  useKeys({ '/': () => find.current?.focus() })
  const isNarrowed = [q, category, product].some((each) => each !== undefined)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="mx-auto max-w-[1100px] pt-6 pb-12 md:px-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-3 px-4 pb-3 md:px-5" role="search">
        <PageHeading className="flex-1 text-title max-sm:basis-full">Guide</PageHeading>
        <FindField
          label="Find in the guide"
          value={q ?? ''}
          onChange={(next) => set({ q: next })}
          inputRef={find}
          onDown={() => stepIn(list, 1)}
        />
        <Select
          label="About"
          place="bar"
          value={category ?? null}
          onChange={(next) => set({ category: next })}
          options={[
            { value: null, label: 'About anything' },
            ...(policy?.categories ?? []).map((each) => ({ value: each.id as string | null, label: each.name })),
          ]}
        />
      </div>
      {isNarrowed || items.length === 0 || found.isPending ? (
        <List
          found={found}
          what="the guide"
          listRef={list}
          row={(article) => <ArticleRow key={article.id} article={article} />}
          empty={
            isNarrowed ? (
              <Empty
                title={q === undefined ? 'Nothing about this yet' : `Nothing matches ‘${q}’`}
                action={
                  <span className="flex flex-wrap justify-center gap-2">
                    <Button onClick={() => set({ q: null, category: null, product: null })}>Show all</Button>
                    <Link to={pages.newTicket} className={buttonClass({ look: 'go' })}>
                      Ask us
                    </Link>
                  </span>
                }
              >
                Titles, summaries and texts of the articles are looked through.
              </Empty>
            ) : (
              <Empty title="No articles yet">What is often asked will be answered here.</Empty>
            )
          }
        />
      ) : (
        <ByCategory policy={policy} articles={items} />
      )}
    </div>
  )
}

const others = ''

/** Each article once, at the first category that it belongs to, in the policy's order. */
function ByCategory({ policy, articles }: { policy: PolicyView | undefined; articles: readonly ArticleListView[] }) {
  const homes = Map.groupBy(articles, ({ categories }) => categories[0]?.split('/')[0] ?? others)
  const known = (policy?.categories ?? []).map(({ id }) => id as string).filter((id) => homes.has(id))
  const rest = [...homes.keys()].filter((id) => !known.includes(id))
  return (
    <div className="flex flex-col gap-6">
      {[...known, ...rest].map((id) => {
        const name = id === others ? 'Everything else' : tieName(policy, id)
        return (
          <section key={id} aria-label={name}>
            <h2 className="px-4 pb-1 font-semibold md:px-5">{name}</h2>
            <ul className="divide-y divide-line border-y border-line">
              {homes.get(id)?.map((article) => (
                <ArticleRow key={article.id} article={article} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
