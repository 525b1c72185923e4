/** Tags for several tickets: what is put on all of them, and what is taken off those that have it. */
import { useState } from 'react'
import { ActForm } from '../../shared/act-form.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { sayCount } from '../../shared/words.ts'
import { useSeveralAct, type SeveralDialogProps } from '../several/use-several-act.ts'
import { sayEach } from '../several/words.ts'
import { TagField } from './tag-field.tsx'

export function TagsDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const [add, setAdd] = useState<readonly string[]>([])
  const [remove, setRemove] = useState<readonly string[]>([])
  const { run, busy, error, fields } = useSeveralAct(props)
  const there = tickets.flatMap(({ tags }) => tags ?? [])
  return (
    <Dialog
      title={`Tags of ${sayCount(tickets.length, 'ticket')}`}
      description={there.length === 0 ? 'None of them has any.' : `Now ${sayEach(there)}.`}
      width="narrow"
      onClose={onClose}
    >
      <ActForm
        label="Save"
        {...{ busy, error, onClose }}
        shows={['act.add', 'act.remove']}
        because={add.length + remove.length === 0 ? 'Say what to put on, or what to take off.' : null}
        onSubmit={() => run({ kind: 'tag', add, remove })}
      >
        <Field label="Put on" error={fields['act.add']}>
          <TagField label="Put on" values={add} onChange={setAdd} autoFocus />
        </Field>
        {there.length === 0 ? null : (
          <Field label="Take off" error={fields['act.remove']}>
            <TagField label="Take off" values={remove} onChange={setRemove} only={[...new Set(there)]} />
          </Field>
        )}
      </ActForm>
    </Dialog>
  )
}
