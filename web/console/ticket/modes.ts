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

const partnerOf = (ticket: TicketView): string => {
  const company = ticket.partner?.name ?? 'the sender'
  return ticket.contact === null ? company : `${ticket.contact.name}, ${company}`
}

export const modes: Readonly<Record<Mode, ModeLook>> = {
  partner: {
    label: 'To the partner',
    visibility: 'public',
    forCustomer: false,
    reader: (ticket) => `To ${partnerOf(ticket)}, by mail and portal`,
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
      `To ${partnerOf(ticket)}, who may forward it to ${ticket.customer?.name ?? 'the customer'} as it stands`,
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
