/** An idea on the board: how many want it, what it is, how it stands. */
import { Link } from '@tanstack/react-router'
import type { IdeaListView } from '../../../src/http/wire-board.ts'
import { pages } from '../pages.ts'
import { sayCount } from '../words.ts'
import { IdeaStatusTag } from './status.tsx'
import { Vote } from './vote.tsx'

export const IdeaRow = ({ idea, reader }: { idea: IdeaListView; reader: 'staff' | 'partner' }) => (
  <li className="row-in-view flex items-start gap-3 px-4 py-3 md:px-5">
    <Vote idea={idea} canVote={reader === 'partner'} />
    <Link
      to={pages.idea}
      params={{ idea: idea.id }}
      className="min-w-0 flex-1 rounded-box focus-visible:outline-2 focus-visible:outline-accent"
    >
      <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <span dir="auto" className="font-semibold hover:underline">
          {idea.title}
        </span>
        <IdeaStatusTag status={idea.status} />
      </span>
      <span dir="auto" className="mt-0.5 line-clamp-2 text-left text-note text-muted">
        {idea.description}
      </span>
      <span className="num mt-1 block text-small text-muted">{sayWho(idea, reader)}</span>
    </Link>
  </li>
)

function sayWho({ number, productName, partners, tickets }: IdeaListView, reader: 'staff' | 'partner'): string {
  return [
    `Idea ${number}`,
    productName,
    partners === 0 ? null : `wanted at ${sayCount(partners, 'partner')}`,
    reader === 'partner' || tickets === 0 ? null : sayCount(tickets, 'ticket'),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}
