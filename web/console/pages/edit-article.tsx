/** Writing an article: Markdown at the left, as it will be read at the right; on a phone one behind the other. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { sayProblem } from '../../shared/api.ts'
import { Found } from '../../shared/found.tsx'
import { guide } from '../../shared/guide/queries.ts'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { focusFirstError } from '../../shared/ui/field.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Kbd, modifier } from '../../shared/ui/kbd.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { BodyField, useBodyPictures } from '../guide/body-field.tsx'
import { ArticleFields } from '../guide/fields.tsx'
import { Preview } from '../guide/preview.tsx'
import { useArticle } from '../guide/use-article.ts'

export const NewArticlePage = () => <Editor article={null} />

export function EditArticlePage() {
  const { article: called } = useParams({ from: '/app/guide/$article/edit' })
  const found = useQuery(guide.article(called))
  return (
    <Found
      query={found}
      what="article"
      meanwhile={
        <Loading what="the article">
          <div className="flex flex-col gap-3 px-4 py-5 md:px-6">
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-64 w-full" />
          </div>
        </Loading>
      }
    >
      {(article) => <Editor key={article.id} article={article} />}
    </Found>
  )
}

function Editor({ article }: { article: ArticleView | null }) {
  useTitle(article === null ? 'Write an article' : `Edit ${article.title}`)
  const me = useMe()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const [side, setSide] = useState<'write' | 'read'>('write')
  const writing = useArticle(article, (saved) => {
    toast.done(
      saved.state === 'published' && saved.publishedVersion !== saved.version
        ? `Version ${saved.version} is saved. Readers get it once it is published.`
        : `Version ${saved.version} is saved.`,
    )
    void navigate({ to: pages.article, params: { article: saved.slug } })
  })
  const { form: text, set, fields, error, busy } = writing
  useEffect(() => {
    if (error !== null) focusFirstError(form.current)
  }, [error])
  const { pictures, ...area } = useBodyPictures((body) => set({ body }))
  const save = (): void => (busy || pictures.because !== null ? undefined : writing.save())
  useKeys({ 'mod+s': save })
  const leave = article === null ? { to: pages.guide } : { to: pages.article, params: { article: article.slug } }
  return (
    <form
      ref={form}
      noValidate
      className="flex min-h-dvh flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-6">
        <Link {...leave} aria-label="Back without saving" className="rounded-box p-1 text-muted hover:text-ink">
          <Icon name="back" />
        </Link>
        <PageHeading className="flex-1 basis-40">{article === null ? 'Write an article' : article.title}</PageHeading>
        <Button
          className="lg:hidden"
          aria-pressed={side === 'read'}
          onClick={() => setSide(side === 'read' ? 'write' : 'read')}
        >
          {side === 'read' ? 'Write' : 'Preview'}
        </Button>
        {writing.isChanged ? (
          <Button look="bare" onClick={writing.discard}>
            Discard
          </Button>
        ) : null}
        <Button type="submit" look="go" busy={busy} because={pictures.because}>
          Save <Kbd>{`${modifier}S`}</Kbd>
        </Button>
      </header>
      {writing.isBehind || (error !== null && Object.keys(fields).every((field) => field === 'version')) ? (
        <div className="border-b border-line px-4 py-3 md:px-6">
          <Notice tone="broken" title="Not saved; your text is kept" alert>
            {error === null ? 'Somebody saved another version since you began. ' : `${sayProblem(error)} `}
            {writing.isBehind ? (
              <Button size="small" onClick={() => set({ version: article?.version ?? 0 })}>
                Save mine after version {article?.version}
              </Button>
            ) : null}
          </Notice>
        </div>
      ) : null}
      <div className="grid flex-1 lg:grid-cols-2">
        <div className={cx('flex min-w-0 flex-col gap-4 px-4 py-5 md:px-6', side === 'read' && 'max-lg:hidden')}>
          <ArticleFields article={article} role={me.role} form={text} set={set} fields={fields} />
          <BodyField
            value={text.body}
            onChange={(body) => set({ body })}
            pictures={pictures}
            {...area}
            error={fields.body}
          />
        </div>
        <div
          className={cx(
            'min-w-0 border-line bg-panel px-4 py-5 md:px-6 lg:border-l',
            side === 'write' && 'max-lg:hidden',
          )}
        >
          <Preview title={text.title} summary={text.summary} body={text.body} />
        </div>
      </div>
    </form>
  )
}
