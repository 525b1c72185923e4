/** G4, F4: what was written to whom about a ticket. Nothing is sent until a mail server is set; here it can be read. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { LetterView } from '../../../src/http/wire-letters.ts'
import { queries } from '../../shared/queries.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { SideSection } from '../../shared/ticket/side-section.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'

const shownAtOnce = 3

export function Letters({ ticket, now }: { ticket: TicketView; now: number }) {
  const letters = useQuery(queries.letters(ticket.id)).data?.items ?? []
  const [open, setOpen] = useState<LetterView | 'all' | null>(null)
  const latest = letters.toReversed()
  const list = (some: readonly LetterView[]) => (
    <ul className="flex flex-col gap-2 text-note">
      {some.map((letter) => (
        <li key={letter.id}>
          <button
            type="button"
            onClick={() => setOpen(letter)}
            className="text-left wrap-anywhere underline decoration-edge underline-offset-2 hover:decoration-ink"
          >
            {letter.subject}
          </button>
          <span className="block text-small wrap-anywhere text-muted">
            {sayBriefly(readInstant(letter.at), now)} to {sayReceivers(letter)}
            {stateWords[letter.state] ?? ''}
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <SideSection title="Letters">
      {letters.length === 0 ? (
        <p className="text-note text-muted">No letters yet.</p>
      ) : (
        list(latest.slice(0, shownAtOnce))
      )}
      {letters.length <= shownAtOnce ? null : (
        <Button size="small" look="bare" className="-ml-2" onClick={() => setOpen('all')}>
          All {letters.length} letters
        </Button>
      )}
      {open === 'all' ? (
        <Dialog title={`Letters of ${ticket.number}`} onClose={() => setOpen(null)}>
          {list(latest)}
        </Dialog>
      ) : null}
      {open === null || open === 'all' ? null : <LetterDialog letter={open} now={now} onClose={() => setOpen(null)} />}
    </SideSection>
  )
}

/** 'sent' needs no words. */
const stateWords: Readonly<Record<string, string>> = {
  queued: ', not sent: no mail server is set',
  captured: ', not sent: no mail server is set',
  failed: ', could not be delivered',
}

const sayReceivers = ({ to }: LetterView): string =>
  to.length === 0 ? 'nobody: the person has gone' : to.map(({ name }) => name).join(', ')

function LetterDialog({ letter, now, onClose }: { letter: LetterView; now: number; onClose: () => void }) {
  const address = ({ name, email }: { name: string; email: string }) => `${name} <${email}>`
  return (
    <Dialog title={letter.subject} onClose={onClose}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-note">
        <dt className="text-muted">From</dt>
        <dd className="wrap-anywhere">{address(letter.from)}</dd>
        <dt className="text-muted">To</dt>
        <dd className="wrap-anywhere">{letter.to.map(address).join(', ') || sayReceivers(letter)}</dd>
        <dt className="text-muted">Written</dt>
        <dd>
          {sayBriefly(readInstant(letter.at), now)}
          {stateWords[letter.state] ?? ''}
        </dd>
      </dl>
      <p className="whitespace-pre-wrap wrap-anywhere">{letter.text}</p>
    </Dialog>
  )
}
