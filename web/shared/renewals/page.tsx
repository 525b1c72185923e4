/** E4: what renews when, on whose card, for how much. One page for both sides. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import type { RenewalsWire, RenewalWire } from '../../../src/http/wire-renewals.ts'
import { call } from '../api.ts'
import { FindField } from '../find-field.tsx'
import { useKeys } from '../keys.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { api, withQuery } from '../paths.ts'
import { renewalsBy, sayMoney, type RenewalSearch } from '../payouts/queries.ts'
import { List, Part, stepIn } from '../registry/list.tsx'
import { registryChanged } from '../registry/queries.ts'
import { sayDate, sayMoment, readInstant } from '../time.ts'
import { useTitle } from '../title.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Select } from '../ui/select.tsx'
import { toast } from '../ui/toast.tsx'

export const StaffRenewals = () => <RenewalsPage side="staff" />
export const PartnerRenewals = () => <RenewalsPage side="partner" />

type Side = 'staff' | 'partner'
const cards = (side: Side) =>
  ({
    partner: side === 'partner' ? 'Your card' : 'The partner’s card',
    customer: 'The customer’s card',
    unknown: 'Not said',
  }) as const

const spans = [
  { value: '7', label: 'Next 7 days' },
  { value: '30', label: 'Next 30 days' },
  { value: '', label: 'Next 90 days' },
  { value: '366', label: 'Next year' },
]
const sorts = [
  { value: '', label: 'By day' },
  { value: 'customer', label: 'By customer' },
  { value: 'amount', label: 'By amount' },
]

function RenewalsPage({ side }: { readonly side: Side }) {
  useTitle('Renewals')
  const navigate = useNavigate()
  const search = useSearch({ from: '/app/renewals' })
  const found = useInfiniteQuery(renewalsBy({ ...search }))
  const first = found.data?.pages[0]
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useKeys({ '/': () => find.current?.focus() })
  const set = (change: RenewalSearch): void =>
    void navigate({
      to: pages.renewals,
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== '')),
      replace: true,
    })
  const names = cards(side)
  return (
    <div className="mx-auto max-w-[1100px] px-4 pt-6 pb-12 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-3 pb-2">
        <PageHeading className="flex-1 text-title max-sm:basis-full">Renewals</PageHeading>
        <FindField
          label="Find a customer or a service"
          value={search.q ?? ''}
          onChange={(q) => set({ q })}
          inputRef={find}
          onDown={() => stepIn(list, 1)}
        />
        <a href={withQuery(api.renewalsCsv, { ...search })} download className={buttonClass({})}>
          Calendar table (CSV)
        </a>
      </div>
      {first === undefined ? null : <Dues first={first} side={side} />}
      <div className="flex flex-wrap gap-2 py-3">
        <Select
          label="Time"
          place="bar"
          value={search.within ?? ''}
          options={spans}
          onChange={(within) => set({ within })}
        />
        <Select
          label="Card"
          place="bar"
          value={search.payer ?? ''}
          options={[
            { value: '', label: 'Every card' },
            ...Object.entries(names).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(payer) => set({ payer })}
        />
        <Select
          label="Order"
          place="bar"
          value={search.sort ?? ''}
          options={sorts}
          onChange={(sort) => set({ sort })}
        />
      </div>
      {first === undefined || first.sums.length === 0 ? null : <Sums sums={first.sums} names={names} />}
      <List
        found={found}
        listRef={list}
        what="renewals"
        row={(row) => <Row key={row.id} row={row} side={side} />}
        empty={
          Object.keys(search).length === 0 ? (
            <Empty title="Nothing renews in the next 90 days">
              Subscriptions of customers stand here before their day of renewal, as the store says it.
            </Empty>
          ) : (
            <Empty
              title="Nothing renews so"
              action={<Button onClick={() => set({ payer: '', within: '', sort: '', q: '' })}>Show all</Button>}
            >
              No subscription has this card, time and name.
            </Empty>
          )
        }
      />
    </div>
  )
}

/** What follows from whose card it is, in the vendor's own words. */
const Dues = ({ first: { dues, reminderDays }, side }: { readonly first: RenewalsWire; readonly side: Side }) => (
  <div className="max-w-[75ch] text-note text-muted">
    <p>
      {side === 'partner' ? 'You are' : 'The partner is'} reminded by mail {reminderDays.join(', ')} days before, in one
      letter a day.
    </p>
    <ul className="list-disc pl-5">
      {(['partner', 'customer'] as const).map((payer) => (
        <li key={payer}>{dues[payer]}</li>
      ))}
    </ul>
  </div>
)

const Sums = ({ sums, names }: { readonly sums: RenewalsWire['sums']; readonly names: ReturnType<typeof cards> }) => (
  <Part title="Together">
    <ul className="grid gap-x-6 gap-y-1 pb-4 text-note sm:grid-cols-2">
      {sums.map(({ currency, payer, amount, count, withoutAmount }) => (
        <li key={`${currency} ${payer}`} className="flex justify-between gap-3 border-b border-line py-1">
          <span>
            {names[payer]}{' '}
            <span className="text-muted">
              ({count}
              {withoutAmount === 0 ? '' : `, ${withoutAmount} without an amount`})
            </span>
          </span>
          <span className="num font-medium">{count === withoutAmount ? 'not said' : sayMoney(amount, currency)}</span>
        </li>
      ))}
    </ul>
  </Part>
)

const left = (days: number): string =>
  days < 0
    ? `passed ${-days === 1 ? 'yesterday' : `${-days} days ago`}`
    : days === 0
      ? 'today'
      : days === 1
        ? 'tomorrow'
        : `in ${days} days`

function Row({ row, side }: { readonly row: RenewalWire; readonly side: Side }) {
  const now = useNow(60_000)
  const names = cards(side)
  const { mutate, isPending } = useMutation({
    mutationFn: (payer: 'partner' | 'customer' | null) =>
      call(api.subscription(row.id), { method: 'PATCH', body: { payer } }),
    onSuccess: () => {
      registryChanged()
      toast.done(`Whose card ${row.id} is on is kept.`)
    },
    onError: (reason) => toast.failed(reason),
  })
  const last = row.reminders.at(-1)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="basis-36">
        <p className="font-semibold">{sayDate(row.renewsOn, now)}</p>
        <p className={row.daysLeft <= 7 ? 'text-note text-soon' : 'text-note text-muted'}>{left(row.daysLeft)}</p>
      </div>
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium wrap-anywhere">
          <Link
            to={pages.customer}
            params={{ customer: row.customer.id }}
            className="underline-offset-2 hover:underline"
          >
            {row.customer.name}
          </Link>
        </p>
        <p className="text-note text-muted wrap-anywhere">
          {side === 'staff' ? `${row.partner.name}, ` : ''}
          {row.service}
          {last === undefined ? '' : `, reminded ${sayMoment(readInstant(last.at), now)}`}
        </p>
      </div>
      <div className="basis-44">
        <Select
          label={`Card of ${row.customer.name}, ${row.service}`}
          place="bar"
          value={row.payer ?? 'unknown'}
          options={Object.entries(names).map(([value, label]) => ({ value, label }))}
          onChange={(value) =>
            isPending ? undefined : mutate(value === 'partner' || value === 'customer' ? value : null)
          }
        />
      </div>
      <p className="num basis-32 text-right font-semibold max-sm:text-left">
        {row.amount === null ? (
          <span className="font-normal text-muted">not said</span>
        ) : (
          sayMoney(row.amount, row.currency)
        )}
      </p>
    </li>
  )
}
