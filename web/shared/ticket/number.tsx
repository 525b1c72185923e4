/** A ticket's number. Pressed, it is on the clipboard as number and link, as one hands a ticket to somebody. */
import type { TicketView } from '../../../src/http/wire.ts'
import { pages } from '../pages.ts'
import { cannotCopy, copyText } from '../copy.ts'
import { toast } from '../ui/toast.tsx'

/** The address by the number: readable, and whoever follows it comes to the same page. */
const linkTo = (number: string): string => `${location.origin}${pages.ticket.replace('$ticket', number)}`

export function TicketNumber({ ticket: { number } }: { ticket: Pick<TicketView, 'number'> }) {
  const copy = async (): Promise<void> => {
    const isThere = await copyText(`${number} ${linkTo(number)}`)
    toast.done(isThere ? `${number} and its link are copied.` : cannotCopy)
  }
  return (
    <button
      type="button"
      title="Copy number and link"
      aria-label={`${number}, copy number and link`}
      onClick={() => void copy()}
      className="num rounded-tag underline-offset-2 select-text hover:text-ink hover:underline pointer-coarse:min-h-6"
    >
      {number}
    </button>
  )
}
