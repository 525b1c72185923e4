/** A customer on one line: whose it is, and how far it is from a key account. */
import { Link } from '@tanstack/react-router'
import type { CustomerListView } from '../../../src/http/wire-registry.ts'
import { pages } from '../pages.ts'
import { Licences } from './licences.tsx'

export const CustomerRow = ({
  customer,
  showPartner = false,
}: {
  customer: CustomerListView
  showPartner?: boolean
}) => (
  <li className="row-in-view">
    <Link
      to={pages.customer}
      params={{ customer: customer.id }}
      className="grid gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-soft focus-visible:-outline-offset-2 sm:grid-cols-[minmax(0,1fr)_minmax(240px,300px)] sm:items-center md:px-5"
    >
      <span className="min-w-0">
        <span className="block truncate">{customer.name}</span>
        <span className="block truncate text-note text-muted">
          {[
            showPartner
              ? customer.untaggedAt === null
                ? customer.partnerName
                : `untagged, last with ${customer.partnerName}`
              : null,
            customer.domain ?? customer.superAdminEmail ?? 'no domain yet',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Licences licences={customer.licences} from={customer.keyAccountFrom} />
    </Link>
  </li>
)
