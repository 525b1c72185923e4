/** A partner's own customers, and how far each is from priority support. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { CustomerRow } from '../../shared/registry/customer-row.tsx'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { registry } from '../../shared/registry/queries.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'

export function CustomersPage() {
  useTitle('My customers')
  const navigate = useNavigate()
  const { q } = useSearch({ from: '/app/customers' })
  const found = useInfiniteQuery(registry.customers(q === undefined ? {} : { q }))
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const set = (next: string): void =>
    void navigate({ to: pages.customers, search: next === '' ? {} : { q: next }, replace: true })
  useKeys({ '/': () => find.current?.focus() })
  return (
    <div className="mx-auto max-w-[1100px] pt-6 pb-12 md:px-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-2 md:px-5">
        <PageHeading className="flex-1 text-title">My customers</PageHeading>
        <FindField
          label="Find a customer by name, domain or super-admin"
          value={q ?? ''}
          onChange={set}
          inputRef={find}
          onDown={() => stepIn(list, 1)}
        />
      </div>
      <p className="px-4 pb-3 text-note text-muted md:px-5">
        A customer with licences from the mark on is a key account: its tickets are aimed at as for the best tier.
      </p>
      <List
        found={found}
        what="your customers"
        listRef={list}
        row={(customer) => <CustomerRow key={customer.id} customer={customer} />}
        empty={
          q === undefined ? (
            <Empty title="No customers yet">
              Customers that are mapped to your company stand here, with their subscriptions.
            </Empty>
          ) : (
            <Empty title={`Nothing matches ‘${q}’`} action={<Button onClick={() => set('')}>Show all</Button>}>
              Names, domains and super-admins of your customers are looked through.
            </Empty>
          )
        }
      />
    </div>
  )
}
