/** Partners to be talked to: what is due, and who has gone quiet (D5). */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { Part } from '../../shared/registry/list.tsx'
import { SayStanding } from './diary.tsx'
import { diary } from './queries.ts'

export function DueContacts({ mine }: { mine: boolean }) {
  const now = useNow(60_000)
  const items = useQuery(diary.due(mine)).data?.items
  if (items === undefined) return null
  return (
    <Part title="Partners to talk to" count={items.length === 0 ? '' : String(items.length)}>
      {items.length === 0 ? (
        <p className="text-note text-muted">
          {mine
            ? 'None of yours: no contact is due, and nobody has gone quiet.'
            : 'None: no contact is due, and nobody has gone quiet.'}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((standing) => (
            <li key={standing.partner.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-2">
              <Link
                to={pages.partner}
                params={{ partner: standing.partner.id }}
                className="w-40 shrink-0 truncate text-accent underline underline-offset-2"
              >
                {standing.partner.name}
              </Link>
              <span className="min-w-0 flex-1 basis-60 text-note">
                <SayStanding standing={standing} now={now} />
              </span>
              {mine ? null : (
                <span className="text-note text-muted">{standing.accountManager?.name ?? 'nobody’s'}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}
