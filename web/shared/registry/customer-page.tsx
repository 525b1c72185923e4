/** A customer: its subscriptions, how far it is from a key account and by what evidence, and its tickets (D1, D2). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CustomerPageView, SubscriptionView } from '../../../src/http/wire-registry.ts'
import { Found } from '../found.tsx'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { queries } from '../queries.ts'
import { useMe } from '../session.ts'
import { Fact, Facts } from '../ticket/side-section.tsx'
import { readInstant, sayDate, sayMoment } from '../time.ts'
import { useTitle } from '../title.tsx'
import { buttonClass } from '../ui/button.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { statusWords } from '../words.ts'
import { Licences } from './licences.tsx'
import { Part } from './list.tsx'
import { Mappings } from './mappings.tsx'
import { registry } from './queries.ts'
import { billingWords, payerWords } from './words.ts'
import { ShowMore } from '../ui/show-more.tsx'

interface CustomerPageProps {
  readonly id: string
  /** What staff can do, in the heading. */
  readonly actions?: (customer: CustomerPageView) => React.ReactNode
}

export function CustomerPage({ id, actions }: CustomerPageProps) {
  const found = useQuery(registry.customer(id))
  return (
    <Found
      query={found}
      what="customer"
      meanwhile={
        <Loading what="the customer">
          <div className="flex flex-col gap-3 px-4 py-5 md:px-5">
            <Skeleton className="h-6 w-60" />
            <Skeleton className="h-24 w-full max-w-2xl" />
          </div>
        </Loading>
      }
    >
      {(customer) => <Shown customer={customer} actions={actions} />}
    </Found>
  )
}

function Shown({ customer, actions }: { customer: CustomerPageView; actions: CustomerPageProps['actions'] }) {
  useTitle(customer.name)
  const isStaff = useMe().side === 'staff'
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 md:px-5">
        <Link
          to={pages.customers}
          className={buttonClass({ look: 'bare' }, '-ml-2 px-1.5')}
          aria-label="Back to customers"
        >
          <Icon name="back" />
        </Link>
        <div className="flex min-w-0 flex-1 basis-60 flex-wrap items-baseline gap-x-3">
          <PageHeading>{customer.name}</PageHeading>
          <p className="text-note text-muted">
            {isStaff ? (
              <Link to={pages.partner} params={{ partner: customer.partner }} className="underline underline-offset-2">
                {customer.partnerName}
              </Link>
            ) : null}
            {customer.keyAccount ? `${isStaff ? ' · ' : ''}key account` : ''}
          </p>
        </div>
        {actions?.(customer)}
      </header>
      <div className="flex max-w-[900px] flex-col gap-8 px-4 py-5 md:px-5">
        <KeyAccount customer={customer} />
        <Part title="About">
          <div className="max-w-96">
            <Facts>
              <Fact name="Domain">{customer.domain ?? 'not known'}</Fact>
              <Fact name="Super-admin">{customer.superAdminEmail ?? 'not known'}</Fact>
            </Facts>
          </div>
          <p className="mt-1 text-note text-muted">
            A ticket is this customer’s by its super-admin’s address, else by its domain.
          </p>
        </Part>
        <Mappings customer={customer} />
        <Subscriptions id={customer.id} />
        <Tickets id={customer.id} isStaff={isStaff} />
      </div>
    </>
  )
}

function KeyAccount({ customer }: { customer: CustomerPageView }) {
  const now = useNow(60_000)
  const { evidence } = customer
  return (
    <Part title="Licences">
      <Licences licences={customer.licences} from={customer.keyAccountFrom} wide />
      <p className="mt-2 text-note">
        {evidence?.because ??
          'Its subscriptions were not counted yet: that is done when they come in, and every night.'}
      </p>
      {evidence === null ? null : (
        <p className="text-note text-muted">
          Counted {sayMoment(readInstant(evidence.evaluatedAt), now)} under version {evidence.policyVersion} of the
          policy
          {evidence.counted.length === 0
            ? '.'
            : `: ${evidence.counted.map(({ id, product, licences }) => `${licences} of ${product === '' ? id : `${product} (${id})`}`).join(', ')}.`}
        </p>
      )}
    </Part>
  )
}

function Subscriptions({ id }: { id: string }) {
  const found = useInfiniteQuery(registry.subscriptions(id))
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Part title="Subscriptions">
      {found.isPending ? (
        <Loading what="subscriptions">
          <Skeleton className="h-16 w-full" />
        </Loading>
      ) : rows.length === 0 ? (
        <p className="text-note text-muted">None on record. They come out of the vendor’s store, as a file.</p>
      ) : (
        <div
          className="relative overflow-x-auto focus-visible:-outline-offset-2"
          tabIndex={0}
          role="region"
          aria-label="Subscriptions"
        >
          <table className="num w-full min-w-[640px] text-left text-note">
            <thead>
              <tr className="border-b border-line text-muted">
                {['Product', 'Licences', 'State', 'Renews', 'Paid by', 'Number'].map((name) => (
                  <th key={name} scope="col" className="py-1.5 pr-3 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <SubscriptionRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ShowMore pages={found} place="mt-2" />
    </Part>
  )
}

function SubscriptionRow({ row }: { row: SubscriptionView }) {
  const now = useNow(60_000)
  const renews = [
    row.nextRecurringOn === null ? null : sayDate(row.nextRecurringOn, now),
    row.billingFrequency === null ? null : billingWords[row.billingFrequency],
  ]
  return (
    <tr
      className={
        row.status === 'active' ? 'border-b border-line align-top' : 'border-b border-line align-top text-muted'
      }
    >
      <th scope="row" className="py-1.5 pr-3 font-medium">
        {row.serviceName ?? row.serviceId ?? 'not said'}
        {row.planName === null ? null : <span className="block font-normal text-muted">{row.planName}</span>}
      </th>
      <td className="py-1.5 pr-3">
        {row.licences}
        {row.licencesStated ? '' : ' (not said: the least there is)'}
      </td>
      <td className="py-1.5 pr-3">{row.status}</td>
      <td className="py-1.5 pr-3">{renews.filter(Boolean).join(', ') || 'not said'}</td>
      <td className="py-1.5 pr-3">{row.payer === null ? 'not said' : payerWords[row.payer]}</td>
      <td className="py-1.5 wrap-anywhere">{row.id}</td>
    </tr>
  )
}

function Tickets({ id, isStaff }: { id: string; isStaff: boolean }) {
  const found = useInfiniteQuery(queries.tickets({ view: 'all', customer: id }))
  const tickets = found.data?.pages.flatMap((page) => page.items).slice(0, 12) ?? []
  const now = useNow(60_000)
  return (
    <Part
      title="Tickets"
      action={
        isStaff && tickets.length > 0 ? (
          <Link to={pages.all} search={{ customer: id }} className={buttonClass({ size: 'small' })}>
            All its tickets
          </Link>
        ) : undefined
      }
    >
      {found.isPending ? (
        <Loading what="tickets">
          <Skeleton className="h-10 w-full" />
        </Loading>
      ) : tickets.length === 0 ? (
        <p className="text-note text-muted">None so far.</p>
      ) : (
        <ul className="divide-y divide-line">
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <Link
                to={pages.ticket}
                params={{ ticket: ticket.id }}
                className="flex flex-wrap items-baseline gap-x-3 py-2 hover:bg-soft"
              >
                <span dir="auto" className="min-w-0 flex-1 basis-56 truncate text-left">
                  {ticket.subject}
                </span>
                <span className="num text-note text-muted">
                  {ticket.number} · {statusWords[ticket.status]} · {sayMoment(readInstant(ticket.updatedAt), now)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}
