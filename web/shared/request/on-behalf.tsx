/** An agent writes down what a contact said: who, by which way, and when it really came in. */
import { Choices } from '../ui/choice.tsx'
import { TextField } from '../ui/field.tsx'
import type { RequestForm } from './draft.ts'
import type { SetForm } from './use-request.ts'

interface OnBehalfProps {
  readonly form: RequestForm
  readonly set: SetForm
  readonly fields: Readonly<Record<string, string>>
}

const ways = [
  { value: 'phone', label: 'By phone' },
  { value: 'mail', label: 'By mail' },
  { value: 'chat', label: 'By chat' },
] as const

export const OnBehalf = ({ form, set, fields }: OnBehalfProps) => (
  <>
    <TextField
      label="On whose behalf"
      aside="a contact’s e-mail address"
      type="email"
      inputMode="email"
      autoComplete="off"
      placeholder="contact@partner.example"
      value={form.contactEmail}
      onChange={(event) => set({ contactEmail: event.target.value })}
      error={fields.contactEmail}
    />
    <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
      <Choices
        label="How it came in"
        options={ways}
        value={form.channel}
        onChange={(channel) => set({ channel })}
        error={fields.channel}
      />
      <TextField
        label="When it came in"
        aside="empty means now"
        type="datetime-local"
        value={form.receivedAt}
        onChange={(event) => set({ receivedAt: event.target.value })}
        error={fields.receivedAt}
      />
    </div>
  </>
)
