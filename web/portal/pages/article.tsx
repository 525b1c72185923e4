/** An article of the guide to a partner. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { Found } from '../../shared/found.tsx'
import { ArticleFeedback } from '../../shared/guide/feedback.tsx'
import { ArticleText } from '../../shared/guide/article-text.tsx'
import { ArticleSkeleton, useAddressOf } from '../../shared/guide/arrival.tsx'
import { guide } from '../../shared/guide/queries.ts'
import { productName, tieName } from '../../shared/guide/words.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { usePolicy } from '../../shared/session.ts'
import { readInstant, sayDay } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'

export function ArticlePage() {
  const { article: called } = useParams({ from: '/app/guide/$article' })
  const found = useQuery(guide.article(called))
  useAddressOf(found.data, called)
  return (
    <Found query={found} what="article" meanwhile={<ArticleSkeleton centred />}>
      {(article) => <ShownArticle key={article.id} article={article} />}
    </Found>
  )
}

function ShownArticle({ article }: { article: ArticleView }) {
  useTitle(article.title)
  const policy = usePolicy()
  const now = useNow(60_000)
  // The categories are enough here: which of their parts it is about stands in its title.
  const ties = article.categories.map((tie) => tieName(policy, tie.split('/')[0] ?? tie))
  const about = [...new Set(ties), ...article.products.map((id) => productName(policy, id))]
  return (
    <article className="mx-auto max-w-[760px] px-4 pt-6 pb-12 md:px-6">
      <Link
        to={pages.guide}
        className="-ml-1 inline-flex items-center gap-1 rounded-box px-1 text-note text-muted hover:text-ink"
      >
        <Icon name="back" /> Guide
      </Link>
      <PageHeading className="mt-2 text-title">{article.title}</PageHeading>
      <p className="mt-1 text-muted">{article.summary}</p>
      <p className="num mt-1 mb-4 text-note text-muted">
        {about.length === 0 ? '' : `${about.join(', ')} · `}as of {sayDay(readInstant(article.updatedAt), now)}
      </p>
      <ArticleText article={article} anchored />
      <ArticleFeedback article={article} />
      <p className="mt-6 text-note text-muted">
        Not what you looked for?{' '}
        <Link to={pages.newTicket} className="text-accent underline underline-offset-2">
          Ask us
        </Link>
        .
      </p>
    </article>
  )
}
