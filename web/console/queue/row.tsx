/** One ticket on one line, the promise first. The whole line is the link. */
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { pages } from '../../shared/pages.ts'
import { leadingClock, readClock } from '../../shared/promise-bar/clock.ts'
import { NoPromise, PromiseBar } from '../../shared/promise-bar/promise-bar.tsx'
import type { PolicyView } from '../../shared/views.ts'
import { Avatar } from '../../shared/ui/avatar.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { MarkBox } from '../several/box.tsx'
import { isExempt, isOver, isProposed, statusWords, tierName, turnWords } from '../../shared/words.ts'

interface RowProps {
  readonly ticket: TicketView
  readonly policy: PolicyView | undefined
  /** It is under the hand. */
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
  /** It is one of several that something is to be done to. */
  readonly isMarked?: boolean
  /** A press on the row marks it, on a phone. */
  readonly isPicking?: boolean
  /** Absent in lists of which nothing is selected. */
  readonly onMark?: (id: string, isRange: boolean) => void
}

/** On a phone the promise lies above, on a tablet at the left of two lines, on a desktop all is one line. */
const grid = [
  'grid grid-cols-[34px_minmax(0,1fr)_24px] gap-x-3 gap-y-0.5 px-4 py-2.5',
  'md:grid-cols-[210px_34px_minmax(0,1fr)_24px] md:items-center md:px-5',
  'xl:grid-cols-[212px_34px_minmax(0,1fr)_64px_minmax(130px,168px)_84px_24px] 2xl:grid-cols-[252px_34px_minmax(0,1fr)_70px_minmax(150px,210px)_116px_24px] xl:py-[9px]',
].join(' ')

export const Row = memo(function Row({ isMarked = false, isPicking = false, onMark, ...props }: RowProps) {
  const { ticket, policy, isSelected, onSelect } = props
  const clock = leadingClock(ticket.clocks.map(readClock))
  const marks = marksOf(ticket)
  return (
    <li className="row-in-view group/row relative">
      <Link
        to={pages.ticket}
        params={{ ticket: ticket.id }}
        data-row={ticket.id}
        onFocus={() => onSelect(ticket.id)}
        onClick={(event) => {
          if (!isPicking || onMark === undefined) return
          event.preventDefault()
          onMark(ticket.id, false)
        }}
        className={cx(
          grid,
          isPicking && 'pl-11',
          onMark !== undefined && 'md:pl-[46px]',
          isMarked && 'bg-soft',
          'outline-none hover:bg-soft focus-visible:bg-soft focus-visible:shadow-[inset_3px_0_0_var(--color-accent)]',
          isSelected && 'bg-soft shadow-[inset_3px_0_0_var(--color-accent)]',
        )}
      >
        <span className="col-span-3 min-w-0 md:col-span-1 md:row-span-2 xl:row-span-1">
          {clock === null ? (
            <NoPromise>{isExempt(ticket.kind) ? 'exempt' : 'no clock'}</NoPromise>
          ) : (
            <PromiseBar clock={clock} />
          )}
        </span>
        <SeverityTag severity={ticket.severity} proposed={isProposed(ticket)} />
        <span className="min-w-0 xl:flex xl:items-baseline xl:gap-2">
          <span dir="auto" className="line-clamp-2 text-left md:line-clamp-1" title={ticket.subject}>
            {ticket.subject}
          </span>
          {marks.length === 0 ? null : (
            <>
              <span className="shrink-0 text-note text-muted max-2xl:hidden">{say(marks, 'fully')}</span>
              <span className="shrink-0 text-note text-muted max-xl:hidden 2xl:hidden" title={say(marks, 'fully')}>
                {say(marks, 'short')}
              </span>
            </>
          )}
        </span>
        <span className="col-start-2 flex min-w-0 flex-wrap items-baseline gap-x-2.5 text-note md:col-start-3 md:flex-nowrap xl:contents">
          <span className="num shrink-0 text-muted">{ticket.number}</span>
          <PartnerName ticket={ticket} policy={policy} />
          <span className="shrink-0 text-muted xl:truncate">
            {isOver(ticket.status) ? statusWords[ticket.status].toLowerCase() : turnWords[ticket.turn]}
          </span>
          {marks.length === 0 ? null : (
            <span className="min-w-0 truncate text-muted md:flex-1 md:basis-0 xl:hidden">{say(marks, 'fully')}</span>
          )}
        </span>
        <span className="col-start-3 row-start-2 md:col-start-4 md:row-start-1 xl:col-start-auto xl:row-start-auto">
          <Avatar name={ticket.assignee?.name ?? null} label />
        </span>
      </Link>
      {onMark === undefined ? null : (
        <MarkBox
          label={`Select ${ticket.number}`}
          checked={isMarked}
          shown={isSelected}
          onMark={(isRange) => onMark(ticket.id, isRange)}
          onFocus={() => onSelect(ticket.id)}
          className={isPicking ? '' : 'max-md:hidden'}
        />
      )}
    </li>
  )
})

const PartnerName = ({ ticket, policy }: Pick<RowProps, 'ticket' | 'policy'>) => (
  <span className="flex min-w-0 items-baseline gap-1.5">
    {ticket.partner === null ? (
      <span className="text-muted">no partner yet</span>
    ) : (
      <>
        <span dir="auto" className="truncate">
          {ticket.partner.name}
        </span>
        <span className={cx('shrink-0 text-muted max-lg:hidden', ticket.keyAccount && 'xl:max-2xl:hidden')}>
          {tierName(policy, ticket.partner.tier)}
        </span>
      </>
    )}
    {ticket.keyAccount ? (
      <span className="shrink-0 border-b border-dotted border-muted text-small">key account</span>
    ) : null}
  </span>
)

interface Mark {
  readonly fully: string
  /** Where the row has less room for it. */
  readonly short: string
}

const say = (marks: readonly Mark[], how: keyof Mark): string => marks.map((mark) => mark[how]).join(' · ')

const mostTags = 3

function sayTags(tags: readonly string[]): Mark {
  const say = (most: number): string =>
    [...tags.slice(0, most).map((name) => `#${name}`), ...(tags.length > most ? [`+${tags.length - most}`] : [])].join(
      ' ',
    )
  return { fully: say(mostTags), short: say(1) }
}

function marksOf(ticket: TicketView): readonly Mark[] {
  const { escalation, tags = [] } = ticket
  return [
    ...(escalation === null
      ? []
      : [{ fully: `escalated, level ${escalation.level}`, short: `level ${escalation.level}` }]),
    ...(ticket.dispute === null ? [] : [{ fully: 'severity disputed', short: 'disputed' }]),
    ...(ticket.clocks.some((clock) => clock.roundTheClock && clock.stoppedAt === null)
      ? [{ fully: 'round the clock', short: '24/7' }]
      : []),
    ...(ticket.kind === 'question' ? [{ fully: 'how-to', short: 'how-to' }] : []),
    ...(tags.length === 0 ? [] : [sayTags(tags)]),
  ]
}
