/** The password that somebody has, asked for again; the address beside it is for whatever keeps passwords for them. */
import { TextField } from '../ui/field.tsx'

export interface OwnPasswordFieldProps {
  readonly label: string
  readonly email: string
  readonly value: string
  readonly onChange: (password: string) => void
  readonly error?: string | undefined
}

export function OwnPasswordField({ label, email, value, onChange, error }: OwnPasswordFieldProps) {
  return (
    <>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={label}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      />
    </>
  )
}
