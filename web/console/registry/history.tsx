/** What changed about a partner: who, when, why, from what to what (A2). */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ChangeView } from '../../../src/http/wire-registry.ts'
import { useNow } from '../../shared/now.ts'
import { registry } from '../../shared/registry/queries.ts'
import { sayChange, viaWords } from '../../shared/registry/words.ts'
import { SideSection } from '../../shared/ticket/side-section.tsx'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

export function History({ partner }: { partner: string }) {
  const found = useInfiniteQuery(registry.history(partner))
  const changes = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <SideSection title="History">
      {found.isPending ? (
        <Loading what="the history">
          <Skeleton className="h-16 w-full" />
        </Loading>
      ) : changes.length === 0 ? (
        <p className="text-note text-muted">Nothing has changed since it was added.</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {changes.map((change) => (
            <HistoryRow key={change.id} change={change} />
          ))}
        </ol>
      )}
      <ShowMore pages={found} place="mt-3" />
    </SideSection>
  )
}

function HistoryRow({ change }: { change: ChangeView }) {
  const now = useNow(60_000)
  const who = change.by?.name ?? (change.via === 'timetable' ? 'the desk itself' : 'the command line')
  return (
    <li className="text-note">
      <p className="wrap-anywhere">{sayChange(change)}</p>
      {change.reason === null ? null : <p className="wrap-anywhere text-muted">{change.reason}</p>}
      <p className="num text-small text-muted">
        {[who, viaWords[change.via], sayMoment(readInstant(change.at), now)].filter(Boolean).join(', ')}
      </p>
    </li>
  )
}
