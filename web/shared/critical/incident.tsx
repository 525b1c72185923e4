/** An incident: since when, whom it touches, what was told last; all that was told before is one press away. */
import type { IncidentView } from '../../../src/http/wire-critical.ts'
import { useNow } from '../now.ts'
import { readInstant, readMaybe, sayLengthFully, sayMoment } from '../time.ts'
import { cx } from '../ui/cx.ts'

export const incidentKindWords = { outage: 'Outage', downtime: 'Downtime' } as const

const namesOf = (rows: readonly { readonly name: string }[], all: string): string =>
  rows.length === 0 ? all : rows.map(({ name }) => name).join(', ')

export function Incident({ incident, children }: { incident: IncidentView; children?: React.ReactNode }) {
  const now = useNow(30_000)
  const startedAt = readInstant(incident.startedAt)
  const endedAt = readMaybe(incident.endedAt)
  const [latest, ...before] = incident.updates
  const over = endedAt !== null
  return (
    <article
      aria-label={incident.title}
      className={cx('border-l-[3px] py-1 pl-4', over ? 'border-line' : 'border-broken')}
    >
      <h3 className="flex flex-wrap items-baseline gap-x-2.5">
        <span dir="auto" className="font-semibold">
          {incident.title}
        </span>
        <span className={cx('text-note', over ? 'text-muted' : 'text-broken')}>
          {incidentKindWords[incident.kind]}{' '}
          {over
            ? `ended ${sayMoment(endedAt, now)}, after ${sayLengthFully(endedAt - startedAt)}`
            : `for ${sayLengthFully(Math.max(0, now - startedAt))}, since ${sayMoment(startedAt, now)}`}
        </span>
      </h3>
      <p className="text-note text-muted">
        {namesOf(incident.products, 'All products')} · {namesOf(incident.regions, 'all regions')}
        {incident.affectsYou || over ? '' : ' · not your region'}
      </p>
      {latest === undefined ? null : <Told update={latest} now={now} />}
      {before.length === 0 ? null : (
        <details className="mt-1">
          <summary className="cursor-pointer text-note text-muted">
            {before.length === 1 ? 'What was told before' : `What was told before (${before.length})`}
          </summary>
          {before.map((update) => (
            <Told key={update.at} update={update} now={now} />
          ))}
        </details>
      )}
      {children === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
    </article>
  )
}

const Told = ({ update, now }: { update: IncidentView['updates'][number]; now: number }) => (
  <div className="mt-1.5 max-w-[75ch]">
    <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {update.body}
    </p>
    <p className="num text-small text-muted">
      {sayMoment(readInstant(update.at), now)}
      {update.by === null ? '' : `, ${update.by}`}
    </p>
  </div>
)
