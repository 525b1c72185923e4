/** One webhook: where it leads, how it fares, and what can be done with it (D5). */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { WebhookView, WebhookWithSecret } from '../../../src/http/wire-webhook.ts'
import { call } from '../api.ts'
import { usePosting } from '../board/save.ts'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { queryClient } from '../queries.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { Deliveries } from './deliveries.tsx'

interface RowProps {
  readonly row: WebhookView
  /** Why it cannot be changed by the reader; null where it can. */
  readonly because: string | null
  readonly onSecret: (webhook: WebhookWithSecret) => void
}

const topicWords = { announcements: 'announcements', incidents: 'incidents' } as const

export function WebhookRow({ row, because, onSecret }: RowProps) {
  const [log, setLog] = useState(row.paused?.because === 'failures')
  const [removing, setRemoving] = useState(false)
  const changes = ['webhooks', 'webhook-deliveries']
  const nothing = (): void => undefined
  const test = usePosting<WebhookView>({
    path: api.webhookTests(row.id),
    changes,
    said: () => 'A test is on its way. What comes of it stands in the log.',
    onDone: () => setLog(true),
  })
  const turn = usePosting<WebhookView>({
    path: row.paused === null ? api.webhookPause(row.id) : api.webhookResume(row.id),
    changes,
    said: (after) => (after.paused === null ? 'It goes on: what has waited goes out now.' : 'It is paused.'),
    onDone: nothing,
  })
  const secret = usePosting<WebhookWithSecret>({
    path: api.webhookSecret(row.id),
    changes,
    said: () => 'From now on everything is signed with the new secret.',
    onDone: onSecret,
  })
  const error = test.error ?? turn.error ?? secret.error
  return (
    <li className="px-4 py-4 md:px-5">
      <h2 className="font-mono wrap-anywhere">{row.url}</h2>
      <p className="text-note text-muted">
        {row.partner === null ? 'The vendor’s own' : row.partner.name}, {row.owner} ·{' '}
        {row.topics.map((topic) => topicWords[topic]).join(' and ')}
      </p>
      <Standing row={row} />
      {error === null ? null : <p className="mt-1 text-note text-broken">{error.message}</p>}
      <div className="mt-2 -ml-2 flex flex-wrap gap-1">
        <Button size="small" look="bare" aria-expanded={log} onClick={() => setLog(!log)}>
          {log ? 'Hide the log' : 'Show the log'}
        </Button>
        <Button size="small" look="bare" busy={test.busy} because={because} onClick={() => test.post({})}>
          Send a test
        </Button>
        <Button size="small" look="bare" busy={turn.busy} because={because} onClick={() => turn.post({})}>
          {row.paused === null ? 'Pause' : 'Resume'}
        </Button>
        <Button size="small" look="bare" busy={secret.busy} because={because} onClick={() => secret.post({})}>
          New secret
        </Button>
        <Button size="small" look="bare" because={because} onClick={() => setRemoving(true)}>
          Remove
        </Button>
      </div>
      {log ? <Deliveries id={row.id} /> : null}
      {removing ? <RemoveDialog row={row} onClose={() => setRemoving(false)} /> : null}
    </li>
  )
}

function Standing({ row: { paused, failures } }: { row: WebhookView }) {
  const now = useNow(60_000)
  if (paused !== null)
    return (
      <p className="num text-note text-broken">
        Paused {paused.because === 'failures' ? `after ${failures} failures in a row ` : ''}since{' '}
        {sayMoment(readInstant(paused.at), now)}. What happens meanwhile is kept and delivered then.
      </p>
    )
  return (
    <p className={failures === 0 ? 'text-note text-fine' : 'num text-note text-soon'}>
      {failures === 0 ? 'Runs.' : failures === 1 ? 'The last attempt failed.' : `The last ${failures} attempts failed.`}
    </p>
  )
}

function RemoveDialog({ row, onClose }: { row: WebhookView; onClose: () => void }) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(api.webhook(row.id), { method: 'DELETE' }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['webhooks'] })
      toast.done('The webhook is removed.')
      onClose()
    },
    onError: toast.failed,
  })
  return (
    <Dialog title="Remove this webhook?" width="narrow" onClose={onClose}>
      <p className="wrap-anywhere">Nothing is posted to {row.url} any more, and its log goes with it.</p>
      <DialogFoot>
        <Button look="bare" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={isPending} onClick={() => mutate()}>
          Remove
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
