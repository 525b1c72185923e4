/** Webhooks (D5): a partner's own, or everybody's for staff. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WebhookView, WebhookWithSecret } from '../../../src/http/wire-webhook.ts'
import { Failure } from '../failure.tsx'
import { useMe } from '../session.ts'
import { useTitle } from '../title.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { AddDialog, SecretDialog } from './add-dialog.tsx'
import { webhooks } from './queries.ts'
import { WebhookRow } from './row.tsx'

export function WebhooksPage() {
  useTitle('Webhooks')
  const me = useMe()
  const found = useQuery(webhooks.list())
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<WebhookWithSecret | null>(null)
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  const partner = me.side === 'partner'
  const rows = found.data?.items ?? []
  const own = rows.filter((row) => row.partner === null || partner).length
  const most = found.data?.most ?? 0
  const full = found.data !== undefined && own >= most ? `There are ${most}, the most there may be.` : null
  const because = (row: WebhookView): string | null =>
    partner || me.role === 'admin' || (row.partner === null && row.owner === me.name)
      ? null
      : 'An administrator changes it, or whoever registered it.'
  return (
    <div className={partner ? 'mx-auto max-w-[1100px] pt-6 pb-12 md:px-2' : 'pb-6'}>
      <header
        className={cx(
          'flex flex-wrap items-center gap-x-4 gap-y-3 px-4 md:px-5',
          partner ? 'pb-4' : 'border-b border-line py-2.5',
        )}
      >
        <div className="min-w-0 flex-1 basis-64">
          <PageHeading className={partner ? 'text-title' : ''}>Webhooks</PageHeading>
          <p className="text-note text-muted">
            {partner
              ? 'Programs of yours that are told of announcements and incidents, those that are for you.'
              : 'Programs that are told of announcements and incidents: partners’ of what is for them, our own of all.'}
          </p>
        </div>
        <Button look="go" because={full} onClick={() => setAdding(true)}>
          Add a webhook
        </Button>
      </header>
      {found.data === undefined ? (
        <Loading what="webhooks">
          <div className="flex flex-col gap-3 px-4 py-5 md:px-5">
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="h-6 w-full max-w-2xl" />
            ))}
          </div>
        </Loading>
      ) : rows.length === 0 ? (
        <Empty title="No webhooks yet">
          Give the address of a program, and it is told of news and incidents the moment that they are.
        </Empty>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <WebhookRow key={row.id} row={row} because={because(row)} onSecret={setSecret} />
          ))}
        </ul>
      )}
      {adding ? (
        <AddDialog
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false)
            setSecret(added)
          }}
        />
      ) : null}
      {secret === null ? null : <SecretDialog webhook={secret} onClose={() => setSecret(null)} />}
    </div>
  )
}
