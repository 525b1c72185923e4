/** F4, C7: everything that is escalated, and severities that partners dispute; what falls due first before the others. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { sayNumber } from '../../shared/words.ts'
import { EscalationRow } from '../escalations/row.tsx'
import { RowsSkeleton } from '../queue/rows.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

export function EscalationsPage() {
  useTitle('Escalations')
  const { show = 'escalated' } = useSearch({ from: '/app/escalations' })
  const navigate = useNavigate()
  const counts = useQuery(queries.counts()).data
  const found = useInfiniteQuery(queries.escalations(show))
  const tickets = found.data?.pages.flatMap((page) => page.items) ?? []
  const list = useRef<HTMLUListElement>(null)
  const step = (by: 1 | -1) => (): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
  }
  useKeys({ j: step(1), k: step(-1) })
  const tab = (value: 'escalated' | 'disputed', label: string) => ({
    value,
    label,
    ...(counts === undefined ? {} : { count: sayNumber(counts[value]) }),
  })

  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <header className="border-b border-line px-4 py-3.5 md:px-5">
        <PageHeading focus={false}>Escalations</PageHeading>
      </header>
      <Tabs
        label="Show"
        value={show}
        onChange={(next) => void navigate({ to: pages.escalations, search: { show: next }, replace: true })}
        tabs={[tab('escalated', 'Escalated'), tab('disputed', 'Severity disputed')]}
        className="pt-1"
      >
        {found.isPending ? (
          <RowsSkeleton rows={4} />
        ) : tickets.length === 0 ? (
          <Empty title={show === 'escalated' ? 'Nothing is escalated' : 'No severity is disputed'}>
            {show === 'escalated'
              ? 'A partner escalates from its ticket, an agent with e. What falls due first will stand here first.'
              : 'When a partner does not agree with a severity, its reasons stand here for a lead to decide.'}
          </Empty>
        ) : (
          <ul ref={list} aria-label="Escalations" className="pt-1">
            {tickets.map((ticket) => (
              <EscalationRow key={ticket.id} ticket={ticket} />
            ))}
          </ul>
        )}
        <ShowMore pages={found} />
      </Tabs>
    </>
  )
}
