/** G1: whether mail comes and goes, in figures, and what to do about those that are not as they should be. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sayProblem } from '../../shared/api.ts'
import { useNow } from '../../shared/now.ts'
import { readInstant, sayBriefly, sayLength } from '../../shared/time.ts'
import { cx } from '../../shared/ui/cx.ts'
import { Notice } from '../../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { mailIn } from './in-queries.ts'
import { healthRows } from './in-words.ts'

const minute = 60_000

export function Health() {
  const now = useNow()
  const { data: health, error } = useQuery(mailIn.health())
  if (health === undefined)
    return (
      <div className="p-4 md:px-5">
        {error === null ? (
          <Loading what="the figures">
            <Skeleton className="h-64 w-full max-w-xl" />
          </Loading>
        ) : (
          <Notice tone="broken" alert>
            {sayProblem(error)}
          </Notice>
        )}
      </div>
    )
  return (
    <div className="flex max-w-2xl flex-col gap-4 p-4 md:px-5">
      {health.quiet === null ? null : (
        <Notice tone="broken" title="No mail comes" alert>
          The last one came {sayBriefly(readInstant(health.quiet.since), now)}:{' '}
          {sayLength(health.quiet.workingMinutes * minute)} of working time ago in every region, and it is never quiet
          for longer than {sayLength(health.quietAfterMinutes * minute)}. See whether mail still reaches this server;
          the leads were told once.
        </Notice>
      )}
      <dl className="divide-y divide-line border-y border-line">
        {healthRows(health, now).map(({ name, value, isWrong = false, words = null, list }) => (
          <div key={name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2">
            <dt>
              {list === undefined ? (
                name
              ) : (
                <Link {...list} className="underline decoration-edge underline-offset-2 hover:decoration-ink">
                  {name}
                </Link>
              )}
            </dt>
            <dd className={cx('num text-right', isWrong && 'font-semibold text-broken')}>{value}</dd>
            {words === null ? null : <dd className="col-span-2 text-note text-muted">{words}</dd>}
          </div>
        ))}
      </dl>
      <p className="text-note text-muted">
        The same figures are in /metrics. Without any mail for {sayLength(health.quietAfterMinutes * minute)} of working
        time the leads are told.
      </p>
    </div>
  )
}
