/** B2: what a ticket lacks, to give here; the same form as behind the link of the receipt. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AskingView } from '../../src/http/wire-asking.ts'
import type { TicketView } from '../../src/http/wire.ts'
import { useActKey } from '../shared/actions.ts'
import { call } from '../shared/api.ts'
import { MissingForm, type Details } from '../shared/asking/form.tsx'
import { askingOf } from '../shared/asking/queries.ts'
import { useDraft } from '../shared/drafts.ts'
import { refreshAround } from '../shared/cache.ts'
import { api } from '../shared/paths.ts'
import { queryClient } from '../shared/queries.ts'
import { Button } from '../shared/ui/button.tsx'
import { toast } from '../shared/ui/toast.tsx'
import { sayCount } from '../shared/words.ts'

export function Missing({ ticket }: { ticket: TicketView }) {
  const missing = useQuery(askingOf(ticket.id)).data?.missing ?? []
  const [isOpen, setOpen] = useState(false)
  const needed = missing.filter(({ whenReproducible }) => !whenReproducible)
  if (needed.length === 0) return null
  return (
    <section aria-labelledby="missing" className="border-l-[3px] border-soon py-0.5 pl-4">
      <h2 id="missing" className="font-semibold">
        {sayCount(needed.length, 'thing')} more would help us
      </h2>
      {isOpen ? (
        <div className="max-w-lg pt-3">
          <Giving ticket={ticket} missing={missing} onDone={() => setOpen(false)} />
        </div>
      ) : (
        <>
          <p className="text-note text-muted">{needed.map(({ name }) => name).join(', ')}</p>
          <Button size="small" className="mt-2" onClick={() => setOpen(true)}>
            Give what is missing
          </Button>
        </>
      )}
    </section>
  )
}

function Giving({
  ticket,
  missing,
  onDone,
}: {
  ticket: TicketView
  missing: AskingView['missing']
  onDone: () => void
}) {
  const key = useActKey()
  const draft = `${ticket.id}:missing`
  const [, keep] = useDraft(draft)
  const giving = useMutation({
    mutationFn: (details: Details) =>
      call<AskingView>(api.details(ticket.id), {
        method: 'POST',
        body: { details },
        idempotencyKey: key.keyFor(details),
      }),
    onSuccess: (after) => {
      key.done()
      keep('')
      refreshAround(ticket.id)
      void queryClient.invalidateQueries({ queryKey: ['ticket', ticket.id] })
      toast.done(after.missing.length === 0 ? 'Thank you: nothing is missing any more.' : 'Thank you, that helps.')
      onDone()
    },
  })
  return (
    <MissingForm
      name={draft}
      fields={missing}
      busy={giving.isPending}
      error={giving.error}
      onSubmit={(details) => giving.mutate(details)}
    />
  )
}
