/** A second factor is turned on: the password, the secret for the app and a code of it, and the codes for the day the phone is gone. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewSecret, RecoveryCodes } from '../../../src/http/wire-second-factor.ts'
import { ActForm } from '../act-form.tsx'
import { fieldsOf } from '../actions.ts'
import { call } from '../api.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { api } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { CodeField } from './code-field.tsx'
import { CodesDialog } from './codes-dialog.tsx'
import { QrCode } from './qr-code.tsx'
import { secondFactorChanged } from './queries.ts'
import { OwnPasswordField } from '../people/own-password-field.tsx'

interface SetUpProps {
  readonly email: string
  readonly onClose: () => void
  /** It is on, and the codes were seen. */
  readonly onDone: () => void
}

export function SetUpDialog({ email, onClose, onDone }: SetUpProps) {
  const [made, setMade] = useState<NewSecret | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes !== null) return <CodesDialog codes={codes} email={email} isNew onClose={onDone} />
  return made === null ? (
    <AskPassword email={email} onMade={setMade} onClose={onClose} />
  ) : (
    <ShowSecret made={made} email={email} onCodes={setCodes} onClose={onClose} />
  )
}

function AskPassword({ email, onMade, onClose }: Omit<SetUpProps, 'onDone'> & { onMade: (made: NewSecret) => void }) {
  const [password, setPassword] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call<NewSecret>(api.secondFactor, { method: 'POST', body: { password } }),
    onSuccess: onMade,
  })
  return (
    <Dialog
      title="Turn on a second factor"
      description="Beside the password, signing in then asks for a code of an app on your phone: one for one-time codes, or a password manager that has them."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Go on"
        busy={isPending}
        error={error}
        because={password === '' ? 'Give your password.' : null}
        shows={['password']}
        onSubmit={() => mutate()}
        onClose={onClose}
      >
        <OwnPasswordField
          label="Your password"
          email={email}
          value={password}
          onChange={setPassword}
          error={fieldsOf(error).password}
        />
      </ActForm>
    </Dialog>
  )
}

interface ShowSecretProps {
  readonly made: NewSecret
  readonly email: string
  readonly onCodes: (codes: readonly string[]) => void
  readonly onClose: () => void
}

function ShowSecret({ made, email, onCodes, onClose }: ShowSecretProps) {
  const [code, setCode] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call<RecoveryCodes>(api.secondFactor, { method: 'PUT', body: { code } }),
    onSuccess: ({ codes }) => {
      secondFactorChanged()
      onCodes(codes)
    },
  })
  return (
    <Dialog
      title="Give your app this secret"
      description="It is shown this once, and not asked for until a code of it is right."
      onClose={onClose}
    >
      <ActForm
        label="Turn it on"
        busy={isPending}
        error={error}
        because={code.trim() === '' ? 'Give the code that the app shows.' : null}
        shows={['code']}
        onSubmit={() => mutate()}
        onClose={onClose}
      >
        <ol className="flex list-decimal flex-col gap-3 pl-5">
          <li>
            <p>Scan this with the app.</p>
            <div className="mt-2 flex flex-wrap items-start gap-x-5 gap-y-3">
              <QrCode text={made.link} label="QR code of the secret" />
              <div className="flex min-w-0 flex-1 basis-52 flex-col items-start gap-2 text-note text-muted">
                <p>
                  Or type the secret: an account for <span className="wrap-anywhere">{email}</span>, by time, six
                  digits.
                </p>
                <p>Is the app on this device?</p>
                <a href={made.link} className={buttonClass({ size: 'small' })}>
                  Add it to the app here
                </a>
              </div>
            </div>
            <div className="mt-3">
              <CodeBlock language="" name="Secret" text={made.secret} />
            </div>
          </li>
          <li>
            <p className="mb-2">Type the code that it shows now.</p>
            <CodeField kind="app" value={code} onChange={setCode} error={fieldsOf(error).code} autoFocus={false} />
          </li>
        </ol>
      </ActForm>
    </Dialog>
  )
}
