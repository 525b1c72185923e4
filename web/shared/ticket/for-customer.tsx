/** D6: what the kind of a ticket means, in words that the partner may forward to its customer as they stand. */
import type { TicketView } from '../../../src/http/wire.ts'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import { kindWords } from '../words.ts'

const textOf = ({ subject, kind, kindMeans }: TicketView): string => `${subject}\n\n${kindWords[kind]}: ${kindMeans}\n`

export function ForCustomer({ ticket }: { ticket: TicketView }) {
  const copy = (): void =>
    void navigator.clipboard.writeText(textOf(ticket)).then(
      () => toast.done('Copied, fit to be sent to the customer.'),
      () => toast.done('This browser does not let pages copy: mark the words and copy them.'),
    )
  return (
    <div className="mt-2 rounded-box bg-share px-3 py-2">
      <p className="text-note">{ticket.kindMeans}</p>
      <Button size="small" className="mt-1.5" onClick={copy}>
        Copy for the customer
      </Button>
    </div>
  )
}
