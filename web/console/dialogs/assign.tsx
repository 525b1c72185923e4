/** Who answers for it: me, a colleague, or the desk. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { assignTo } from '../assign.ts'
import { queries } from '../../shared/queries.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { deskName } from '../../shared/words.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function AssignDialog({ ticket, onClose }: TicketDialogProps) {
  const me = useMe()
  const policy = usePolicy()
  const staff = useQuery(queries.staff()).data ?? []
  const [person, setPerson] = useState<string | null>(null)
  const give = (id: string | null): void => {
    const who = staff.find((each) => each.id === id)
    void assignTo(
      ticket,
      id === null ? null : { id, name: who?.name ?? me.name, email: who?.email ?? null, side: 'staff' },
    )
    onClose()
  }
  const ownDeskFirst = staff.toSorted(
    (a, b) =>
      Number(b.desks.includes(ticket.desk)) - Number(a.desks.includes(ticket.desk)) || a.name.localeCompare(b.name),
  )
  return (
    <Dialog
      title={`Assign ${ticket.number}`}
      description={ticket.assignee === null ? 'Nobody has it yet.' : `${ticket.assignee.name} has it.`}
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Assign"
        busy={false}
        error={null}
        shows={[]}
        because={person === null ? 'Choose somebody.' : null}
        onSubmit={() => give(person)}
        onClose={onClose}
      >
        <Field label="To">
          <Combobox
            entries={ownDeskFirst.map((each) => ({
              id: each.id,
              label: each.id === me.id ? `${each.name} (me)` : each.name,
              hint: each.desks.map((desk) => deskName(policy, desk)).join(', ') || each.role,
            }))}
            value={person}
            onChange={setPerson}
            placeholder="A name"
            autoFocus
            empty="Nobody by that name."
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            because={ticket.assignee?.id === me.id ? 'It is yours already.' : null}
            onClick={() => give(me.id)}
          >
            Take it
          </Button>
          <Button size="small" because={ticket.assignee === null ? 'Nobody has it.' : null} onClick={() => give(null)}>
            Give it back to the desk
          </Button>
        </div>
      </ActForm>
    </Dialog>
  )
}
