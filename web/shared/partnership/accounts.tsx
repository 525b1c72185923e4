/** Complimentary and demo accounts within their quota (E6), and what a partner may resell (E10). */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PartnershipWire } from '../../../src/http/wire-partnership.ts'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { Part } from '../registry/list.tsx'
import { sayDate } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { sayCount } from '../words.ts'
import type { Given } from '../workflow/fields.tsx'
import { partnershipQueries } from './queries.ts'
import { RequestDialog } from './request-dialog.tsx'

const kinds = { complimentary: 'Complimentary', demo: 'Demo' } as const

interface Asking {
  readonly workflow: string
  readonly given?: Given
}

export function Accounts({ partner }: { readonly partner: string }) {
  const found = useQuery(partnershipQueries.of(partner))
  const [asking, setAsking] = useState<Asking | null>(null)
  if (found.data === undefined)
    return found.error === null ? (
      <Loading what="accounts">
        <Skeleton className="h-20 w-full" />
      </Loading>
    ) : (
      <NotRead error={found.error} retry={found.refetch} />
    )
  const { accounts, access, quota, lastDays, trainedToResell } = found.data
  return (
    <>
      <Part
        title="Accounts"
        action={
          <Button size="small" because={fullBecause(quota)} onClick={() => setAsking({ workflow: 'account-request' })}>
            Request an account
          </Button>
        }
      >
        <Quota quota={quota} />
        {accounts.length === 0 ? (
          <p className="text-note text-muted">
            None yet. An account lasts {sayCount(lastDays, 'day')}; a reminder comes before it ends.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {accounts.map((account) => (
              <AccountRow
                key={account.id}
                account={account}
                onExtend={() => setAsking({ workflow: 'account-extension', given: { account: account.id } })}
              />
            ))}
          </ul>
        )}
      </Part>
      <Part
        title="Reselling access"
        action={
          <Button size="small" onClick={() => setAsking({ workflow: 'reselling-access' })}>
            Request access
          </Button>
        }
      >
        {access.length === 0 ? (
          <p className="text-note text-muted">
            None yet.{' '}
            {trainedToResell === 0
              ? ''
              : `It is approved once ${sayCount(trainedToResell, 'contact has', 'contacts have')} been trained in the product.`}
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {access.map((row) => (
              <AccessRow key={row.id} row={row} />
            ))}
          </ul>
        )}
      </Part>
      {asking === null ? null : <RequestDialog {...asking} partner={partner} onClose={() => setAsking(null)} />}
    </>
  )
}

/** Why no account can be asked for; null where one can. */
const fullBecause = (quota: PartnershipWire['quota']): string | null =>
  quota.every(({ used, most }) => used >= most) ? 'Every account of the tier’s quota is in use.' : null

function Quota({ quota }: { readonly quota: PartnershipWire['quota'] }) {
  const now = useNow(60_000)
  return (
    <p className="pb-1 text-note">
      {quota.map(({ kind, used, most, nextEndsOn }) => (
        <span key={kind} className="mr-5 inline-block">
          {kinds[kind]}: <span className={cx('num', used >= most && most > 0 && 'font-semibold')}>{used}</span> of{' '}
          <span className="num">{most}</span> in use
          {used >= most && nextEndsOn !== null ? (
            <span className="text-muted">, the next ends {sayDate(nextEndsOn, now)}</span>
          ) : null}
        </span>
      ))}
    </p>
  )
}

interface AccountProps {
  readonly account: PartnershipWire['accounts'][number]
  readonly onExtend: () => void
}

function AccountRow({ account, onExtend }: AccountProps) {
  const now = useNow(60_000)
  const { kind, product, login, orgId, owner, startsOn, endsOn, ended, extended, ticket } = account
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className={cx('min-w-0 flex-1 basis-56 wrap-anywhere', ended && 'text-muted')}>
        {kinds[kind]} account of {product.name}
        <span className="block text-note text-muted">
          {login}
          {orgId === null ? '' : `, organisation ${orgId}`}
          {owner === login ? '' : `, for ${owner}`} · <TicketLink ticket={ticket} />
        </span>
      </span>
      <span className="num text-note">
        {sayDate(startsOn, now)} to {sayDate(endsOn, now)}
        {extended === 0 ? '' : ', extended'}
      </span>
      <span className={ended ? 'text-note text-muted' : 'text-note font-semibold'}>{ended ? 'Ended' : 'In use'}</span>
      {ended ? null : (
        <Button size="small" look="bare" onClick={onExtend}>
          Extend<span className="sr-only"> {login}</span>
        </Button>
      )}
    </li>
  )
}

function AccessRow({ row }: { readonly row: PartnershipWire['access'][number] }) {
  const now = useNow(60_000)
  const { product, startsOn, endsOn, ended, because, ticket } = row
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className={cx('min-w-0 flex-1 basis-56 wrap-anywhere', ended && 'text-muted')}>
        {product.name}
        <span className="block text-note text-muted">
          {because} · <TicketLink ticket={ticket} />
        </span>
      </span>
      <span className="num text-note">
        {endsOn === null ? `since ${sayDate(startsOn, now)}` : `${sayDate(startsOn, now)} to ${sayDate(endsOn, now)}`}
      </span>
      <span className={ended ? 'text-note text-muted' : 'text-note font-semibold'}>
        {ended ? 'Ended' : 'May be resold'}
      </span>
    </li>
  )
}

const TicketLink = ({ ticket }: { readonly ticket: { readonly id: string; readonly number: string } }) => (
  <Link to={pages.ticket} params={{ ticket: ticket.id }} className="underline hover:text-ink">
    {ticket.number}
  </Link>
)
