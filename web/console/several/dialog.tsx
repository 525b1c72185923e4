/** What is asked before one act on several tickets. Loaded when the first is wanted. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '../../shared/act-form.tsx'
import { queries } from '../../shared/queries.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { deskName, sayCount } from '../../shared/words.ts'
import { useSeveralAct, type SeveralDialogProps } from './use-several-act.ts'
import type { SharedAct } from './words.ts'
import { WordsDialog } from './words-dialog.tsx'

export function SeveralDialog({ act, ...props }: SeveralDialogProps & { act: SharedAct['kind'] }) {
  return act === 'assign' ? <AssignDialog {...props} /> : <WordsDialog act={act} {...props} />
}

function AssignDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const me = useMe()
  const policy = usePolicy()
  const staff = useQuery(queries.staff()).data ?? []
  const [person, setPerson] = useState<string | null>(null)
  const { run, busy, error, fields } = useSeveralAct(props)
  const give = (to: string | null): void => (busy ? undefined : run({ kind: 'assign', person: to }))
  const desks = new Set(tickets.map(({ desk }) => desk))
  const isNear = (each: (typeof staff)[number]): boolean => each.desks.some((desk) => desks.has(desk))
  const nearFirst = staff.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)) || a.name.localeCompare(b.name))
  const taken = tickets.filter(({ assignee }) => assignee !== null).length
  return (
    <Dialog
      title={`Assign ${sayCount(tickets.length, 'ticket')}`}
      description={
        taken === 0
          ? 'Nobody has any of them yet.'
          : `${taken === tickets.length ? 'All' : taken} of them ${taken === 1 ? 'is' : 'are'} with somebody.`
      }
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Assign"
        {...{ busy, error, onClose }}
        shows={['act.person']}
        because={person === null ? 'Choose somebody.' : null}
        onSubmit={() => give(person)}
      >
        <Field label="To" error={fields['act.person']}>
          <Combobox
            entries={nearFirst.map((each) => ({
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
          <Button size="small" busy={busy} onClick={() => give(me.id)}>
            Take them
          </Button>
          <Button size="small" busy={busy} because={taken === 0 ? 'Nobody has them.' : null} onClick={() => give(null)}>
            Give them back to the desk
          </Button>
        </div>
      </ActForm>
    </Dialog>
  )
}
