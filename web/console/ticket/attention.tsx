/** What wants a lead's eye on a ticket: its escalation, and a severity that the partner disputes. */
import type { TicketView } from '../../../src/http/wire.ts'
import { EscalationRoom } from '../../shared/escalation/room.tsx'
import { useNow } from '../../shared/now.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import type { TicketCommands } from '../use-commands.tsx'

export function Attention({ ticket, commands }: { ticket: TicketView; commands: TicketCommands }) {
  const { escalation, dispute } = ticket
  if (escalation === null && dispute === null) return null
  return (
    <div className="flex flex-col gap-4 border-b border-line px-4 py-4 md:px-6">
      {dispute === null ? null : <Disputed ticket={ticket} dispute={dispute} commands={commands} />}
      {escalation === null ? null : (
        <EscalationRoom ticket={ticket} escalation={escalation} reader="staff">
          <Button look="go" because={commands.because('status-update')} onClick={() => commands.run('status-update')}>
            Status update
          </Button>
          <Button because={commands.because('raise')} onClick={() => commands.run('raise')}>
            Raise
          </Button>
          <Button because={commands.because('end-escalation')} onClick={() => commands.run('end-escalation')}>
            End
          </Button>
        </EscalationRoom>
      )}
    </div>
  )
}

interface DisputedProps {
  readonly ticket: TicketView
  readonly dispute: NonNullable<TicketView['dispute']>
  readonly commands: TicketCommands
}

function Disputed({ ticket, dispute, commands }: DisputedProps) {
  const now = useNow(60_000)
  return (
    <section
      aria-label="Disputed severity"
      className="flex flex-wrap items-start gap-x-4 gap-y-2 border-l-[3px] border-soon pl-3"
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold">
          {ticket.partner?.name ?? 'The partner'} asks for severity {dispute.wanted}
          <span className="font-normal text-muted"> · since {sayBriefly(readInstant(dispute.since), now)}</span>
        </h2>
        <p className="text-note whitespace-pre-wrap wrap-anywhere">{dispute.statement}</p>
      </div>
      <Button because={commands.because('decide-dispute')} onClick={() => commands.run('decide-dispute')}>
        Uphold or decline
      </Button>
    </section>
  )
}
