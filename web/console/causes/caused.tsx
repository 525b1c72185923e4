/** On the ticket that stands for a cause: what it has caused, at how many partners, and the one answer to all of them. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { LinksView } from '../../../src/http/wire-causes.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { mostAtOnce } from '../../../src/domain/at-once.ts'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { pages } from '../../shared/pages.ts'
import { leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../../shared/promise-bar/promise-bar.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'
import { isExempt, isOver, isProposed, sayCount, statusWords, turnWords } from '../../shared/words.ts'
import { offer } from '../palette-commands.ts'
import { Result } from '../several/bar.tsx'
import { sayDone, type Said } from '../several/words.ts'
import { causes } from './queries.ts'

const SeveralDialog = lazy(() => import('../several/dialog.tsx').then((module) => ({ default: module.SeveralDialog })))

const acts = [
  { kind: 'reply', verb: 'Answer' },
  { kind: 'solve', verb: 'Solve' },
] as const
type Kind = (typeof acts)[number]['kind']

interface CausedProps {
  readonly ticket: TicketView
  readonly sum: LinksView['caused']
}

export function Caused({ ticket, sum }: CausedProps) {
  const found = useInfiniteQuery(causes.caused(ticket.id))
  const [open, setOpen] = useState<{ readonly kind: Kind; readonly tickets: readonly TicketView[] } | null>(null)
  const [said, setSaid] = useState<Said | null>(null)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const left = items.filter(({ status }) => !isOver(status))
  const atOnce = left.slice(0, mostAtOnce)
  const which = left.length > atOnce.length || found.hasNextPage ? `the first ${atOnce.length}` : 'all'
  const because = found.isPending ? 'They are being read.' : left.length === 0 ? 'All of them are over.' : null
  const act = (kind: Kind): void => {
    setSaid(null)
    holdKeysFor('dialog')
    setOpen({ kind, tickets: atOnce })
  }
  const latest = useRef({ act, because })
  useEffect(() => {
    latest.current = { act, because }
  })
  useEffect(
    () =>
      offer(
        acts.map(({ kind, verb }) => ({
          id: `causes/${kind}`,
          label: `${verb} ${which} that it has caused`,
          hint: ticket.number,
          because: () => latest.current.because,
          run: () => latest.current.act(kind),
        })),
      ),
    [ticket.number, which],
  )
  return (
    <section aria-label="Caused by this" className="flex flex-col gap-1.5 border-b border-line px-4 py-3 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="min-w-0 flex-1 basis-56 font-semibold">
          Cause of {sayCount(sum.count, 'ticket')}
          <span className="font-normal text-muted">
            {' '}
            of {sayCount(sum.partners, 'partner')}
            {sum.open === sum.count ? '' : `, ${sum.open === 0 ? 'all over' : `${sum.open} still open`}`}
          </span>
        </h2>
        <div className="flex gap-2">
          {acts.map(({ kind, verb }) => (
            <Button key={kind} size="small" because={because} onClick={() => act(kind)}>
              {verb} {which}
            </Button>
          ))}
        </div>
      </div>
      <div role="status">{said === null ? null : <Result said={said} />}</div>
      <ul className="-mx-2 max-h-[38dvh] overflow-y-auto">
        {items.map((each) => (
          <Row key={each.id} ticket={each} />
        ))}
      </ul>
      <ShowMore pages={found} />
      {open === null ? null : (
        <Suspense>
          <SeveralDialog
            act={open.kind}
            tickets={open.tickets}
            onDone={(_, answer) => setSaid(sayDone(open.kind, answer))}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </section>
  )
}

function Row({ ticket }: { ticket: TicketView }) {
  const clock = leadingClock(ticket.clocks.map(readClock))
  return (
    <li className="row-in-view">
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        className="grid grid-cols-[34px_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 px-2 py-1.5 outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)] md:grid-cols-[190px_34px_minmax(0,1fr)]"
      >
        <span className="col-span-2 min-w-0 md:col-span-1">
          {clock === null ? (
            <NoPromise>{isExempt(ticket.kind) ? 'exempt' : 'no clock'}</NoPromise>
          ) : (
            <PromiseBar clock={clock} />
          )}
        </span>
        <SeverityTag severity={ticket.severity} proposed={isProposed(ticket)} />
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 font-semibold">{ticket.partner?.name ?? 'no partner yet'}</span>
          <span className="min-w-0 flex-1 truncate" title={ticket.subject}>
            {ticket.subject}
          </span>
          <span className="num shrink-0 text-note text-muted max-sm:hidden">{ticket.number}</span>
          <span className="shrink-0 text-note text-muted">
            {isOver(ticket.status) ? statusWords[ticket.status].toLowerCase() : turnWords[ticket.turn]}
          </span>
        </span>
      </Link>
    </li>
  )
}
