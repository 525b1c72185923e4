/** An article in a list: what it is called, what it is good for, and where the sought words stand in it. */
import { Link } from '@tanstack/react-router'
import type { ArticleListView } from '../../../src/http/wire-guide.ts'
import { pages } from '../pages.ts'
import { Excerpt } from './excerpt.tsx'

export const ArticleRow = ({ article, aside }: { article: ArticleListView; aside?: React.ReactNode }) => (
  <li className="row-in-view">
    <Link
      to={pages.article}
      params={{ article: article.slug }}
      className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 hover:bg-soft focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1fr)_auto] md:px-5"
    >
      <span dir="auto" className="font-medium">
        {article.title}
      </span>
      {aside === undefined ? null : <span className="text-note text-muted md:text-right">{aside}</span>}
      <span dir="auto" className="text-left text-note text-muted md:col-span-full">
        {article.summary}
      </span>
      {article.excerpt === null || !article.excerpt.some((part) => part.hit) ? null : (
        <span className="line-clamp-2 text-note md:col-span-full">
          <Excerpt parts={article.excerpt} />
        </span>
      )}
    </Link>
  </li>
)
