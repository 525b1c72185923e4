/** B9: partners with too many basic requests, the highest count first; for their account managers and for leads. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useNow } from '../../shared/now.ts'
import { overuseQueries } from '../../shared/overuse/queries.ts'
import { pages } from '../../shared/pages.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Check } from '../../shared/ui/check.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { tierName } from '../../shared/words.ts'
import { RowsSkeleton } from '../queue/rows.tsx'

export function OverusePage() {
  useTitle('Basic requests')
  const me = useMe()
  const policy = usePolicy()
  const now = useNow(60_000)
  const [mine, setMine] = useState(me.role === 'pam')
  const found = useQuery(overuseQueries.all(mine ? me.id : undefined))
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  const items = found.data?.items ?? []
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 md:px-5">
        <div>
          <PageHeading focus={false}>Basic requests</PageHeading>
          <p className="text-note text-muted">
            {found.data === undefined
              ? 'Partners for whom training would help.'
              : `Partners with more than ${found.data.moreThan} how-to questions in ${found.data.withinDays} days. Their account manager was told once.`}
          </p>
        </div>
        <Check checked={mine} onChange={setMine}>
          Only mine
        </Check>
      </header>
      {found.isPending ? (
        <RowsSkeleton rows={3} />
      ) : items.length === 0 ? (
        <Empty title="No partner is above the count">
          When one sends too many how-to questions, it stands here, and its account manager hears of it by mail.
        </Empty>
      ) : (
        <ul aria-label="Partners above the count" className="divide-y divide-line">
          {items.map(({ partner, count, since, told }) => (
            <li key={partner.id}>
              <Link
                to={pages.partner}
                params={{ partner: partner.id }}
                className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-soft focus-visible:-outline-offset-2 sm:grid-cols-[60px_minmax(0,1fr)_minmax(0,1fr)] sm:items-baseline md:px-5"
              >
                <span className="num text-lead font-semibold text-soon">{count}</span>
                <span className="min-w-0">
                  {partner.name} <span className="text-note text-muted">{tierName(policy, partner.tier)}</span>
                </span>
                <span className="min-w-0 text-note text-muted">
                  {told.name} was told {sayMoment(readInstant(since), now)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
