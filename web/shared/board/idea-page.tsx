/** One idea: what it is, how it stands and why, who wants it, and what became of it so far. */
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useParams } from '@tanstack/react-router'
import type { IdeaView } from '../../../src/http/wire-board.ts'
import { Found } from '../found.tsx'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { Part } from '../registry/list.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { readInstant, sayDay, sayMoment } from '../time.ts'
import { useTitle } from '../title.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Icon } from '../ui/icons.tsx'
import { sayCount, statusWords } from '../words.ts'
import { board } from './queries.ts'
import { IdeaStatusTag } from './status.tsx'
import { Vote } from './vote.tsx'

interface IdeaPageProps {
  readonly reader: 'staff' | 'partner'
  /** What may be done with it. */
  readonly actions?: (idea: IdeaView) => React.ReactNode
}

export function IdeaPage(props: IdeaPageProps) {
  const { idea: id } = useParams({ from: '/app/ideas/$idea' })
  const found = useQuery(board.idea(id))
  return (
    <Found
      query={found}
      what="idea"
      meanwhile={
        <Loading what="the idea">
          <div className="px-4 pt-6 md:px-6">
            <Skeleton className="h-8 w-2/3" />
          </div>
        </Loading>
      }
    >
      {(idea) =>
        idea.mergedInto === null ? (
          <Shown idea={idea} {...props} />
        ) : (
          <Navigate to={pages.idea} params={{ idea: idea.mergedInto }} replace />
        )
      }
    </Found>
  )
}

function Shown({ idea, reader, actions }: IdeaPageProps & { readonly idea: IdeaView }) {
  useTitle(idea.title)
  const now = useNow(60_000)
  const staff = reader === 'staff'
  return (
    <article className="mx-auto max-w-[860px] px-4 pt-5 pb-12 md:px-6">
      <Link
        to={pages.ideas}
        className="-ml-1 inline-flex items-center gap-1 rounded-box pr-1.5 text-note text-muted hover:text-ink"
      >
        <Icon name="back" /> Ideas
      </Link>
      <header className="flex items-start gap-4 pt-3">
        <Vote idea={idea} canVote={!staff} />
        <div className="min-w-0 flex-1">
          <PageHeading className="text-title">{idea.title}</PageHeading>
          <p className="num text-note text-muted">
            {[
              `Idea ${idea.number}`,
              idea.productName,
              `since ${sayDay(readInstant(idea.createdAt), now)}`,
              idea.partners === 0 ? 'no votes yet' : `wanted at ${sayCount(idea.partners, 'partner')}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      </header>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2 pt-4">{actions(idea)}</div>}
      <section aria-label="Status" className="mt-5 border-y border-line py-3.5">
        <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <IdeaStatusTag status={idea.status} />
          <span className="text-muted">{idea.statusMeans}</span>
        </p>
        {idea.reason === idea.statusMeans ? null : (
          <p dir="auto" className="mt-1.5 whitespace-pre-wrap wrap-anywhere">
            {idea.reason}
          </p>
        )}
      </section>
      <p dir="auto" className="max-w-[70ch] py-5 whitespace-pre-wrap wrap-anywhere">
        {idea.description}
      </p>
      <div className="flex flex-col gap-7">
        {idea.ownTickets.length === 0 ? null : (
          <Part title={staff ? 'Tickets that ask for it' : 'Your tickets that ask for it'}>
            <ul className="divide-y divide-line">
              {idea.ownTickets.map((ticket) => (
                <li key={ticket.id}>
                  <Link
                    to={pages.ticket}
                    params={{ ticket: ticket.id }}
                    className="flex flex-wrap items-baseline gap-x-3 py-2 hover:bg-soft"
                  >
                    <span dir="auto" className="min-w-0 flex-1 basis-56 truncate text-left">
                      {ticket.subject}
                    </span>
                    <span className="num text-note text-muted">
                      {[ticket.number, staff ? ticket.partnerName : null, statusWords[ticket.status]]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </Part>
        )}
        {staff ? <Voters idea={idea} /> : null}
        <Part title="What became of it">
          <ol className="flex flex-col gap-2.5 pt-1">
            {idea.history.toReversed().map((change, at) => (
              <li key={at} className="text-note">
                <span className="wrap-anywhere">{change.words}</span>{' '}
                {change.reason === null ? null : <span className="text-muted wrap-anywhere">{change.reason} </span>}
                <span className="num block text-small text-muted">
                  {sayMoment(readInstant(change.at), now)}
                  {change.by === null ? '' : `, ${change.by}`}
                </span>
              </li>
            ))}
          </ol>
        </Part>
      </div>
    </article>
  )
}

const Voters = ({ idea }: { idea: IdeaView }) => (
  <Part title="Partners who want it" count={String(idea.partners)}>
    {idea.voters.length === 0 ? (
      <p className="text-note text-muted">Nobody has voted yet. Partners see how many do, never who.</p>
    ) : (
      <ul className="num flex flex-wrap gap-x-5 gap-y-1 text-note">
        {idea.voters.map(({ partner, name, contacts }) => (
          <li key={partner}>
            <Link to={pages.partner} params={{ partner }} className="underline underline-offset-2">
              {name}
            </Link>{' '}
            <span className="text-muted">{sayCount(contacts, 'contact')}</span>
          </li>
        ))}
      </ul>
    )}
  </Part>
)
