/** An article to the staff: as it reads, where it stands, its versions, and what readers said. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { Found } from '../../shared/found.tsx'
import { ArticleText } from '../../shared/guide/article-text.tsx'
import { ArticleSkeleton, useAddressOf } from '../../shared/guide/arrival.tsx'
import { guide } from '../../shared/guide/queries.ts'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { useTitle } from '../../shared/title.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Kbd } from '../../shared/ui/kbd.tsx'
import { ArticleSide } from '../guide/side.tsx'
import { PublishButtons } from '../guide/publish.tsx'

export function ArticlePage() {
  const { article: called } = useParams({ from: '/app/guide/$article' })
  const { version } = useSearch({ from: '/app/guide/$article' })
  const found = useQuery(guide.article(called, version))
  useAddressOf(found.data, called)
  return (
    <Found query={found} what="article" meanwhile={<ArticleSkeleton />}>
      {(article) => <ShownArticle key={article.id} article={article} />}
    </Found>
  )
}

function ShownArticle({ article }: { article: ArticleView }) {
  useTitle(article.title)
  const navigate = useNavigate()
  const params = { article: article.slug }
  useKeys({
    e: () => void navigate({ to: pages.editArticle, params }),
    u: () => void navigate({ to: pages.guide }),
  })
  return (
    <div className="xl:grid xl:min-h-dvh xl:grid-cols-[minmax(0,1fr)_320px]">
      <div className="min-w-0">
        <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-6">
          <Link to={pages.guide} aria-label="Back to the guide" className="rounded-box p-1 text-muted hover:text-ink">
            <Icon name="back" />
          </Link>
          <PageHeading className="flex-1 basis-48">{article.title}</PageHeading>
          <div className="flex flex-wrap gap-2">
            <PublishButtons article={article} />
            <Link to={pages.editArticle} params={params} className={buttonClass({ look: 'go' })}>
              Edit <Kbd>e</Kbd>
            </Link>
          </div>
        </header>
        {article.shown === article.version ? null : (
          <p className="border-b border-line bg-soft px-4 py-2.5 text-note md:px-6">
            This is version {article.shown} of {article.version}.{' '}
            <Link to={pages.article} params={params} search={{}} className="text-accent underline underline-offset-2">
              Show the newest
            </Link>
          </p>
        )}
        <div className="max-w-[808px] px-4 py-5 md:px-6">
          <p className="mb-3 text-muted">{article.summary}</p>
          <ArticleText article={article} anchored />
        </div>
      </div>
      <ArticleSide article={article} />
    </div>
  )
}
