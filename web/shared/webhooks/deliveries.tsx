/** What a webhook was told, the latest first: what came of it, how often it was tried, and when it is tried next (D5). */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { DeliveryView } from '../../../src/http/wire-webhook.ts'
import { useNow } from '../now.ts'
import { List } from '../registry/list.tsx'
import { readInstant, sayMoment } from '../time.ts'
import { cx } from '../ui/cx.ts'
import { webhooks } from './queries.ts'

export function Deliveries({ id }: { id: string }) {
  const found = useInfiniteQuery(webhooks.deliveries(id))
  return (
    <div className="mt-3 border-l-2 border-line pl-4">
      <List
        found={found}
        what="deliveries"
        row={(row) => <Delivery key={row.id} row={row} />}
        empty={<p className="py-2 text-note text-muted">Nothing was sent yet. What is told next stands here.</p>}
      />
    </div>
  )
}

const kinds: Readonly<Record<string, string>> = {
  'announcement.published': 'Announcement',
  'announcement.withdrawn': 'Announcement withdrawn',
  'incident.opened': 'Incident began',
  'incident.updated': 'Incident goes on',
  'incident.ended': 'Incident ended',
  test: 'Test',
}

function Delivery({ row }: { row: DeliveryView }) {
  const now = useNow(15_000)
  const at = (instant: string | null): string => (instant === null ? '' : sayMoment(readInstant(instant), now))
  const states = {
    queued: row.tries === 0 ? 'goes out now' : `failed, tried again ${at(row.nextAt)}`,
    waiting: 'waits until it is resumed',
    sending: 'is being sent',
    delivered: `delivered ${at(row.settledAt)}`,
    failed: `given up ${at(row.settledAt)}`,
  } as const satisfies Record<DeliveryView['state'], string>
  const isBroken = row.state === 'failed' || (row.tries > 0 && (row.state === 'queued' || row.state === 'waiting'))
  return (
    <li className="py-2">
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium">{kinds[row.kind] ?? row.kind}</span>
        <span className="num text-muted">{at(row.createdAt)}</span>
        <span className={cx('num', row.state === 'delivered' ? 'text-fine' : isBroken ? 'text-broken' : 'text-muted')}>
          {states[row.state]}
        </span>
      </p>
      <p className="num text-note wrap-anywhere text-muted">
        {row.tries === 0 ? 'Not tried yet' : row.tries === 1 ? '1 attempt' : `${row.tries} attempts`}
        {row.answer === null ? '' : ` · ${row.answer}`}
      </p>
    </li>
  )
}
