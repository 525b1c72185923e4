/** What changes a second factor that is on asks for both: the password, and a code. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '../act-form.tsx'
import { fieldsOf } from '../actions.ts'
import { call } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { CodeField } from './code-field.tsx'
import { secondFactorChanged } from './queries.ts'
import { OwnPasswordField } from '../people/own-password-field.tsx'

interface ProofDialogProps<Answer> {
  readonly title: string
  readonly description: string
  readonly label: string
  readonly path: string
  readonly email: string
  readonly onDone: (answer: Answer) => void
  readonly onClose: () => void
}

export function ProofDialog<Answer>(props: ProofDialogProps<Answer>) {
  const { title, description, label, path, email, onDone, onClose } = props
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call<Answer>(path, { method: 'POST', body: { password, code } }),
    onSuccess: (answer) => {
      secondFactorChanged()
      onDone(answer)
    },
  })
  const fields = fieldsOf(error)
  return (
    <Dialog {...{ title, description, onClose }} width="narrow">
      <ActForm
        {...{ label, error, onClose }}
        busy={isPending}
        because={password === '' ? 'Give your password.' : code.trim() === '' ? 'Give a code.' : null}
        shows={['password', 'code']}
        onSubmit={() => mutate()}
      >
        <OwnPasswordField
          label="Your password"
          email={email}
          value={password}
          onChange={setPassword}
          error={fields.password}
        />
        <CodeField kind="either" value={code} onChange={setCode} error={fields.code} autoFocus={false} />
      </ActForm>
    </Dialog>
  )
}
