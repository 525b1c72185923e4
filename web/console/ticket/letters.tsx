/** A5, F4, G4: what was written to whom about a ticket, and what became of it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { LetterView, TicketLettersView } from '../../../src/http/wire-letters.ts'
import { useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queries } from '../../shared/queries.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { SideSection } from '../../shared/ticket/side-section.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { LetterDialog } from '../mail/letter-dialog.tsx'
import { mailChanged } from '../mail/queries.ts'
import { isTrouble, sayFate, sayReceivers } from '../mail/words.ts'

const shownAtOnce = 3

export function Letters({ ticket, now }: { ticket: TicketView; now: number }) {
  const { items: letters = [], failing = [] } = useQuery(queries.letters(ticket.id)).data ?? {}
  const [open, setOpen] = useState<string | null>(null)
  const latest = letters.toReversed()
  const list = (some: readonly LetterView[]) => (
    <ul className="flex flex-col gap-2 text-note">
      {some.map((letter) => (
        <li key={letter.id}>
          <button
            type="button"
            onClick={() => setOpen(letter.id)}
            className="text-left wrap-anywhere underline decoration-edge underline-offset-2 hover:decoration-ink"
          >
            <bdi>{letter.subject}</bdi>
          </button>
          <span className={cx('block text-small wrap-anywhere', isTrouble(letter) ? 'text-broken' : 'text-muted')}>
            {sayBriefly(readInstant(letter.at), now)} to {sayReceivers(letter)}.{' '}
            {letter.state === 'captured' ? 'Not sent: no mail server was set' : sayFate(letter, now)}
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <SideSection title="Letters">
      {failing.map((each) => (
        <Failing key={each.person} failing={each} now={now} />
      ))}
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
      {open === null || open === 'all' ? null : <LetterDialog id={open} now={now} onClose={() => setOpen(null)} />}
    </SideSection>
  )
}

/** Mail to the contact comes back: said before anybody writes another one. */
function Failing({ failing, now }: { failing: TicketLettersView['failing'][number]; now: number }) {
  const key = useActKey()
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      call(api.addressWorks(failing.person), { method: 'POST', idempotencyKey: key.keyFor(failing.since) }),
    onSuccess: () => {
      key.done()
      mailChanged()
    },
  })
  return (
    <div className="pb-2">
      <Notice tone="broken" title={`Mail to ${failing.name} comes back`}>
        <p className="text-small wrap-anywhere">
          Since {sayBriefly(readInstant(failing.since), now)}: {failing.because}
        </p>
        <Button size="small" look="bare" className="-ml-2" busy={isPending} onClick={() => mutate()}>
          It works again
        </Button>
      </Notice>
    </div>
  )
}
