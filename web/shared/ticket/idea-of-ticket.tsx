/** B6: the idea that a ticket asks for, and how that stands. */
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../../src/http/wire.ts'
import { ideaStatusMeaning } from '../../../src/domain/idea.ts'
import { IdeaStatusTag } from '../board/status.tsx'
import { pages } from '../pages.ts'

export const IdeaOfTicket = ({ idea }: { idea: NonNullable<TicketView['idea']> }) => (
  <div className="flex flex-col gap-1">
    <Link to={pages.idea} params={{ idea: idea.id }} className="underline underline-offset-2 wrap-anywhere">
      {idea.title}
    </Link>
    <p className="text-note text-muted">
      <IdeaStatusTag status={idea.status} /> {ideaStatusMeaning[idea.status]}
    </p>
  </div>
)
