/** A run on one line: when its state is left by itself, whose turn it is, and what it is about. */
import { Link } from '@tanstack/react-router'
import type { ListedRunView } from '../../../src/http/wire-workflow.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { meaningText } from '../promise-bar/promise-bar.tsx'
import { readInstant, sayBriefly, sayMoment } from '../time.ts'
import { nearness, outcomeWords, sayDue, waitsForWords } from './words.ts'

const grid = [
  'grid grid-cols-[minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 md:px-5',
  'xl:grid-cols-[132px_minmax(0,1fr)_minmax(180px,250px)]',
].join(' ')

export function RunRow({ run, reader }: { readonly run: ListedRunView; readonly reader: 'staff' | 'partner' }) {
  const now = useNow()
  const near = nearness(run.dueAt, now)
  return (
    <li className="row-in-view">
      <Link
        to={pages.ticket}
        params={{ ticket: run.ticket.id }}
        data-row={run.id}
        className={`${grid} outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)]`}
      >
        <span className={`num text-note font-semibold ${near === null ? 'text-muted' : meaningText[near]}`}>
          {run.endedAt !== null
            ? `${outcomeWords[run.outcome ?? 'done']} ${sayBriefly(readInstant(run.endedAt), now)}`
            : run.trouble !== null
              ? 'Needs a look'
              : run.dueAt === null
                ? `since ${sayBriefly(readInstant(run.since), now)}`
                : sayDue(run.dueAt, now)}
        </span>
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-2 text-left xl:line-clamp-1">
            {run.trouble ?? (isAsked(run, reader) ? run.asks : null) ?? run.ticket.subject}
          </span>
          <span className="block text-note text-muted">
            <span className="num">{run.ticket.number}</span>
            {reader === 'partner' || run.partner === null ? '' : ` · ${run.partner.name}`}
            {run.dueAt === null || run.endedAt !== null
              ? ''
              : ` · ${sayMoment(readInstant(run.dueAt), now)}${run.leadsTo === null ? '' : `: ${run.leadsTo}`}`}
          </span>
        </span>
        <span className="min-w-0 text-note">
          <span className="block">{run.state.name}</span>
          <span className="block text-muted">
            {run.workflow.name}
            {run.endedAt === null ? ` · waits for ${waitsForWords(run.waitsFor, reader)}` : ''}
          </span>
        </span>
      </Link>
    </li>
  )
}

/** What stands in a state's question is said to the one that it waits for. */
const isAsked = ({ waitsFor }: ListedRunView, reader: 'staff' | 'partner'): boolean =>
  waitsFor !== null && waitsFor !== 'customer' && (waitsFor === 'partner') === (reader === 'partner')
