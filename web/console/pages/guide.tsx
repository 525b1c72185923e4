/** The guide to the staff: every article with its state, found by its words, what it is about, and where it stands. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import type { ArticleListView } from '../../../src/http/wire-guide.ts'
import { FindField } from '../../shared/find-field.tsx'
import { ArticleRow } from '../../shared/guide/article-row.tsx'
import { guide, type GuideFilter } from '../../shared/guide/queries.ts'
import { stateWords, tieName } from '../../shared/guide/words.ts'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { usePolicy } from '../../shared/session.ts'
import { readInstant, sayDay } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'

export function GuidePage() {
  useTitle('Guide')
  const policy = usePolicy()
  const navigate = useNavigate()
  const filter: GuideFilter = useSearch({ from: '/app/guide' })
  const found = useInfiniteQuery(guide.articles(filter))
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const set = (change: Partial<Record<keyof GuideFilter, string | null>>): void => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => Boolean(value))
    void navigate({ to: pages.guide, search: Object.fromEntries(next), replace: true })
  }
  useKeys({ '/': () => find.current?.focus(), j: () => stepIn(list, 1), k: () => stepIn(list, -1) })
  const write = (
    <Link to={pages.newArticle} className={buttonClass({ look: 'go' })}>
      Write an article
    </Link>
  )
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <PageHeading focus={false}>Guide</PageHeading>
        <span className="flex-1" />
        <div className="md:order-last">{write}</div>
        <div className="flex flex-wrap items-center gap-2 max-md:basis-full" role="search">
          <FindField
            label="Find in the guide"
            value={filter.q ?? ''}
            onChange={(q) => set({ q })}
            inputRef={find}
            onDown={() => stepIn(list, 1)}
          />
          <Select
            label="State"
            place="bar"
            value={filter.state ?? null}
            onChange={(state) => set({ state })}
            options={[
              { value: null, label: 'Every state' },
              ...Object.entries(stateWords).map(([value, label]) => ({ value: value as string | null, label })),
            ]}
          />
          <Combobox
            label="About"
            place="bar"
            placeholder="About anything"
            value={filter.category ?? null}
            onChange={(category) => set({ category })}
            entries={(policy?.categories ?? []).map(({ id, name, desk }) => ({ id, label: name, hint: desk }))}
            empty="No category by that name."
          />
          <Combobox
            label="Product"
            place="bar"
            placeholder="Any product"
            value={filter.product ?? null}
            onChange={(product) => set({ product })}
            entries={(policy?.products ?? []).map(({ id, name, family }) => ({ id, label: name, hint: family }))}
            empty="No product by that name."
          />
        </div>
      </header>
      <div className="pb-6">
        <List
          found={found}
          what="the guide"
          listRef={list}
          row={(article) => <ArticleRow key={article.id} article={article} aside={<Standing article={article} />} />}
          empty={
            Object.keys(filter).length > 0 ? (
              <Empty
                title="Nothing matches"
                action={
                  <Button onClick={() => void navigate({ to: pages.guide, search: {}, replace: true })}>
                    Show all
                  </Button>
                }
              >
                No article fits what you are looking for.
              </Empty>
            ) : (
              <Empty title="No articles yet" action={write}>
                What is often asked is answered here once, and offered to partners while they write their requests.
              </Empty>
            )
          }
        />
      </div>
    </>
  )
}

/** Where it stands, and what of it partners do not read yet. */
function Standing({ article }: { article: ArticleListView }) {
  const policy = usePolicy()
  const now = useNow(60_000)
  const [first] = article.categories
  const ahead = article.state === 'published' && article.publishedVersion !== article.version
  return (
    <>
      <span className={article.state === 'published' ? '' : 'font-semibold text-ink'}>{stateWords[article.state]}</span>
      {ahead ? <span className="font-semibold text-soon"> · changed since</span> : null}
      {article.audience === 'staff' ? ' · staff only' : ''}
      {first === undefined ? '' : ` · ${tieName(policy, first)}`}
      <span className="num"> · {sayDay(readInstant(article.updatedAt), now)}</span>
    </>
  )
}
