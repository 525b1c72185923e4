/** An article as it is read: what is in it, its text, and whether it helped. */
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { ArticleBody } from './article-body.tsx'

/** Long ones say first what is in them. */
const worthListing = 3

export function ArticleText({
  article,
  anchored = false,
}: {
  article: Pick<ArticleView, 'html' | 'outline'>
  anchored?: boolean
}) {
  const parts = article.outline.filter(({ level }) => level === 2)
  return (
    <>
      {anchored && parts.length >= worthListing ? (
        <nav aria-label="In this article" className="my-3 rounded-box border border-line px-3 py-2 text-note">
          <ol>
            {parts.map(({ id, text }) => (
              <li key={id}>
                <a href={`#${id}`} className="inline-block py-[3px] text-accent underline-offset-2 hover:underline">
                  {text}
                </a>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <ArticleBody html={article.html} anchored={anchored} />
    </>
  )
}
