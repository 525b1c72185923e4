/** How a reader comes to an article: by whatever address it has had. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { pages } from '../pages.ts'
import { cx } from '../ui/cx.ts'
import { Loading, Skeleton } from '../ui/skeleton.tsx'

/** Where it has another address by now, the one it was called by leads there, and is not shown any more. */
export function useAddressOf(article: ArticleView | undefined, called: string): void {
  const navigate = useNavigate()
  const slug = article?.slug
  useEffect(() => {
    if (slug !== undefined && slug !== called)
      void navigate({ to: pages.article, params: { article: slug }, hash: true, replace: true })
  }, [slug, called, navigate])
}

export const ArticleSkeleton = ({ centred = false }: { centred?: boolean }) => (
  <Loading what="the article">
    <div className={cx('flex max-w-[760px] flex-col gap-3 px-4 md:px-6', centred ? 'mx-auto pt-6' : 'py-5')}>
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-5 w-full" />
      ))}
    </div>
  </Loading>
)
