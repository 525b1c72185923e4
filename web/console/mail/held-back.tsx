/** G1: a desk that was restored from a backup holds back what leaves it. */
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../../shared/now.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { Notice } from '../../shared/ui/notice.tsx'
import { mailIn } from './in-queries.ts'

export function HeldBack() {
  const now = useNow()
  const { data: health } = useQuery(mailIn.health())
  if (health === undefined || health.heldBack === null) return null
  const { since, backupOf } = health.heldBack
  return (
    <div className="px-4 pb-2 md:px-5">
      <Notice tone="soon" title="Nothing leaves this desk">
        It was restored ({sayBriefly(readInstant(since), now)}) from a backup ({sayBriefly(readInstant(backupOf), now)}
        ). Letters and webhooks wait, and no mailbox is fetched from, until whoever runs this server lets it out with{' '}
        <code className="whitespace-nowrap">desk release</code>.
      </Notice>
    </div>
  )
}
