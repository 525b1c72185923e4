/** The three composers as data: who reads, how it looks, what the server is told. */
import type { TicketView } from '../../../src/http/wire.ts'

export type Mode = 'partner' | 'customer' | 'note'

interface ModeLook {
  readonly label: string
  readonly visibility: 'public' | 'internal'
  readonly forCustomer: boolean
  /** Who will read it, in a sentence. */
  readonly reader: (ticket: TicketView) => string
  readonly placeholder: string
  readonly send: string
  readonly tint: string
  readonly frame: string
}

/** Who will read it; whoever has left does not (F8). */
function sayReader({ partner, contact, receiver }: TicketView, by: string): string {
  const company = partner?.name ?? 'the sender'
  if (contact === null) return `To ${company}${by}`
  if (contact.active) return `To ${contact.name}, ${company}${by}`
  return receiver === null
    ? `${contact.name} has left, and nobody else of ${company} is there: it stands in the portal, and no letter goes out`
    : `${contact.name} has left. To ${receiver.name}, ${company}${by}`
}

export const modes: Readonly<Record<Mode, ModeLook>> = {
  partner: {
    label: 'To the partner',
    visibility: 'public',
    forCustomer: false,
    reader: (ticket) => sayReader(ticket, ', by mail and portal'),
    placeholder: 'Write the answer. ``` begins and ends code.',
    send: 'Send',
    tint: '',
    frame: 'border-edge/60',
  },
  customer: {
    label: 'For the customer',
    visibility: 'public',
    forCustomer: true,
    reader: (ticket) =>
      sayReader(ticket, `, who may forward it to ${ticket.customer?.name ?? 'the customer'} as it stands`),
    placeholder: 'Write so that the end customer can read it as it stands.',
    send: 'Send for the customer',
    tint: 'bg-share',
    frame: 'border-accent',
  },
  note: {
    label: 'Internal note',
    visibility: 'internal',
    forCustomer: false,
    reader: (ticket) => `Only colleagues read this. ${ticket.partner?.name ?? 'The sender'} never sees it.`,
    placeholder: 'A note for colleagues. @ tells one of them.',
    send: 'Keep the note',
    tint: 'bg-internal',
    frame: 'border-soon border-dashed',
  },
}
