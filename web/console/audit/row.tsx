/** One act of the audit: who did what to what, when, and what it was before and after. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AuditRowView } from '../../../src/http/wire-audit.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { readInstant, sayDate, sayMoment } from '../../shared/time.ts'
import type { AuditFilter } from './queries.ts'

const linkClass = 'underline decoration-edge underline-offset-2 hover:decoration-current'
/** How the API says what is kept secret. */
const hidden = 'not shown'
/** So many fields are shown at once. */
const few = 4

export function AuditItem({ row, isOneThing }: { row: AuditRowView; isOneThing: boolean }) {
  const now = useNow(60_000)
  const [isWhole, setWhole] = useState(false)
  // A single one more takes no more room than the word that it is there.
  const isLong = row.changes.length > few + 1
  const shown = isWhole || !isLong ? row.changes : row.changes.slice(0, few)
  return (
    <li
      tabIndex={-1}
      className="row-in-view gap-x-4 px-4 py-2 text-note -outline-offset-2 focus:outline-2 focus:outline-accent md:grid md:scroll-mt-16 md:grid-cols-[9.5rem_minmax(0,1fr)] md:px-5"
    >
      <time dateTime={row.at} title={exactly(row.at)} className="num text-muted max-md:text-small">
        {sayMoment(readInstant(row.at), now)}
      </time>
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <Doer by={row.by} /> {row.act} <Thing row={row} isOneThing={isOneThing} />
          <OfPartner row={row} />
        </p>
        {shown.length === 0 ? null : (
          <dl className="mt-0.5 grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-3 md:grid-cols-[10rem_minmax(0,1fr)]">
            {shown.map((change) => (
              <div key={change.field} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-muted wrap-anywhere">{change.field}</dt>
                <dd className="wrap-anywhere">
                  <Change act={row.act} {...change} now={now} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {isLong ? (
          <button
            type="button"
            aria-expanded={isWhole}
            className={`text-muted ${linkClass} min-h-6 pointer-coarse:min-h-10`}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? 'Fewer fields' : `${row.changes.length - few} more fields`}
          </button>
        ) : null}
      </div>
    </li>
  )
}

/** To the second, in the reader's zone. */
const exactly = (at: string): string => new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' })

/** Who it was, and on to all that they did. */
function Doer({ by: { kind, person } }: { by: AuditRowView['by'] }) {
  if (kind === 'database') return <b className="font-semibold">Somebody in the database itself</b>
  if (kind === 'auth') return <b className="font-semibold">The sign-in</b>
  if (person === null) return <b className="font-semibold">{kind === 'system' ? 'The desk itself' : 'Somebody'}</b>
  const name = (
    <Link
      to={pages.audit}
      search={(before: AuditFilter) => ({ ...before, person: person.id })}
      className={`font-semibold ${linkClass}`}
      title="All that they did"
    >
      {person.name ?? 'Somebody who is not there any more'}
    </Link>
  )
  return kind === 'system' ? <>The desk, for {name},</> : name
}

/** The thing, and on from it: where it has a page of its own there, else to all that was done to it. */
function Thing({ row: { thing }, isOneThing }: { row: AuditRowView; isOneThing: boolean }) {
  const name = thing.name === null ? null : `‘${thing.name}’`
  const noun = `the ${/^[A-Z]{2}/.test(thing.words) ? thing.words : thing.words.toLowerCase()}`
  if (isOneThing)
    return (
      <>
        <span className="text-muted">{noun}</span> {name}
      </>
    )
  return (
    <>
      <span className="text-muted">{noun}</span>{' '}
      <Link
        to={pages.audit}
        search={{ kind: thing.kind, key: thing.key }}
        className={linkClass}
        title="All that was done to it"
      >
        {name ?? `no. ${thing.key.slice(0, 8)}`}
      </Link>
    </>
  )
}

function OfPartner({ row: { thing, partner } }: { row: AuditRowView }) {
  if (thing.kind === 'customers') return <Leads to={pages.customer} params={{ customer: thing.key }} words="open" />
  if (thing.kind === 'ideas') return <Leads to={pages.idea} params={{ idea: thing.key }} words="open" />
  if (thing.kind === 'held_requests') return <Leads to={pages.heldRequest} params={{ held: thing.key }} words="open" />
  if (partner === null) return null
  const params = { partner: partner.id }
  if (thing.kind === 'partners') return <Leads to={pages.partner} params={params} words="open" />
  return <Leads to={pages.partner} params={params} words={partner.name ?? 'a partner'} of="of " />
}

interface LeadsProps {
  readonly to: string
  readonly params: Readonly<Record<string, string>>
  readonly words: string
  readonly of?: string
}

const Leads = ({ to, params, words, of = '' }: LeadsProps) => (
  <span className="text-muted">
    {of === '' ? ' · ' : ` ${of}`}
    <Link to={to} params={params} className={linkClass}>
      {words}
    </Link>
  </span>
)

function Change({
  act,
  was,
  became,
  now,
}: AuditRowView['changes'][number] & { readonly act: AuditRowView['act']; readonly now: number }) {
  const [before, after] = [said(was, now), said(became, now)]
  if (act === 'added') return after
  if (was === hidden && became === hidden) return <span className="text-muted">another value, not shown</span>
  if (act === 'removed') return <s className="decoration-edge">{before}</s>
  return (
    <>
      <span className={was === null ? 'text-muted' : ''}>{before}</span>
      <span className="text-muted"> → </span>
      <span className="sr-only">became </span>
      <span className={became === null ? 'text-muted' : ''}>{after}</span>
    </>
  )
}

/** Instants and days as people say them; the rest as it is. */
function said(value: string | null, now: number): string {
  if (value === null) return 'nothing'
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return sayDate(value, now)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)) return sayMoment(readInstant(value), now)
  return value
}
