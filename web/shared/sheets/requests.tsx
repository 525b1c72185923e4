/** What is being changed, until when somebody must move, and what became of the last requests. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SheetsWire } from '../../../src/http/wire-sheets.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { meaningText } from '../promise-bar/promise-bar.tsx'
import { Part } from '../registry/list.tsx'
import { readInstant, sayBriefly, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { nearness, sayDue } from '../workflow/words.ts'
import { changeWords, isOpen } from './words.ts'

type Change = SheetsWire['changes'][number]
type Reader = 'staff' | 'partner'

/** Of those that are over, so many at first. */
const fewest = 3

export function SheetRequests({ changes, reader }: { readonly changes: readonly Change[]; readonly reader: Reader }) {
  const [all, setAll] = useState(false)
  const open = changes.filter(isOpen)
  const over = changes.filter((change) => !isOpen(change))
  const shown = all ? over : over.slice(0, fewest)
  return (
    <Part title="Profile changes" {...(open.length === 0 ? {} : { count: `${open.length} open` })}>
      {changes.length === 0 ? (
        <p className="text-note text-muted">
          None yet. A change that is asked for stands here with its before and after until it is decided.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {[...open, ...shown].map((change) => (
            <RequestRow key={change.id} change={change} reader={reader} />
          ))}
        </ul>
      )}
      {over.length <= shown.length ? null : (
        <Button size="small" look="bare" onClick={() => setAll(true)}>
          Show {over.length - shown.length} more
        </Button>
      )}
    </Part>
  )
}

function RequestRow({ change, reader }: { readonly change: Change; readonly reader: Reader }) {
  const now = useNow()
  const { ticket, said, state, dueAt, decision, why, askedBy, askedAt, changedAt } = change
  const yours = state === 'missing' && reader === 'partner'
  const near = nearness(dueAt, now)
  return (
    <li>
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        className="grid grid-cols-[minmax(0,1fr)] items-baseline gap-x-4 gap-y-0.5 py-2 hover:bg-soft focus-visible:bg-soft sm:grid-cols-[minmax(0,1fr)_minmax(150px,250px)]"
      >
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-3 wrap-anywhere">
            {said}
          </span>
          <span className="block text-note text-muted wrap-anywhere">
            <span className="num">{ticket.number}</span>
            {askedBy === null ? '' : ` · ${askedBy.name}`}, {sayBriefly(readInstant(askedAt), now)}
            {why === null ? '' : ` · ${why}`}
          </span>
          {decision === null ? null : <span className="block text-note wrap-anywhere">{decision}</span>}
        </span>
        <span className="text-note">
          <span className={yours ? 'font-semibold text-soon' : 'font-semibold'}>
            {yours ? 'Waits for your answer' : changeWords[state]}
          </span>
          <span className="num block text-muted">
            {!isOpen(change) ? (
              sayMoment(readInstant(changedAt), now)
            ) : dueAt === null ? null : (
              <>
                until {sayMoment(readInstant(dueAt), now)},{' '}
                <span className={meaningText[near ?? 'fine']}>{sayDue(dueAt, now)}</span>
              </>
            )}
          </span>
        </span>
      </Link>
    </li>
  )
}
