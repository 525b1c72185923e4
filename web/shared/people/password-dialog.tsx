/** One's own password is changed by the one that one has. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '../act-form.tsx'
import { fieldsOf } from '../actions.ts'
import { call } from '../api.ts'
import { api } from '../paths.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { peopleChanged } from './queries.ts'
import { OwnPasswordField } from './own-password-field.tsx'

export function PasswordDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(api.password, { method: 'PUT', body: { current, password } }),
    onSuccess: () => {
      peopleChanged()
      toast.done('Your password is changed. Every other session of yours has ended.')
      onClose()
    },
  })
  const fields = fieldsOf(error)
  const because = current === '' ? 'Give the one you have.' : password === '' ? 'Give the new one.' : null
  return (
    <Dialog
      title="Change your password"
      description="Wherever else you are signed in you are signed out. Keys go on."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Change it"
        {...{ busy: isPending, error, because, onClose }}
        shows={['current', 'password']}
        onSubmit={() => mutate()}
      >
        <OwnPasswordField
          label="The one you have"
          email={email}
          value={current}
          onChange={setCurrent}
          error={fields.current}
        />
        <TextField
          label="The new one"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters: a few words that do not belong together are good."
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={fields.password}
        />
      </ActForm>
    </Dialog>
  )
}
