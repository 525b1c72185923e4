/** E3: what was invoiced to which entity, when the amount is expected, and what was paid. One page for both sides. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { PayoutsWire, PayoutWire } from '../../../src/http/wire-payouts.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { api, withQuery } from '../paths.ts'
import { List, Part } from '../registry/list.tsx'
import { sayDate } from '../time.ts'
import { useTitle } from '../title.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Select } from '../ui/select.tsx'
import { InvoiceDialog } from './invoice-dialog.tsx'
import { payoutsBy, sayMoney, type PayoutSearch } from './queries.ts'
import { PayDialog, ReturnDialog } from './settle-dialogs.tsx'

const states: Readonly<Record<PayoutWire['state'], string>> = {
  'with-us': 'Being paid',
  late: 'Late',
  returned: 'Returned',
  paid: 'Paid',
  withdrawn: 'Taken back',
}

type Asked = { readonly what: 'new' } | { readonly what: 'pay' | 'reject' | 'upload'; readonly of: PayoutWire }

export const StaffPayouts = () => <PayoutsPage side="staff" />
export const PartnerPayouts = () => <PayoutsPage side="partner" />

function PayoutsPage({ side }: { readonly side: 'staff' | 'partner' }) {
  useTitle('Payouts')
  const navigate = useNavigate()
  const search = useSearch({ from: '/app/payouts' })
  const found = useInfiniteQuery(payoutsBy({ ...search }))
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = (): void => setAsked(null)
  const first = found.data?.pages[0]
  const set = (change: PayoutSearch): void =>
    void navigate({
      to: pages.payouts,
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== '')),
      replace: true,
    })
  return (
    <div className="mx-auto max-w-[1100px] px-4 pt-6 pb-12 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-3 pb-2">
        <PageHeading className="flex-1 text-title">Payouts</PageHeading>
        <a href={withQuery(api.payoutsCsv, { ...search })} download className={buttonClass({})}>
          Table (CSV)
        </a>
        {side === 'partner' && first?.takes != null ? (
          <Button look="go" onClick={() => setAsked({ what: 'new' })}>
            Upload an invoice
          </Button>
        ) : null}
      </div>
      {first === undefined ? null : <About first={first} />}
      <div className="flex flex-wrap gap-2 py-3">
        <Select
          label="State"
          place="bar"
          value={search.state ?? ''}
          options={[
            { value: '', label: 'Every state' },
            ...Object.entries(states).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(state) => set({ state })}
        />
        <Select
          label="Entity"
          place="bar"
          value={search.entity ?? ''}
          options={[
            { value: '', label: 'Every entity' },
            ...(first?.entities ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(entity) => set({ entity })}
        />
      </div>
      {first === undefined || first.sums.length === 0 ? null : <Sums sums={first.sums} />}
      <List
        found={found}
        what="payouts"
        row={(payout) => <Row key={payout.id} payout={payout} side={side} ask={setAsked} />}
        empty={
          Object.keys(search).length === 0 ? (
            <Empty title="No payouts yet">
              {side === 'partner'
                ? 'Upload the invoice of an entity: from then on it stands here when its amount is expected.'
                : 'What partners invoice to the entities stands here, with the day on which it is expected.'}
            </Empty>
          ) : (
            <Empty
              title="Nothing is so"
              action={<Button onClick={() => set({ state: '', entity: '' })}>Show all</Button>}
            >
              No payout has this state and entity.
            </Empty>
          )
        }
      />
      {asked === null || first === undefined ? null : asked.what === 'pay' ? (
        <PayDialog of={asked.of} onClose={close} />
      ) : asked.what === 'reject' ? (
        <ReturnDialog of={asked.of} onClose={close} />
      ) : first.takes === null ? null : (
        <InvoiceDialog
          entities={first.entities}
          takes={first.takes}
          of={asked.what === 'upload' ? asked.of : null}
          onClose={close}
        />
      )}
    </div>
  )
}

/** What the page of the vendor says, in its own days. */
const About = ({ first: { takes, notes } }: { readonly first: PayoutsWire }) => (
  <div className="max-w-[75ch] text-note text-muted">
    <p>
      {takes === null
        ? 'No invoices are taken here.'
        : `The amount of an invoice should arrive within ${takes.expectedAfter.replace(/\D+$/, '')} to ${takes.lateAfter} of its own upload, in the days of the entity. One that is late is followed up without being asked for.`}
    </p>
    {notes.length === 0 ? null : (
      <ul className="list-disc pl-5">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    )}
  </div>
)

