/** Saving what is set as a view; or renaming one, sharing it, moving it, taking it away. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedViewView } from '../../../src/http/wire-saved-views.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import type { ListFilter } from '../../shared/filter.ts'
import { api } from '../../shared/paths.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { changeView, viewQueries, viewsChanged } from './queries.ts'
import { sayWhose, type SavedList } from './words.ts'

interface ViewDialogProps {
  /** Null: what is set is saved as a new one. */
  readonly view: SavedViewView | null
  readonly saved: { readonly list: SavedList; readonly question: ListFilter }
  readonly onSaved: (view: SavedViewView) => void
  readonly onRemoved: () => void
  readonly onClose: () => void
}

const everybody = 'everybody'
const onlyMe = 'only-me'
const sharers: ReadonlySet<string> = new Set(['lead', 'manager', 'admin'])

export function ViewDialog({ view, saved, onSaved, onRemoved, onClose }: ViewDialogProps) {
  const policy = usePolicy()
  const mayShare = sharers.has(useMe().role)
  const [name, setName] = useState(view?.name ?? '')
  const [whose, setWhose] = useState(view === null || view.personal ? onlyMe : (view.desk ?? everybody))
  const [position, setPosition] = useState(view?.position ?? null)
  const all = useQuery(viewQueries.list()).data ?? []
  const others = all.filter((each) => each.personal === (whose === onlyMe) && each.id !== view?.id)
  const key = useActKey()
  const saving = useMutation({
    mutationFn: () => {
      const given = { name, personal: whose === onlyMe, desk: whose === onlyMe || whose === everybody ? null : whose }
      const made = { ...saved, ...given }
      if (view === null)
        return call<SavedViewView>(api.savedViews, { method: 'POST', body: made, idempotencyKey: key.keyFor(made) })
      const moved = position === null || position === view.position ? {} : { position }
      return changeView(view.id, { ...given, ...moved })
    },
    onSuccess: (kept) => {
      key.done()
      viewsChanged()
      toast.done(`‘${kept.name}’ is saved.`)
      onSaved(kept)
      onClose()
    },
  })
  const removing = useMutation({
    mutationFn: () => call<void>(api.savedView(view?.id ?? ''), { method: 'DELETE' }),
    onSuccess: () => {
      viewsChanged()
      toast.done(`‘${view?.name ?? ''}’ is taken away. No ticket has changed.`)
      onRemoved()
      onClose()
    },
    onError: toast.failed,
  })
  const fields = fieldsOf(saving.error)
  // Among those of the kind that it is to be.
  const staysOfKind = view !== null && view.personal === (whose === onlyMe)
  return (
    <Dialog
      title={view === null ? 'Save as a view' : 'Change the view'}
      description={
        view === null
          ? 'The filters that are set, under a name. Its tickets are counted beside it.'
          : 'What it shows is changed in the list: set other filters there, then press Save.'
      }
      width="narrow"
      onClose={onClose}
    >
      <ActForm
        label="Save"
        busy={saving.isPending}
        error={saving.error}
        onClose={onClose}
        because={name.trim() === '' ? 'Give it a name.' : null}
        shows={['name', 'desk']}
        onSubmit={() => saving.mutate()}
      >
        <TextField
          label="Name"
          maxLength={60}
          autoFocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fields.name}
        />
        {mayShare ? (
          <Choices
            label="Who sees it"
            options={[
              { value: onlyMe, label: 'Only me' },
              { value: everybody, label: 'Everybody' },
              ...(policy?.desks ?? []).map((desk) => ({ value: desk.id as string, label: desk.name })),
            ]}
            value={whose}
            onChange={setWhose}
            error={fields.desk}
          />
        ) : (
          <p className="text-note text-muted">{sayWhose(policy, { personal: true, desk: null })}</p>
        )}
        {staysOfKind && others.length > 0 ? (
          <Field label="Place">
            <Select
              value={position}
              onChange={setPosition}
              options={[null, ...others].map((before, at) => ({
                value: (at + 1) as number | null,
                label: before === null ? 'First' : `After ${before.name}`,
              }))}
            />
          </Field>
        ) : null}
        {view === null ? null : (
          <Button look="danger" className="self-start" busy={removing.isPending} onClick={() => removing.mutate()}>
            Take the view away
          </Button>
        )}
      </ActForm>
    </Dialog>
  )
}
