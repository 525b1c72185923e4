/** A ticket is caused by the same problem as others: which of them stands for it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { queries } from '../../shared/queries.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { statusWords } from '../../shared/words.ts'
import type { TicketDialogProps } from '../dialogs/ticket-dialog.tsx'
import { attachTo, causes, latestCause } from './queries.ts'

const shownAtMost = 6

export function CauseDialog({ ticket, onClose }: TicketDialogProps) {
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const asked = useDeferredValue(q.trim())
  const found = useQuery(queries.find(asked, 20))
  const current = useQuery(causes.links(ticket.id)).data?.cause?.ticket
  const [last] = useState(latestCause)
  const offered = asked === '' ? (last === null ? [] : [last]) : (found.data?.items ?? [])
  const candidates = offered.filter(
    ({ id, status }) => id !== ticket.id && id !== current?.id && status !== 'merged' && status !== 'closed',
  )
  const cause = candidates.find(({ id }) => id === chosen)
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (to: TicketView) => attachTo(ticket, to, key.keyFor(to.id)),
    onSuccess: () => {
      key.done()
      onClose()
    },
  })
  return (
    <Dialog
      title={`Attach ${ticket.number} to its cause`}
      description="One ticket stands for the problem; those it has caused are attached to it and can be answered and solved together. Partners see nothing of it."
      onClose={onClose}
    >
      <ActForm
        label="Attach"
        {...{ busy: isPending, error, onClose }}
        because={cause === undefined ? 'Choose the ticket that stands for the cause.' : null}
        shows={['cause']}
        onSubmit={() => (cause === undefined ? undefined : mutate(cause))}
      >
        <TextField
          label="Find it by number or words"
          hint={
            current === undefined
              ? 'Of whichever partner.'
              : `It is attached to ${current.number} now, and would be no more.`
          }
          type="search"
          autoFocus
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        {asked !== '' && !found.isPending && candidates.length === 0 ? (
          <p className="text-note text-muted">No other ticket matches ‘{asked}’ that is neither merged nor closed.</p>
        ) : null}
        {candidates.length === 0 ? null : (
          <Choices
            label="It stands for the cause"
            layout="list"
            options={candidates.slice(0, shownAtMost).map((each) => ({
              value: each.id,
              label: `${each.number} · ${each.subject}`,
              hint: [
                each.partner?.name ?? 'no partner yet',
                `severity ${each.severity}`,
                statusWords[each.status].toLowerCase(),
              ].join(' · '),
            }))}
            value={cause?.id ?? null}
            onChange={setChosen}
            error={fieldsOf(error).cause}
          />
        )}
      </ActForm>
    </Dialog>
  )
}
