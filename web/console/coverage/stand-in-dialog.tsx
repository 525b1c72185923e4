/** F8: somebody of the matrix is away for a span of days, and somebody else answers, or nobody does. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { CoverageView, StandInView } from '../../../src/http/wire-escalation.ts'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { standInsChanged } from './changed.ts'

export function StandInDialog({ people, onClose }: { people: CoverageView['people']; onClose: () => void }) {
  const [email, setEmail] = useState<string | null>(null)
  const [fromOn, setFromOn] = useState('')
  const [toOn, setToOn] = useState('')
  const [somebody, setSomebody] = useState(true)
  const [standIn, setStandIn] = useState({ name: '', email: '' })
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const body = { email, fromOn, toOn, standIn: somebody ? standIn : null }
      return call<StandInView>(api.standIns, { method: 'POST', body, idempotencyKey: key.keyFor(body) })
    },
    onSuccess: (added) => {
      key.done()
      standInsChanged()
      toast.done(`${added.name} is away${added.standIn === null ? '' : `; ${added.standIn.name} stands in`}.`)
      onClose()
    },
  })
  const fields = fieldsOf(error)
  return (
    <Dialog
      title="Who stands in?"
      description="For both days and all between, by the partner’s own calendar. Levels, letters and new tickets go to the stand-in."
      onClose={onClose}
    >
      <ActForm
        label="Keep"
        busy={isPending}
        error={error}
        onClose={onClose}
        because={email === null ? 'Choose who is away.' : fromOn === '' || toOn === '' ? 'Give both days.' : null}
        shows={['email', 'fromOn', 'toOn', 'standIn.name', 'standIn.email']}
        onSubmit={() => mutate()}
      >
        <Field label="Away" error={fields.email}>
          <Combobox
            entries={people.map((person) => ({ id: person.email, label: person.name, hint: person.email }))}
            value={email}
            onChange={setEmail}
            placeholder="A name or an address"
            autoFocus
            empty="Nobody of the matrix has this name."
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="First day"
            type="date"
            value={fromOn}
            onChange={(event) => setFromOn(event.target.value)}
            error={fields.fromOn}
          />
          <TextField
            label="Last day"
            type="date"
            value={toOn}
            min={fromOn}
            onChange={(event) => setToOn(event.target.value)}
            error={fields.toOn}
          />
        </div>
        <Choices
          label="Meanwhile"
          options={[
            { value: true, label: 'Somebody stands in' },
            { value: false, label: 'Nobody does' },
          ]}
          value={somebody}
          onChange={setSomebody}
        />
        {somebody ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Name"
              value={standIn.name}
              onChange={(event) => setStandIn({ ...standIn, name: event.target.value })}
              error={fields['standIn.name']}
            />
            <TextField
              label="E-mail"
              type="email"
              value={standIn.email}
              onChange={(event) => setStandIn({ ...standIn, email: event.target.value })}
              error={fields['standIn.email']}
            />
          </div>
        ) : (
          <p className="text-note text-muted">
            Levels fall to the partner’s account manager, else to the level before; new tickets stay with the desk.
          </p>
        )}
      </ActForm>
    </Dialog>
  )
}
