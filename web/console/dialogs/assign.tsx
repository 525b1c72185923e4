/** Who answers for it: me, a colleague, or the desk. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { assignTo } from '../assign.ts'
import { queries } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { ActForm } from '../../shared/act-form.tsx'
import { ColleagueField } from './colleague-field.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function AssignDialog({ ticket, onClose }: TicketDialogProps) {
  const me = useMe()
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
        <ColleagueField desks={[ticket.desk]} person={person} onPerson={setPerson} />
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
