/** A published version in the list; opened, what it says otherwise than the one before it, or than any other. */
import { useQuery } from '@tanstack/react-query'
import type { PolicyVersionView } from '../../../src/http/wire-policy.ts'
import { NotRead } from '../../shared/failure.tsx'
import { useNow } from '../../shared/now.ts'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { sayCount } from '../../shared/words.ts'
import { Differences } from './differences.tsx'
import { policyQueries } from './queries.ts'

interface VersionProps {
  readonly row: PolicyVersionView
  /** With which it is compared; null while it is closed. */
  readonly from: number | null
  /** Those that it can be compared with. */
  readonly others: readonly number[]
  /** Opens it, compared with that one; null closes it. */
  readonly onCompare: (from: number | null) => void
}

export function Version({ row, from, others, onCompare }: VersionProps) {
  const { version, publishedAt, publishedBy, isCurrent, openTickets } = row
  const now = useNow(60_000)
  const isFirst = version === 1
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium">
            Version {version}
            {isCurrent ? <span className="ml-2 text-note font-semibold text-fine">holds now</span> : null}
          </p>
          <p className="text-note wrap-anywhere text-muted">
            published {sayMoment(readInstant(publishedAt), now)}
            {publishedBy !== null
              ? ` by ${publishedBy.name}`
              : isFirst
                ? ' with the first start'
                : ' on the command line'}
          </p>
        </div>
        <p className="num text-note text-muted md:w-36">
          {openTickets === 0 ? 'no open tickets' : sayCount(openTickets, 'open ticket')}
        </p>
        <Button
          size="small"
          look="bare"
          className="md:min-w-32"
          aria-expanded={from !== null}
          because={isFirst && others.length === 0 ? 'There is no other version yet.' : null}
          onClick={() => onCompare(from === null ? (isFirst ? (others.at(-1) ?? null) : version - 1) : null)}
        >
          {from !== null ? 'Close' : isFirst ? 'Compare' : 'What it changed'}
          <span className="sr-only"> version {version}</span>
        </Button>
      </div>
      {from === null ? null : <Compared version={version} from={from} others={others} onCompare={onCompare} />}
    </li>
  )
}

function Compared({
  version,
  from,
  others,
  onCompare,
}: Pick<VersionProps, 'others' | 'onCompare'> & { readonly version: number; readonly from: number }) {
  const found = useQuery(policyQueries.differences(version, from))
  const options = [...new Set([...others, from])].toSorted((a, b) => b - a)
  return (
    <div className="flex flex-col gap-2 pt-2 pb-3">
      <div className="flex flex-wrap items-center gap-2 text-note">
        <span aria-hidden="true">Compared with</span>
        <Select
          label="Compared with"
          place="bar"
          value={from}
          onChange={onCompare}
          options={options.map((value) => ({ value, label: `version ${value}` }))}
        />
      </div>
      {found.isPending ? (
        <Loading what="the differences">
          <Skeleton className="h-16 w-full max-w-3xl" />
        </Loading>
      ) : found.data === undefined ? (
        <NotRead error={found.error} retry={found.refetch} />
      ) : found.data.items.length === 0 ? (
        <p className="text-note text-muted">Both say the same.</p>
      ) : (
        <div>
          <Differences items={found.data.items} label={`Version ${version} beside version ${from}`} />
        </div>
      )}
    </div>
  )
}
