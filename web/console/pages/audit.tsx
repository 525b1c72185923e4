/** The audit (G2): who did what to what, for administrators; narrowed by who, what and when. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { auditThings } from '../../../src/domain/audit.ts'
import { useKeys } from '../../shared/keys.ts'
import { now } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Days } from '../audit/days-fields.tsx'
import { dayOf } from '../audit/days.ts'
import { auditRows, type AuditFilter } from '../audit/queries.ts'
import { AuditItem } from '../audit/row.tsx'

const kinds = Object.entries(auditThings)
  .map(([id, label]) => ({ id, label }))
  .toSorted((a, b) => (a.label < b.label ? -1 : 1))

export function AuditPage() {
  useTitle('Audit')
  const isAdmin = useMe().role === 'admin'
  const navigate = useNavigate()
  const filter: AuditFilter = useSearch({ from: '/app/audit' })
  const found = useInfiniteQuery({ ...auditRows(filter), enabled: isAdmin })
  const staff = useQuery({ ...queries.staff(), enabled: isAdmin }).data ?? []
  const list = useRef<HTMLUListElement>(null)
  useKeys({
    // Beyond the last row come the next ones.
    j: () => void (!stepIn(list, 1, 'li') && found.hasNextPage && !found.isFetching && found.fetchNextPage()),
    k: () => void stepIn(list, -1, 'li'),
  })
  if (!isAdmin) return <Empty title="The audit">An administrator sees who did what to what.</Empty>
  const set = (change: Partial<Record<keyof AuditFilter, string | null>>): void => {
    const next = Object.fromEntries(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== null && value !== ''),
    )
    void navigate({ to: pages.audit, search: next, replace: true })
  }
  // Of partners and of those who have left there is no list: who is looked at is named by what they did.
  const other = (found.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .find(({ by }) => by.person?.id === filter.person && !staff.some(({ id }) => id === filter.person))?.by.person
  const people = [
    ...staff.map(({ id, name, email }) => ({ id, label: name, hint: email ?? '' })),
    ...(other == null ? [] : [{ id: other.id, label: other.name ?? 'Somebody who is not there any more' }]),
  ]
  const showAll = <Button onClick={() => void navigate({ to: pages.audit, search: {} })}>Show all</Button>
  const hasDays = filter.from !== undefined || filter.to !== undefined
  const isFiltered = Object.keys(filter).length > 0
  return (
    <>
      <header className="z-20 flex md:sticky md:top-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <div className="min-w-0 flex-1">
          <PageHeading focus={false}>Audit</PageHeading>
          <p className="text-note text-muted max-md:hidden">
            What was done to anything but tickets, which have their own ledgers.
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-md:basis-full" role="search">
          <Combobox
            label="Who"
            place="bar"
            placeholder="Everybody"
            value={filter.person ?? null}
            onChange={(person) => set({ person })}
            entries={people}
            empty="Nobody by that name."
          />
          <Combobox
            label="Kind of thing"
            place="bar"
            placeholder="Every kind"
            value={filter.kind ?? null}
            onChange={(kind) => set({ kind, key: null })}
            entries={kinds}
            empty="No kind by that name."
          />
          <Select
            label="When"
            place="bar"
            value={hasDays ? 'days' : (filter.since ?? null)}
            onChange={(when) =>
              when === 'days'
                ? set({ since: null, from: dayOf(now() - 7 * 24 * 3_600_000), to: dayOf(now()) })
                : set({ since: when, from: null, to: null })
            }
            options={[
              { value: null, label: 'At any time' },
              { value: 'today', label: 'Last 24 hours' },
              { value: 'week', label: 'Last 7 days' },
              { value: 'month', label: 'Last 30 days' },
              { value: 'days', label: 'From day to day' },
            ]}
          />
          {isFiltered ? showAll : null}
        </div>
      </header>
      {hasDays ? <Days filter={filter} onChange={set} /> : null}
      {filter.key === undefined ? null : (
        <p className="border-b border-line px-4 py-2 text-note text-muted md:px-5">
          All that was done to this one thing.
        </p>
      )}
      <div className="pb-6">
        <List
          listRef={list}
          found={found}
          what="the audit"
          row={(row) => <AuditItem key={row.id} row={row} isOneThing={filter.key !== undefined} />}
          empty={
            isFiltered ? (
              <Empty title="Nothing matches" action={showAll}>
                Nothing was done that fits what you are looking for.
              </Empty>
            ) : (
              <Empty title="Nothing was done yet">
                Every change of the registry, the policy, keys and the rest comes here.
              </Empty>
            )
          }
        />
      </div>
    </>
  )
}
