/** An agent writes down what a contact said: who, by which way, and when it really came in. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId } from 'react'
import { registry } from '../registry/queries.ts'
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
    <ContactField
      value={form.contactEmail}
      onChange={(contactEmail) => set({ contactEmail })}
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

interface ContactFieldProps {
  readonly value: string
  readonly onChange: (email: string) => void
  readonly error: string | undefined
}

/** Found by a few letters of the name or the address; who is in no list can be written as well. */
function ContactField({ value, onChange, error }: ContactFieldProps) {
  const id = useId()
  const found = useQuery(registry.contactsBy(useDeferredValue(value.trim()))).data?.items ?? []
  return (
    <>
      <TextField
        label="On whose behalf"
        aside="a contact’s name or e-mail address"
        list={id}
        autoComplete="off"
        autoFocus
        placeholder="contact@partner.example"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      />
      <datalist id={id}>
        {found.map((each) => (
          <option key={each.id} value={each.email ?? ''} label={`${each.name}, ${each.email ?? ''}`} />
        ))}
      </datalist>
    </>
  )
}