const Sums = ({ sums }: { readonly sums: PayoutsWire['sums'] }) => (
  <Part title="Together">
    <ul className="grid gap-x-6 gap-y-1 pb-4 text-note sm:grid-cols-2">
      {sums.map(({ entity, currency, state, amount, count }) => (
        <li key={`${entity.id} ${currency} ${state}`} className="flex justify-between gap-3 border-b border-line py-1">
          <span>
            {entity.name}, {states[state].toLowerCase()} <span className="text-muted">({count})</span>
          </span>
          <span className="num font-medium">{sayMoney(amount, currency)}</span>
        </li>
      ))}
    </ul>
  </Part>
)

interface RowProps {
  readonly payout: PayoutWire
  readonly side: 'staff' | 'partner'
  readonly ask: (asked: Asked) => void
}

function Row({ payout, side, ask }: RowProps) {
  const now = useNow(60_000)
  const day = (date: string): string => sayDate(date, now)
  const { state, may } = payout
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold wrap-anywhere">
          <Link to={pages.ticket} params={{ ticket: payout.ticket.id }} className="underline-offset-2 hover:underline">
            Invoice {payout.invoiceNumber}
          </Link>
        </p>
        <p className="text-note text-muted wrap-anywhere">
          {side === 'staff' ? `${payout.partner.name} to ` : ''}
          {payout.entity.name}, uploaded {day(payout.uploadedOn)},{' '}
          <a
            href={api.attachment(payout.invoice.id)}
            target="_blank"
            rel="noopener noreferrer"
            className="underline underline-offset-2"
          >
            {payout.invoice.name}
          </a>
        </p>
        {payout.returnedBecause === null ? null : <p className="text-note wrap-anywhere">{payout.returnedBecause}</p>}
      </div>
      <div className="basis-52 text-note">
        <p className={state === 'late' ? 'font-semibold text-broken' : 'font-semibold'}>{states[state]}</p>
        <p className={payout.overdue ? 'text-soon' : 'text-muted'}>
          {payout.paid === null
            ? state === 'with-us'
              ? `${payout.overdue ? 'Was expected' : 'Expected'} until ${day(payout.expectedOn)}, late after ${day(payout.lateAfterOn)}`
              : state === 'late'
                ? `Late since ${day(payout.lateAfterOn)}; followed up`
                : ''
            : `${day(payout.paid.on)}, ${payout.paid.reference}${payout.wasLate ? ', late' : ''}`}
        </p>
      </div>
      <p className="num basis-32 text-right font-semibold max-sm:text-left">
        {sayMoney(payout.amount.amount, payout.amount.currency)}
      </p>
      {may.length === 0 && side === 'partner' ? null : (
        <div className={cx('flex justify-end gap-2', side === 'staff' && 'lg:w-60')}>
          {may.includes('pay') ? (
            <Button
              size="small"
              onClick={() => ask({ what: 'pay', of: payout })}
              aria-label={`Record payment of ${payout.invoiceNumber}`}
            >
              Record payment
            </Button>
          ) : null}
          {may.includes('reject') ? (
            <Button
              size="small"
              look="bare"
              onClick={() => ask({ what: 'reject', of: payout })}
              aria-label={`Return ${payout.invoiceNumber}`}
            >
              Return
            </Button>
          ) : null}
          {may.includes('upload') ? (
            <Button
              size="small"
              onClick={() => ask({ what: 'upload', of: payout })}
              aria-label={`Upload anew: ${payout.invoiceNumber}`}
            >
              Upload anew
            </Button>
          ) : null}
        </div>
      )}
    </li>
  )
}
