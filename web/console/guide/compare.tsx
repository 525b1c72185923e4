/** Two versions of an article beside one another, line by line, and the way back to the earlier one. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ArticleDiffView, ArticleView } from '../../../src/http/wire-guide.ts'
import { useActKey } from '../../shared/actions.ts'
import { call, sayProblem } from '../../shared/api.ts'
import { guide, guideChanged } from '../../shared/guide/queries.ts'
import { api } from '../../shared/paths.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog, DialogFoot } from '../../shared/ui/dialog.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Skeleton } from '../../shared/ui/skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { cx } from '../../shared/ui/cx.ts'

interface CompareProps {
  readonly article: ArticleView
  readonly start: readonly [number, number]
  readonly onClose: () => void
}

export function CompareDialog({ article, start, onClose }: CompareProps) {
  const [from, setFrom] = useState(start[0])
  const [to, setTo] = useState(start[1])
  const found = useQuery(guide.diff(article.id, from, to))
  const versions = Array.from({ length: article.version }, (_, at) => {
    const value = article.version - at
    return { value, label: `Version ${value}${value === article.publishedVersion ? ', published' : ''}` }
  })
  const key = useActKey()
  const restore = useMutation({
    mutationFn: () => {
      const body = { version: from }
      return call<ArticleView>(api.restoreArticle(article.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      })
    },
    onSuccess: (done) => {
      key.done()
      guideChanged()
      toast.done(`Version ${from} once more, as version ${done.version}.`)
      onClose()
    },
  })
  return (
    <Dialog title="What changed" width="wide" onClose={onClose}>
      <div className="grid grid-cols-2 gap-3">
        <Field label="From">
          <Select value={from} onChange={setFrom} options={versions} />
        </Field>
        <Field label="To">
          <Select value={to} onChange={setTo} options={versions} />
        </Field>
      </div>
      {found.data === undefined ? (
        found.error === null ? (
          <Skeleton className="h-40 w-full" />
        ) : (
          <Notice tone="broken" alert>
            {sayProblem(found.error)}
          </Notice>
        )
      ) : (
        <Difference diff={found.data} />
      )}
      {restore.error === null ? null : (
        <Notice tone="broken" alert>
          {sayProblem(restore.error)}
        </Notice>
      )}
      <DialogFoot>
        <Button look="bare" onClick={onClose}>
          Close
        </Button>
        <Button
          busy={restore.isPending}
          because={from === article.version ? 'This is the newest: it needs no way back.' : null}
          onClick={() => restore.mutate()}
        >
          Restore version {from}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

const fieldWords: Readonly<Record<string, string>> = {
  title: 'Title',
  summary: 'Summary',
  audience: 'Read by',
  categories: 'About',
  products: 'Products',
}
const signs = { same: ' ', removed: '−', added: '+' } as const
const said = { same: '', removed: 'taken out: ', added: 'put in: ' } as const

function Difference({ diff }: { diff: ArticleDiffView }) {
  if (diff.facts.length === 0 && diff.lines.every(({ kind }) => kind === 'same'))
    return <p className="text-note text-muted">Nothing differs between these two.</p>
  return (
    <>
      {diff.facts.length === 0 ? null : (
        <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-y-1 text-note">
          {diff.facts.map(({ field, was, became }) => (
            <div key={field} className="contents">
              <dt className="text-muted">{fieldWords[field] ?? field}</dt>
              <dd className="wrap-anywhere">
                <del className="text-broken">{was || 'nothing'}</del> →{' '}
                <ins className="no-underline text-fine">{became || 'nothing'}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div
        className="max-h-[46vh] overflow-auto rounded-box border border-line bg-soft py-2 font-mono text-small focus-visible:-outline-offset-2"
        tabIndex={0}
        role="region"
        aria-label="Lines"
      >
        {diff.lines.map(({ kind, text }, at) => (
          <div
            key={at}
            className={cx(
              'grid grid-cols-[24px_minmax(0,1fr)] px-2 wrap-anywhere whitespace-pre-wrap',
              kind === 'removed' && 'bg-broken/8 text-broken',
              kind === 'added' && 'bg-fine/10 text-fine',
            )}
          >
            <span aria-hidden="true">{signs[kind]}</span>
            <span>
              {kind === 'same' ? null : <span className="sr-only">{said[kind]}</span>}
              {text || ' '}
            </span>
          </div>
        ))}
      </div>
    </>
  )
}
