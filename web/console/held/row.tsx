/** A held request on one line: since when, what is promised since then, what it is, and whose it may be. */
import { Link } from '@tanstack/react-router'
import type { HeldListedView } from '../../../src/http/wire-held.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../../shared/promise-bar/promise-bar.tsx'
import { usePolicy } from '../../shared/session.ts'
import { readInstant, sayLength } from '../../shared/time.ts'
import { deskName } from '../../shared/words.ts'
import { suggestedWords } from './words.ts'

const grid =
  'grid gap-x-4 gap-y-0.5 px-4 py-2.5 md:px-5 xl:grid-cols-[252px_minmax(0,1fr)_minmax(160px,240px)] xl:items-center'

export function HeldRow({ held }: { held: HeldListedView }) {
  const policy = usePolicy()
  const now = useNow(30_000)
  const receivedAt = readInstant(held.receivedAt)
  return (
    <li className="row-in-view">
      <Link
        to={pages.heldRequest}
        params={{ held: held.id }}
        className={`${grid} outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)]`}
      >
        <Standing held={held} />
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-2 text-left xl:line-clamp-1">
            {held.subject || 'Without a subject'}
          </span>
          <span className="line-clamp-2 text-note text-muted wrap-anywhere xl:line-clamp-1">
            <span className="num">{sayLength(now - receivedAt)} ago</span> ·{' '}
            {held.from.name === '' || held.from.name === held.from.email ? '' : `${held.from.name}, `}
            {held.from.email} · {deskName(policy, held.desk)}
          </span>
        </span>
        <Whose held={held} />
      </Link>
    </li>
  )
}

function Standing({ held }: { held: HeldListedView }) {
  const clock = leadingClock((held.promise?.clocks ?? []).map(readClock))
  if (held.state !== 'held')
    return <span className="text-note text-muted">{held.state === 'refused' ? 'Refused' : 'Let in'}</span>
  if (clock !== null) return <PromiseBar clock={clock} />
  return <NoPromise>{held.promise === null ? 'not known yet' : 'exempt'}</NoPromise>
}

function Whose({ held }: { held: HeldListedView }) {
  const [first, ...others] = held.suggestions
  const quiet = 'min-w-0 truncate text-note text-muted'
  if (held.decided !== null)
    return (
      <span className={quiet}>
        {held.ticket === null ? '' : `${held.ticket.number}, `}
        {held.decided.by ?? 'somebody'}
      </span>
    )
  if (held.replyTo !== null) return <span className={quiet}>answers {held.replyTo.number}</span>
  if (first === undefined) return <span className={quiet}>nobody known</span>
  return (
    <span className="min-w-0 truncate text-note" title={suggestedWords[first.by]}>
      {first.partner.name}?{others.length === 0 ? '' : ` or ${others.length} more`}
    </span>
  )
}
