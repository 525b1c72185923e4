/** Beside an article: where it stands, its versions, and whether it helped. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ArticleHistoryView, ArticleView } from '../../../src/http/wire-guide.ts'
import { guide } from '../../shared/guide/queries.ts'
import { productName, stateWords, tieName } from '../../shared/guide/words.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { usePolicy } from '../../shared/session.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { CompareDialog } from './compare.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

export function ArticleSide({ article }: { article: ArticleView }) {
  const history = useQuery(guide.versions(article.id)).data
  const [comparing, setComparing] = useState<readonly [number, number] | null>(null)
  return (
    <aside
      aria-label="About this article"
      className="flex flex-col gap-6 border-line px-4 py-5 max-xl:border-t md:px-6 xl:border-l"
    >
      <Facts article={article} />
      <section aria-label="Versions" className="flex flex-col gap-1">
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold">Versions</h2>
          <Button
            size="small"
            because={article.version === 1 ? 'There is only one.' : null}
            onClick={() => setComparing([Math.max(1, article.shown - 1), Math.max(2, article.shown)])}
          >
            Compare
          </Button>
        </div>
        <ul className="divide-y divide-line">
          {history?.items.map((version) => (
            <VersionRow key={version.number} article={article} version={version} />
          ))}
        </ul>
      </section>
      <Acts acts={history?.acts ?? []} />
      <Said article={article} />
      {comparing === null ? null : (
        <CompareDialog article={article} start={comparing} onClose={() => setComparing(null)} />
      )}
    </aside>
  )
}

function Facts({ article }: { article: ArticleView }) {
  const policy = usePolicy()
  const ahead = article.state === 'published' && article.publishedVersion !== article.version
  const rows: readonly (readonly [string, string])[] = [
    ['State', `${stateWords[article.state]}${ahead ? `: version ${article.publishedVersion}` : ''}`],
    ['Read by', article.audience === 'partner' ? 'partners and staff' : 'staff only'],
    ['About', article.categories.map((tie) => tieName(policy, tie)).join(', ') || 'nothing in particular'],
    ['Products', article.products.map((id) => productName(policy, id)).join(', ') || 'any'],
    ['Address', article.slug],
  ]
  return (
    <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-y-1 text-note">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
      {ahead ? (
        <p className="col-span-full mt-1 text-soon">
          Version {article.version} is saved; partners read version {article.publishedVersion}.
        </p>
      ) : null}
    </dl>
  )
}

function VersionRow({ article, version }: { article: ArticleView; version: ArticleHistoryView['items'][number] }) {
  const now = useNow(60_000)
  const isShown = version.number === article.shown
  return (
    <li className="py-1.5 text-note">
      <div className="flex items-baseline justify-between gap-2">
        <Link
          to={pages.article}
          params={{ article: article.slug }}
          search={version.number === article.version ? {} : { version: version.number }}
          aria-current={isShown ? 'true' : undefined}
          className={isShown ? 'font-semibold' : 'underline decoration-line underline-offset-4 hover:decoration-ink'}
        >
          Version {version.number}
          {version.isPublished ? ' · published' : ''}
        </Link>
        <span className="num text-muted">{sayBriefly(readInstant(version.savedAt), now)}</span>
      </div>
      <p className="text-muted">
        {version.savedBy?.name ?? 'Partner Desk'}
        {version.restoredFrom === null ? '' : ` · version ${version.restoredFrom} once more`}
        {version.note === null ? '' : ` · ${version.note}`}
      </p>
    </li>
  )
}

const actWords = {
  published: 'Published version',
  withdrawn: 'Withdrawn, version',
  renamed: 'Renamed, version',
} as const

function Acts({ acts }: { acts: ArticleHistoryView['acts'] }) {
  const now = useNow(60_000)
  if (acts.length === 0) return null
  return (
    <section aria-label="What was done" className="flex flex-col gap-1 text-note">
      <h2 className="text-base font-semibold">What was done</h2>
      <ul className="flex flex-col gap-1">
        {acts.map((act) => (
          <li key={`${act.at}/${act.act}`}>
            {actWords[act.act]} {act.version}{' '}
            <span className="num text-muted">
              {act.by?.name ?? 'Partner Desk'}, {sayBriefly(readInstant(act.at), now)}
              {act.reason === null ? '' : `: ${act.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Said({ article }: { article: ArticleView }) {
  const now = useNow(60_000)
  const found = useInfiniteQuery(guide.feedback(article.id))
  const items = (found.data?.pages.flatMap((page) => page.items) ?? []).filter(({ words }) => words !== null)
  const { yes, no } = article.helped ?? { yes: 0, no: 0 }
  return (
    <section aria-label="Did it help?" className="flex flex-col gap-1 text-note">
      <h2 className="text-base font-semibold">Did it help?</h2>
      <p className="num text-muted">
        {yes + no === 0 ? 'Nobody has said so far.' : `${yes} of ${yes + no} said that it did.`}
      </p>
      <ul className="flex flex-col gap-2">
        {items.map((each) => (
          <li key={`${each.at}/${each.by?.id ?? ''}`}>
            ‘{each.words}’
            <span className="num block text-muted">
              {each.helped ? 'Helped' : 'Did not help'}, {each.by?.name ?? 'somebody'}, version {each.version},{' '}
              {sayBriefly(readInstant(each.at), now)}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore pages={found} place="self-start" />
    </section>
  )
}
