/** As it will be read: rendered by the server, a moment after the typing pauses, with the last one in its place meanwhile. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { sayProblem } from '../../shared/api.ts'
import { ArticleBody } from '../../shared/guide/article-body.tsx'
import { guide } from '../../shared/guide/queries.ts'
import { Notice } from '../../shared/ui/notice.tsx'

const pause = 250

interface PreviewProps {
  readonly title: string
  readonly summary: string
  readonly body: string
}

export function Preview({ title, summary, body }: PreviewProps) {
  const [asked, setAsked] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(body), pause)
    return () => clearTimeout(timer)
  }, [body])
  const found = useQuery(guide.preview(asked))
  return (
    <section aria-label="Preview" className="max-w-[760px]">
      <p className="text-title font-semibold">{title.trim() === '' ? 'Without a title' : title}</p>
      <p className="mt-1 mb-4 text-muted">{summary}</p>
      {found.error !== null && found.data === undefined ? (
        <Notice tone="broken">{sayProblem(found.error)}</Notice>
      ) : asked.trim() === '' ? (
        <p className="text-note text-muted">What you write shows here as it will be read.</p>
      ) : (
        <ArticleBody html={found.data?.html ?? ''} />
      )}
    </section>
  )
}
