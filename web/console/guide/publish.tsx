/** Publishing and withdrawing: those who lead decide what partners read. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { guideChanged } from '../../shared/guide/queries.ts'
import { api } from '../../shared/paths.ts'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'

const leads: readonly string[] = ['lead', 'manager', 'admin']

/** Why this reader cannot decide what is published; null where it can. */
export const leadsOnly = (role: string): string | null =>
  leads.includes(role) ? null : 'A lead or a manager publishes and withdraws.'

export function PublishButtons({ article }: { article: ArticleView }) {
  const me = useMe()
  const [withdrawing, setWithdrawing] = useState(false)
  const key = useActKey()
  const publish = useMutation({
    mutationFn: () => {
      const body = { version: article.shown }
      return call<ArticleView>(api.publishArticle(article.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      })
    },
    onSuccess: (done) => {
      key.done()
      guideChanged()
      const readers = done.audience === 'partner' ? 'Partners read' : 'Staff reads'
      toast.done(`${readers} version ${done.publishedVersion} now.`)
    },
    onError: toast.failed,
  })
  const isRead = article.publishedVersion === article.shown
  return (
    <>
      {article.state === 'withdrawn' ? null : (
        <Button look="bare" because={leadsOnly(me.role)} onClick={() => setWithdrawing(true)}>
          Withdraw
        </Button>
      )}
      <Button
        busy={publish.isPending}
        because={isRead ? `Version ${article.shown} is published.` : leadsOnly(me.role)}
        onClick={() => publish.mutate()}
      >
        {article.shown === article.version ? 'Publish' : `Publish version ${article.shown}`}
      </Button>
      {withdrawing ? <WithdrawDialog article={article} onClose={() => setWithdrawing(false)} /> : null}
    </>
  )
}

function WithdrawDialog({ article, onClose }: { article: ArticleView; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const body = { reason }
      return call<ArticleView>(api.withdrawArticle(article.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      })
    },
    onSuccess: () => {
      key.done()
      guideChanged()
      toast.done('It is withdrawn: only staff reads it now.')
      onClose()
    },
  })
  return (
    <Dialog
      title="Withdraw this article?"
      description="Partners find it no more, and it is not offered to them. It can be published again."
      onClose={onClose}
    >
      <ActForm
        label="Withdraw"
        busy={isPending}
        error={error}
        onClose={onClose}
        because={reason.trim() === '' ? 'Say why.' : null}
        shows={['reason']}
        onSubmit={() => mutate()}
      >
        <TextArea
          label="Why"
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fieldsOf(error).reason}
        />
      </ActForm>
    </Dialog>
  )
}
