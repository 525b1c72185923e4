/** C13: two tickets about one thing. The other survives, with the earliest unanswered message and its clock. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { isOver, statusWords } from '../../shared/words.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function MergeDialog({ ticket, onClose }: TicketDialogProps) {
  const [q, setQ] = useState('')
  const [into, setInto] = useState<string | null>(null)
  const navigate = useNavigate()
  const asked = useDeferredValue(q.trim())
  const found = useQuery(queries.find(asked, 20))
  const candidates = (found.data?.items ?? []).filter(
    (each) => each.id !== ticket.id && each.partner?.id === ticket.partner?.id && !isOver(each.status),
  )
  const chosen = candidates.some((each) => each.id === into) ? into : null
  const { run, busy, error, fields } = useAct(ticket.id, 'merge', () => {
    const survivor = candidates.find((each) => each.id === chosen)
    toast.done(`${ticket.number} was merged into ${survivor?.number ?? 'the other'}.`)
    onClose()
    void navigate({ to: pages.ticket, params: { ticket: chosen! } })
  })
  return (
    <Dialog
      title={`Merge ${ticket.number} into another`}
      description="The other one goes on, with the earliest message that is still unanswered and its clock. The clocks of this one end as ‘withdrawn: merged’."
      onClose={onClose}
    >
      <ActForm
        label="Merge"
        {...{ busy, error, onClose }}
        because={chosen === null ? 'Choose the ticket that goes on.' : null}
        shows={['into']}
        onSubmit={() => run({ into: chosen })}
      >
        <TextField
          label="Find the other by number or words"
          hint={`Open tickets of ${ticket.partner?.name ?? 'the same sender'} only: what one partner wrote is never shown to another.`}
          type="search"
          autoFocus
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        {asked === '' || found.isPending ? null : candidates.length === 0 ? (
          <p className="text-note text-muted">
            No open ticket of {ticket.partner?.name ?? 'this sender'} matches ‘{asked}’.
          </p>
        ) : (
          <Choices
            label="Goes on"
            layout="list"
            options={candidates.slice(0, 6).map((each) => ({
              value: each.id,
              label: `${each.number} · ${each.subject}`,
              hint: `Severity ${each.severity} · ${statusWords[each.status]}`,
            }))}
            value={chosen}
            onChange={setInto}
            error={fields.into}
          />
        )}
      </ActForm>
    </Dialog>
  )
}
