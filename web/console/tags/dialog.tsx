/** The tags of one ticket. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useAct } from '../../shared/actions.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { tagsChanged } from './queries.ts'
import { TagField } from './tag-field.tsx'

export function TagDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const before = ticket.tags ?? []
  const [tags, setTags] = useState<readonly string[]>(before)
  const { run, busy, error } = useAct(ticket.id, 'tags', ({ number, tags: now = [] }) => {
    tagsChanged()
    toast.done(now.length === 0 ? `${number} has no tags.` : `${number}: ${now.join(', ')}.`)
    onClose()
  })
  const fields = fieldsOf(error)
  const add = tags.filter((name) => !before.includes(name))
  const remove = before.filter((name) => !tags.includes(name))
  return (
    <Dialog
      title={`Tags of ${ticket.number}`}
      description="Words for the desk alone: no partner sees them. A comma or Enter ends one."
      width="narrow"
      onClose={onClose}
    >
      <ActForm
        label="Save"
        {...{ busy, error, onClose }}
        shows={['add', 'remove']}
        because={add.length + remove.length === 0 ? 'Nothing has changed.' : null}
        onSubmit={() => run({ add, remove })}
      >
        <Field label="Tags" error={fields.add ?? fields.remove}>
          <TagField label="Tags" values={tags} onChange={setTags} autoFocus />
        </Field>
      </ActForm>
    </Dialog>
  )
}
