/** Every version of a sheet: what it changed, who asked, who approved, by which request. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { FieldsDiff } from './diff.tsx'
import { sheetQueries } from './queries.ts'

interface VersionsProps {
  readonly sheet: string
  readonly title: string
  readonly onClose: () => void
}

export function VersionsDialog({ sheet, title, onClose }: VersionsProps) {
  const now = useNow(60_000)
  const found = useQuery(sheetQueries.versions(sheet))
  const items = found.data?.items
  return (
    <Dialog title={`History of ${title}`} width="wide" onClose={onClose}>
      {found.error !== null ? (
        <NotRead error={found.error} retry={found.refetch} />
      ) : items === undefined ? (
        <Loading what="the versions">
          <Skeleton className="h-32 w-full" />
        </Loading>
      ) : items.length === 0 ? (
        <p className="text-note text-muted">
          Nothing was approved yet. Each approved change stands here, with what it replaced.
        </p>
      ) : (
        <ol className="flex flex-col gap-5">
          {items.map(({ version, shown, at, by, askedBy, why, ticket, fields }) => (
            <li key={version} className="flex flex-col gap-1.5">
              <h3 className="font-semibold">
                Version {version}
                <span className="num ml-2 font-normal text-muted">{sayMoment(readInstant(at), now)}</span>
              </h3>
              <p className="text-note text-muted">
                {shown ? `Approved by ${by?.name ?? 'the program'}` : `Taken down by ${by?.name ?? 'the program'}`}
                {shown && askedBy !== null ? `, asked for by ${askedBy.name}` : ''}
                {ticket === null ? null : (
                  <>
                    {' · '}
                    <Link to={pages.ticket} params={{ ticket: ticket.id }} className="underline hover:text-ink">
                      {ticket.number}
                    </Link>
                  </>
                )}
              </p>
              {why === null ? null : <p className="text-note wrap-anywhere">{why}</p>}
              {fields.length === 0 ? null : (
                <FieldsDiff
                  fields={fields.map(({ became, ...field }) => ({ ...field, becomes: became }))}
                  isNew={version === 1}
                />
              )}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
