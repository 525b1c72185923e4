/** What a ticket is tagged with, beside it. */
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../../src/http/wire.ts'
import { pages } from '../../shared/pages.ts'
import { SideSection } from '../../shared/ticket/side-section.tsx'
import { Button } from '../../shared/ui/button.tsx'
import type { TicketCommands } from '../use-commands.tsx'

export const TagsOfTicket = ({ ticket, commands }: { ticket: TicketView; commands: TicketCommands }) => (
  <SideSection title="Tags">
    {ticket.tags === undefined ? null : (
      <ul className="mb-2 flex flex-wrap gap-1.5">
        {ticket.tags.map((name) => (
          <li key={name} className="max-w-full">
            <Link
              to={pages.queue}
              search={{ tag: name }}
              title={`Open tickets tagged ‘${name}’`}
              dir="auto"
              className="block truncate rounded-tag border border-line bg-soft px-2 text-small leading-6 hover:border-edge pointer-coarse:leading-9"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    )}
    <Button
      size="small"
      shortcut="g"
      className="self-start"
      because={commands.because('tag')}
      onClick={() => commands.run('tag')}
    >
      {ticket.tags === undefined ? 'Tag it' : 'Change'}
    </Button>
  </SideSection>
)
