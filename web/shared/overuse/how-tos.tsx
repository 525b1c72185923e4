/** B9: how many basic requests a partner has sent lately, what they are about, and what would help. Nothing is held back. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { OveruseView } from '../../../src/http/wire-overuse.ts'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { readInstant, sayDay, sayMoment } from '../time.ts'
import { cx } from '../ui/cx.ts'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { sayCount } from '../words.ts'
import { overuseQueries } from './queries.ts'

interface HowTosProps {
  readonly partner: string
  readonly reader?: 'partner' | 'staff'
}

export function HowTos({ partner, reader = 'partner' }: HowTosProps) {
  const found = useQuery(overuseQueries.of(partner))
  return (
    <section aria-labelledby="how-tos" className={reader === 'partner' ? 'mt-8' : undefined}>
      <h2 id="how-tos" className={cx('font-semibold', reader === 'partner' && 'text-lead')}>
        How-to questions
      </h2>
      {found.data !== undefined ? (
        <Counted overuse={found.data} reader={reader} />
      ) : found.error === null ? (
        <Loading what="the count">
          <Skeleton className="mt-2 h-10 w-full max-w-md" />
        </Loading>
      ) : (
        <NotRead error={found.error} retry={found.refetch} />
      )}
    </section>
  )
}

function Counted({ overuse, reader }: { overuse: OveruseView; reader: 'partner' | 'staff' }) {
  const now = useNow(60_000)
  const { count, moreThan, withinDays, isTooMany, told, topics, requests } = overuse
  return (
    <div className="flex flex-col gap-3 pt-1">
      <p>
        <span className={cx('num font-semibold', isTooMany && 'text-soon')}>{count}</span> in the last {withinDays}{' '}
        days.{' '}
        <span className="text-muted">
          {isTooMany ? `More than ${moreThan} is a sign that training would help.` : `Up to ${moreThan} is as usual.`}{' '}
          {reader === 'partner' ? 'Each of them is answered as promised, however many there are.' : ''}
        </span>
      </p>
      {told === null ? null : (
        <p className="text-note text-muted">
          {told.name} was told {sayMoment(readInstant(told.at), now)}
          {reader === 'partner'
            ? ', to talk with you about training.'
            : ', once. Again only when the count has fallen and risen anew.'}
        </p>
      )}
      {topics.length === 0 ? null : (
        <ul className="divide-y divide-line border-y border-line">
          {topics.map((topic) => (
            <li key={topic.name} className="grid gap-x-4 py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
              <span>
                <span className="num">{topic.count}</span> about {topic.name}
              </span>
              <span className="text-note text-muted">
                {topic.untrained.length === 0
                  ? 'Everybody has the training.'
                  : `${topic.product === null ? 'No training yet' : `No training in ${topic.name} yet`}: ${topic.untrained.join(', ')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {requests.length === 0 ? null : (
        <details className="text-note">
          <summary className="cursor-default text-muted hover:text-ink">{sayCount(requests.length, 'request')}</summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {requests.map((request) => (
              <li key={request.id} className="flex flex-wrap justify-between gap-x-3">
                <Link to={pages.ticket} params={{ ticket: request.id }} className="min-w-0 hover:underline">
                  <span className="num">{request.number}</span> <bdi>{request.subject}</bdi>
                </Link>
                <span className="text-muted">counts until {sayDay(readInstant(request.leavesAt), now)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
