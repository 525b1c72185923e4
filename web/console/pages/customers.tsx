/** Customers of all partners: found by name, domain or super-admin; how far each is from a key account. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { CustomerRow } from '../../shared/registry/customer-row.tsx'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { registry, type CustomerFilter } from '../../shared/registry/queries.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'

export function CustomersPage() {
  useTitle('Customers')
  const navigate = useNavigate()
  const filter: CustomerFilter = useSearch({ from: '/app/customers' })
  const partners = useQuery(queries.partners()).data ?? []
  const found = useInfiniteQuery(registry.customers(filter))
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const set = (change: Partial<Record<keyof CustomerFilter, string | null>>): void => {
    const search = Object.fromEntries(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== null && value !== ''),
    )
    void navigate({ to: pages.customers, search, replace: true })
  }
  useKeys({ '/': () => find.current?.focus(), j: () => stepIn(list, 1), k: () => stepIn(list, -1) })
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <PageHeading focus={false}>Customers</PageHeading>
        <span className="flex-1" />
        <div className="flex flex-wrap items-center gap-2" role="search">
          <FindField
            label="Find a customer by name, domain or super-admin"
            value={filter.q ?? ''}
            onChange={(q) => set({ q })}
            inputRef={find}
            onDown={() => stepIn(list, 1)}
          />
          <Combobox
            label="Partner"
            place="bar"
            placeholder="Every partner"
            value={filter.partner ?? null}
            onChange={(partner) => set({ partner })}
            entries={partners.map((partner) => ({ id: partner.id, label: partner.name }))}
            empty="No partner by that name."
          />
          <Button
            aria-pressed={filter.keyAccount === 'true'}
            onClick={() => set({ keyAccount: filter.keyAccount === 'true' ? null : 'true' })}
          >
            {filter.keyAccount === 'true' ? 'Show all' : 'Only key accounts'}
          </Button>
        </div>
      </header>
      <div className="pb-6">
        <List
          found={found}
          what="customers"
          listRef={list}
          row={(customer) => <CustomerRow key={customer.id} customer={customer} showPartner />}
          empty={
            Object.keys(filter).length > 0 ? (
              <Empty
                title="Nothing matches"
                action={
                  <Button onClick={() => void navigate({ to: pages.customers, search: {}, replace: true })}>
                    Show all
                  </Button>
                }
              >
                No customer fits what you are looking for.
              </Empty>
            ) : (
              <Empty title="No customers yet">
                They are added on a partner’s page, or read in from a file with their subscriptions.
              </Empty>
            )
          }
        />
      </div>
    </>
  )
}
