/** Assigning shows at once and can be taken back. */
import type { PersonRef, TicketView } from '../../src/http/wire.ts'
import { act } from '../shared/actions.ts'
import { keepTicket } from '../shared/cache.ts'
import { queries, queryClient } from '../shared/queries.ts'
import { toast } from '../shared/ui/toast.tsx'

/** `person` null gives it back to the desk. */
export async function assignTo(ticket: TicketView, person: PersonRef | null): Promise<void> {
  const before = ticket.assignee
  keepTicket({ ...ticket, assignee: person })
  try {
    await act(ticket.id, 'assign', { person: person?.id ?? null })
    toast.undoable(
      person === null ? `${ticket.number} is with the desk again.` : `${ticket.number} is with ${person.name}.`,
      () => void assignTo({ ...current(ticket), assignee: person }, before),
    )
  } catch (reason) {
    keepTicket({ ...current(ticket), assignee: before })
    toast.failed(reason)
  }
}

const current = (ticket: TicketView): TicketView =>
  queryClient.getQueryData(queries.ticket(ticket.id).queryKey) ?? ticket
