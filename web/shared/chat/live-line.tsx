/** On a ticket's page, while its chat goes on: the way into it (A4). */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../../src/http/wire.ts'
import { pages } from '../pages.ts'
import { buttonClass } from '../ui/button.tsx'
import { isOver } from '../words.ts'
import { chats } from './queries.ts'

export function LiveLine({ ticket, reader }: { ticket: TicketView; reader: 'staff' | 'partner' }) {
  const isChat = ticket.channel === 'chat' && !isOver(ticket.status)
  const chat = useQuery({ ...chats.liveOf(ticket.id), enabled: isChat }).data ?? null
  if (!isChat || chat === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-l-[3px] border-accent py-0.5 pl-3">
      <p className="text-note">
        <span className="font-semibold">This is a live chat that goes on.</span>{' '}
        {chat.agent === null ? 'It waits for an agent.' : `${chat.agent.name} has it.`}
      </p>
      <Link
        to={reader === 'staff' ? pages.chats : pages.chat}
        search={{ chat: chat.id }}
        className={buttonClass({ size: 'small' })}
      >
        {reader === 'staff' ? 'Follow or join it' : 'To the chat'}
      </Link>
    </div>
  )
}
