/** D6: what the kind of a ticket means, in words that the partner may forward to its customer as they stand. */
import type { TicketView } from '../../../src/http/wire.ts'
import { cannotCopy, copyText } from '../copy.ts'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import { kindWords } from '../words.ts'

const textOf = ({ subject, kind, kindMeans }: TicketView): string => `${subject}\n\n${kindWords[kind]}: ${kindMeans}\n`

export function ForCustomer({ ticket }: { ticket: TicketView }) {
  const copy = (): void =>
    void copyText(textOf(ticket)).then((isThere) =>
      toast.done(isThere ? 'Copied, fit to be sent to the customer.' : cannotCopy),
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
