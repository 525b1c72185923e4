/** Renaming a tag, and merging it into another one: on every ticket that has it. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { tagName } from '../../../src/domain/tag.ts'
import type { TagView } from '../../../src/http/wire-tags.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayNumber } from '../../shared/words.ts'
import { tagRenamed } from './queries.ts'

interface KeepDialogProps {
  readonly tag: TagView
  readonly onClose: () => void
}

const onTickets = ({ uses }: TagView): string =>
  uses === 0 ? 'No ticket has it.' : `${sayNumber(uses)} ${uses === 1 ? 'ticket has' : 'tickets have'} it.`

export function RenameTagDialog({ tag, onClose }: KeepDialogProps) {
  const [name, setName] = useState(tag.name)
  const renaming = useMutation({
    mutationFn: () => call<{ readonly name: string }>(api.tag(tag.id), { method: 'PATCH', body: { name } }),
    onSuccess: (renamed) => {
      tagRenamed()
      toast.done(`‘${tag.name}’ is ‘${renamed.name}’ everywhere.`)
      onClose()
    },
  })
  return (
    <Dialog
      title={`Rename ‘${tag.name}’`}
      description={`${onTickets(tag)} Histories go on saying what it was called. Saved views that name it have to be changed.`}
      width="narrow"
      onClose={onClose}
    >
      <ActForm
        label="Rename"
        busy={renaming.isPending}
        error={renaming.error}
        onClose={onClose}
        shows={['name']}
        because={tagName(name) === tag.name ? 'That is its name.' : null}
        onSubmit={() => renaming.mutate()}
      >
        <TextField
          label="Name"
          maxLength={80}
          autoFocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fieldsOf(renaming.error).name}
        />
      </ActForm>
    </Dialog>
  )
}

export function MergeTagDialog({ tag, others, onClose }: KeepDialogProps & { readonly others: readonly TagView[] }) {
  const [into, setInto] = useState<string | null>(null)
  const key = useActKey()
  const merging = useMutation({
    mutationFn: () => {
      const body = { into }
      return call<{ readonly name: string }>(api.mergeTag(tag.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      })
    },
    onSuccess: (kept) => {
      key.done()
      tagRenamed()
      toast.done(`What was ‘${tag.name}’ is ‘${kept.name}’ now.`)
      onClose()
    },
  })
  return (
    <Dialog
      title={`Merge ‘${tag.name}’`}
      description={`${onTickets(tag)} Each has the other one from then on, which cannot be undone. Saved views that name it have to be changed.`}
      width="narrow"
      onClose={onClose}
    >
      <ActForm
        label="Merge"
        busy={merging.isPending}
        error={merging.error}
        onClose={onClose}
        shows={['into']}
        because={into === null ? 'Choose the tag that it becomes.' : null}
        onSubmit={() => merging.mutate()}
      >
        <Field label="Into" error={fieldsOf(merging.error).into}>
          <Combobox
            label="Into"
            autoFocus
            value={into}
            onChange={setInto}
            entries={others
              .filter(({ id }) => id !== tag.id)
              .map(({ id, name, uses }) => ({ id, label: name, hint: sayNumber(uses) }))}
            empty="No tag by that name."
          />
        </Field>
      </ActForm>
    </Dialog>
  )
}
