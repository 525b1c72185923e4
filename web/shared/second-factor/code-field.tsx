/** Where a code is typed: of the app, which a phone offers by itself, a recovery code, or either. */
import { TextField } from '../ui/field.tsx'

interface CodeFieldProps {
  readonly kind: 'app' | 'recovery' | 'either'
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
  readonly autoFocus?: boolean
}

const labels = {
  app: 'Code of your app',
  recovery: 'Recovery code',
  either: 'Code of your app, or a recovery code',
} as const

export const CodeField = ({ kind, value, onChange, error, autoFocus = true }: CodeFieldProps) => (
  <TextField
    label={labels[kind]}
    type="text"
    name="code"
    inputMode={kind === 'app' ? 'numeric' : 'text'}
    autoComplete={kind === 'recovery' ? 'off' : 'one-time-code'}
    autoCapitalize="none"
    autoCorrect="off"
    spellCheck={false}
    autoFocus={autoFocus}
    maxLength={40}
    placeholder={kind === 'app' ? '123456' : kind === 'recovery' ? 'abcd-efgh-ijkl-mnop' : undefined}
    value={value}
    onChange={(event) => onChange(event.target.value)}
    error={error}
  />
)
