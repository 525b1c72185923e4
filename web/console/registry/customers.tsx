/** A partner's customers, and how far each is from a key account. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import { pages } from '../../shared/pages.ts'
import { CustomerRow } from '../../shared/registry/customer-row.tsx'
import { List, Part } from '../../shared/registry/list.tsx'
import { registry } from '../../shared/registry/queries.ts'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { sayNumber } from '../../shared/words.ts'
import { CustomerDialog } from './customer-dialog.tsx'

export function Customers({ partner }: { partner: PartnerPageView }) {
  const found = useInfiniteQuery(registry.customers({ partner: partner.id }, 10))
  const [adding, setAdding] = useState(false)
  return (
    <Part
      title="Customers"
      count={sayNumber(partner.customers)}
      action={
        <span className="flex gap-2">
          {partner.customers > 10 ? (
            <Link to={pages.customers} search={{ partner: partner.id }} className={buttonClass({ size: 'small' })}>
              All of them
            </Link>
          ) : null}
          <Button size="small" onClick={() => setAdding(true)}>
            Add<span className="sr-only"> a customer</span>
          </Button>
        </span>
      }
    >
      <div className="-mx-4 md:-mx-5">
        <List
          found={found}
          what="customers"
          row={(customer) => <CustomerRow key={customer.id} customer={customer} />}
          empty={<p className="px-4 text-note text-muted md:px-5">None yet.</p>}
        />
      </div>
      {adding ? <CustomerDialog partner={partner} customer={null} onClose={() => setAdding(false)} /> : null}
    </Part>
  )
}
