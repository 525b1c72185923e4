/** C7: a severity that was proposed, with its reason, until an agent has confirmed it in one key or changed it. */
import type { TicketView } from '../../../src/http/wire.ts'
import { Button } from '../../shared/ui/button.tsx'
import { isProposed, severityName } from '../../shared/words.ts'
import { usePolicy } from '../../shared/session.ts'
import type { TicketCommands } from '../use-commands.tsx'

export function Proposed({ ticket, commands }: { ticket: TicketView; commands: TicketCommands }) {
  const policy = usePolicy()
  if (!isProposed(ticket)) return null
  const name = severityName(policy, ticket.desk, ticket.severity)
  return (
    <section
      aria-label="Proposed severity"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:px-6"
    >
      <p className="min-w-0 flex-1 basis-64">
        <span className="font-semibold">
          Severity {ticket.severity}
          {name === undefined ? '' : `, ${name.toLowerCase()}`}, is proposed.
        </span>{' '}
        <span className="text-muted wrap-anywhere">{ticket.severityBecause}</span>
      </p>
      <div className="flex gap-2">
        <Button
          size="small"
          shortcut="c"
          because={commands.because('confirm-severity')}
          onClick={() => commands.run('confirm-severity')}
        >
          Confirm
        </Button>
        <Button
          size="small"
          look="bare"
          shortcut="v"
          because={commands.because('severity')}
          onClick={() => commands.run('severity')}
        >
          Change
        </Button>
      </div>
    </section>
  )
}
