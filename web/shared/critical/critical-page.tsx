/** The Critical Issue Dashboard (D7): what is down, and what burns; it keeps itself up to date. */
import { useQuery } from '@tanstack/react-query'
import type { IncidentView } from '../../../src/http/wire-critical.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { Failure } from '../failure.tsx'
import { Part } from '../registry/list.tsx'
import { useTitle } from '../title.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { Incident } from './incident.tsx'
import { critical } from './queries.ts'

interface CriticalPageProps {
  readonly reader: 'staff' | 'partner'
  /** Beside the heading. */
  readonly action?: React.ReactNode
  /** What may be done with an open incident. */
  readonly actionsOf?: (incident: IncidentView) => React.ReactNode
  readonly row: (ticket: TicketView) => React.ReactNode
}

export function CriticalPage({ reader, action, actionsOf, row }: CriticalPageProps) {
  useTitle('Critical issues')
  const found = useQuery(critical.now())
  if (found.data === undefined)
    return found.error === null ? (
      <Loading what="critical issues">
        <div className="px-4 pt-6 md:px-5">
          <Skeleton className="h-8 w-1/2" />
        </div>
      </Loading>
    ) : (
      <Failure error={found.error} retry={() => void found.refetch()} />
    )
  const { incidents, ended, tickets } = found.data
  const partner = reader === 'partner'
  return (
    <div className={partner ? 'mx-auto max-w-[1100px] pt-6 pb-12 md:px-2' : 'bg-panel pb-8'}>
      <header
        className={
          partner
            ? 'flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-4 md:px-5'
            : 'flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:px-5'
        }
      >
        <PageHeading focus={false} className={partner ? 'flex-1 text-title max-sm:basis-full' : 'flex-1'}>
          Critical issues
        </PageHeading>
        {action}
      </header>
      <div className="flex flex-col gap-8 px-4 pt-4 md:px-5">
        <Part title="Service incidents" count={incidents.length === 0 ? '' : String(incidents.length)}>
          {incidents.length === 0 ? (
            <p className="py-1 text-fine">Everything runs: no outage and no downtime is known.</p>
          ) : (
            <div className="flex flex-col gap-5 pt-2">
              {incidents.map((incident) => (
                <Incident key={incident.id} incident={incident}>
                  {actionsOf?.(incident)}
                </Incident>
              ))}
            </div>
          )}
        </Part>
        <Part
          title={partner ? 'Your severity 1 and escalated tickets' : 'Severity 1 and escalated tickets'}
          count={tickets.length === 0 ? '' : String(tickets.length)}
        >
          {tickets.length === 0 ? (
            <p className="py-1 text-muted">
              None is open. Tickets of severity 1 and escalated ones stand here with their clocks.
            </p>
          ) : (
            <ul className="-mx-4 divide-y divide-line md:-mx-5">{tickets.map(row)}</ul>
          )}
        </Part>
        {ended.length === 0 ? null : (
          <Part title="Ended in the last seven days">
            <div className="flex flex-col gap-5 pt-2">
              {ended.map((incident) => (
                <Incident key={incident.id} incident={incident} />
              ))}
            </div>
          </Part>
        )}
      </div>
    </div>
  )
}
