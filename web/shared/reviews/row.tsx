/** A review in a list: what it says, how it stands, and what may be done with it. */
import { Link } from '@tanstack/react-router'
import type { ReviewWire } from '../../../src/http/wire-reviews.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { readInstant, sayDate, sayDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { statusWords } from './queries.ts'
import { Stars } from './stars.tsx'
import { Words } from './words.tsx'

export type ReviewAct = 'answer' | 'raise' | 'who' | 'history'

interface RowProps {
  readonly review: ReviewWire
  readonly side: 'staff' | 'partner'
  /** Whose they all are is said elsewhere. */
  readonly ofOne?: boolean
  /** It stands in a part of a page, below its heading. */
  readonly inPart?: boolean
  readonly onAct: (what: ReviewAct, review: ReviewWire) => void
}

const outcomeWords = {
  stays: 'It stays',
  hidden: 'Hidden',
  corrected: 'Corrected',
  lapsed: 'Not decided in time',
  withdrawn: 'Taken back',
} as const

const statusLook: Readonly<Record<ReviewWire['status'], string>> = {
  shown: 'text-muted',
  'under-concern': 'font-semibold text-soon',
  corrected: 'font-semibold',
  hidden: 'font-semibold text-muted',
}

/** A title, or whose it is: what a button says that it is about. */
export const called = ({ title, author }: Pick<ReviewWire, 'title' | 'author'>): string =>
  title === '' ? `the review of ${author}` : title

export function ReviewRow({ review, side, ofOne = false, inPart = false, onAct }: RowProps) {
  const now = useNow(60_000)
  const Title = inPart ? 'h3' : 'h2'
  const { status, rating, title, text, author, writtenOn, answer, concern, decided, raise, seenAt } = review
  const about = called(review)
  const isNew = seenAt === null
  const act = (what: ReviewAct) => () => onAct(what, review)
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 py-4">
      <div className={cx('flex min-w-0 flex-1 basis-80 flex-col gap-1.5', status === 'hidden' && 'text-muted')}>
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <Stars rating={rating} />
          <Title dir="auto" className="min-w-0 font-semibold wrap-anywhere">
            {title === '' ? <span className="sr-only">{about}</span> : title}
          </Title>
          {isNew ? (
            <span className="rounded-tag bg-soft px-1.5 text-small font-semibold">
              {side === 'staff' ? 'Not seen yet' : 'New'}
            </span>
          ) : null}
        </div>
        <Words text={text} about={about} />
        <p className="text-note text-muted wrap-anywhere">
          {side === 'staff' && !ofOne ? (
            <>
              Of{' '}
              <Link to={pages.partner} params={{ partner: review.partner.id }} className="underline underline-offset-2">
                {review.partner.name}
              </Link>
              , by{' '}
            </>
          ) : (
            'By '
          )}
          <bdi>{author}</bdi>
          <Customer review={review} />, {sayDate(writtenOn, now)}
          {review.product === null ? '' : ` · ${review.product.name}`} · {review.source}
          {side === 'staff' && review.sourceId !== null ? ` ${review.sourceId}` : ''}
          {review.language === null ? '' : ` · ${languageName(review.language)}`}
        </p>
        {answer === null ? null : (
          <div className="mt-1 flex flex-col gap-1 border-l-[3px] border-line pl-3">
            <p className="text-note text-muted">
              {side === 'partner' ? 'Your public answer' : `Public answer of ${review.partner.name}`},{' '}
              {sayDay(readInstant(answer.at), now)}
              {answer.edited ? ', edited' : ''}
            </p>
            <Words text={answer.text} about={`the answer to ${about}`} />
          </div>
        )}
        {decided === null || concern !== null ? null : (
          <p className="text-note wrap-anywhere">
            <span className="font-semibold">
              Concern <Ticket ticket={decided.ticket} />: {outcomeWords[decided.outcome ?? 'stays']}.
            </span>{' '}
            {decided.decision}
          </p>
        )}
      </div>
      <div className="flex basis-48 flex-col items-start gap-2 max-sm:basis-full">
        <p className={cx('text-note', statusLook[status])}>
          {statusWords[status]}
          {concern === null ? null : (
            <>
              : <Ticket ticket={concern.ticket} />
            </>
          )}
          {concern !== null ? (
            <span className="block font-normal text-muted">
              {review.isShown ? 'It is shown meanwhile.' : 'It is not shown meanwhile.'}
            </span>
          ) : raise.until !== null ? (
            <span className="block font-normal text-muted">
              Concerns{raise.needsEvidence ? ', with new evidence,' : ''} until{' '}
              <span className="num">{sayDate(raise.until, now)}</span>
            </span>
          ) : null}
        </p>
        <div className="-ml-2 flex flex-wrap gap-1 sm:flex-col sm:items-start">
          {side === 'partner' ? (
            <Button
              size="small"
              look="bare"
              because={status === 'hidden' ? 'It is hidden: nobody would read the answer.' : null}
              onClick={act('answer')}
            >
              {answer === null ? 'Answer in public' : 'Change the answer'}
              <span className="sr-only">: {about}</span>
            </Button>
          ) : null}
          {concern !== null || status === 'hidden' ? null : (
            <Button size="small" look="bare" because={raise.because} onClick={act('raise')}>
              Raise a concern<span className="sr-only"> over {about}</span>
            </Button>
          )}
          {side === 'staff' ? (
            <>
              <Button size="small" look="bare" onClick={act('who')}>
                Who wrote it<span className="sr-only">: {about}</span>
              </Button>
              <Button size="small" look="bare" onClick={act('history')}>
                History<span className="sr-only"> of {about}</span>
              </Button>
            </>
          ) : null}
        </div>
      </div>
    </li>
  )
}

const Customer = ({ review: { customer } }: { readonly review: ReviewWire }) =>
  customer === null ? null : (
    <>
      {' '}
      of{' '}
      {customer.id === null ? (
        <bdi>{customer.name}</bdi>
      ) : (
        <Link to={pages.customer} params={{ customer: customer.id }} className="underline underline-offset-2">
          {customer.name}
        </Link>
      )}
    </>
  )

export const Ticket = ({ ticket }: { readonly ticket: { readonly id: string; readonly number: string } }) => (
  <Link to={pages.ticket} params={{ ticket: ticket.id }} className="num underline underline-offset-2">
    {ticket.number}
  </Link>
)

const languages = new Intl.DisplayNames('en', { type: 'language' })
const languageName = (code: string): string => languages.of(code) ?? code
