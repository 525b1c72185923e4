/** What my tier gives me: every row of the offerings table, yes or no, and why (A8). */
import { useQuery } from '@tanstack/react-query'
import type { EntitlementsView } from '../../../src/http/wire-registry.ts'
import { Failure } from '../../shared/failure.tsx'
import { useNow } from '../../shared/now.ts'
import { HowTos } from '../../shared/overuse/how-tos.tsx'
import { registry } from '../../shared/registry/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { tierName } from '../../shared/words.ts'

export function EntitlementsPage() {
  useTitle('What my tier gives me')
  const policy = usePolicy()
  const found = useQuery(registry.entitlements())
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="mx-auto max-w-[900px] px-4 pt-6 pb-12 md:px-6">
      <PageHeading className="text-title">What my tier gives me</PageHeading>
      {found.data === undefined ? (
        <Loading what="what your tier gives">
          {[0, 1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} className="mt-4 h-10 w-full" />
          ))}
        </Loading>
      ) : (
        <>
          <p className="mt-1 text-muted">
            {found.data.partner.name} is {tierName(policy, found.data.partner.tier)}. What stands here is so today.
          </p>
          <TollFree line={found.data.tollFree} />
          <ul className="mt-4 divide-y divide-line border-y border-line">
            {found.data.items.map((row) => (
              <Offering key={row.offering} row={row} tier={found.data.partner.tier} />
            ))}
          </ul>
          <HowTos partner={found.data.partner.id} />
        </>
      )}
    </div>
  )
}

/** A3: the number of one's own place, or why there is none. */
function TollFree({ line }: { line: EntitlementsView['tollFree'] }) {
  return (
    <section aria-labelledby="toll-free" className="mt-4 border-l-2 border-line pl-4">
      <h2 id="toll-free" className="font-semibold">
        Toll-free line, {line.place}
      </h2>
      {line.number === null ? (
        <p className="text-note text-muted">{line.because}</p>
      ) : (
        <p>
          <a href={`tel:${line.number.replaceAll(' ', '')}`} className="num text-accent underline underline-offset-2">
            {line.number}
          </a>
        </p>
      )}
    </section>
  )
}

function Offering({ row, tier }: { row: EntitlementsView['items'][number]; tier: string }) {
  const now = useNow(60_000)
  const byGrant =
    row.allowed && row.grantedUntil !== null && row.tiers.find((each) => each.tier === tier)?.offered !== true
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-3 sm:grid-cols-[150px_minmax(0,1fr)]">
      <p className={cx('font-semibold', !row.allowed && 'text-muted')}>
        <span className="flex items-center gap-2">
          <Icon name={row.allowed ? 'check' : 'close'} className={row.allowed ? 'text-fine' : 'text-muted'} />
          {row.allowed ? 'Yes' : 'No'}
        </span>
        {byGrant ? (
          <span className="ml-6 block text-note font-normal text-muted">
            until {sayDate(row.grantedUntil ?? '', now)}
          </span>
        ) : null}
      </p>
      <div>
        <h2 className="font-medium">{row.name}</h2>
        <p className="text-note text-muted">{row.because}</p>
      </div>
    </li>
  )
}
