/** What is being written of an article: kept in this tab until it is saved. */
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { useDraft } from '../../shared/drafts.ts'
import { guideChanged } from '../../shared/guide/queries.ts'
import { api } from '../../shared/paths.ts'

export interface ArticleForm {
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly audience: 'partner' | 'staff'
  readonly categories: readonly string[]
  readonly products: readonly string[]
  /** Empty: made of the title. */
  readonly slug: string
  readonly note: string
  /** The version that was changed; 0 for a new article. */
  readonly version: number
}

const empty: ArticleForm = {
  title: '',
  summary: '',
  body: '',
  audience: 'partner',
  categories: [],
  products: [],
  slug: '',
  note: '',
  version: 0,
}

const formOf = (article: ArticleView | null): ArticleForm =>
  article === null
    ? empty
    : {
        title: article.title,
        summary: article.summary,
        body: article.body,
        audience: article.audience,
        categories: article.categories,
        products: article.products,
        slug: article.slug,
        note: '',
        version: article.version,
      }

export function useArticle(article: ArticleView | null, onSaved: (saved: ArticleView) => void) {
  const [kept, keep] = useDraft(`article:${article?.id ?? 'new'}`)
  const start = useMemo(() => formOf(article), [article])
  const form = useMemo(
    () => (kept === '' ? start : { ...start, ...(JSON.parse(kept) as Partial<ArticleForm>) }),
    [kept, start],
  )
  const set = (change: Partial<ArticleForm>): void => keep(JSON.stringify({ ...form, ...change }))
  const key = useActKey()
  const saving = useMutation({
    mutationFn: () => {
      const { slug, note, version, ...text } = form
      const extra = {
        ...(slug.trim() === '' ? {} : { slug: slug.trim() }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }
      if (article === null) {
        const body = { ...text, ...extra }
        return call<ArticleView>(api.articles, { method: 'POST', body, idempotencyKey: key.keyFor(body) })
      }
      return call<ArticleView>(api.article(article.id), { method: 'PATCH', body: { ...text, ...extra, version } })
    },
    onSuccess: (saved) => {
      key.done()
      keep('')
      guideChanged()
      onSaved(saved)
    },
  })
  return {
    form,
    set,
    /** Back to what is saved. */
    discard: () => keep(''),
    isChanged: kept !== '' && JSON.stringify(form) !== JSON.stringify(start),
    /** Somebody saved another version while this was being written. */
    isBehind: article !== null && form.version !== article.version,
    save: () => saving.mutate(),
    busy: saving.isPending,
    error: saving.error,
    fields: fieldsOf(saving.error),
  }
}
