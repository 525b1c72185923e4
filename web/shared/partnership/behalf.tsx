/** For which contact of a partner's somebody of the staff asks; a partner's own people ask for themselves. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { registry } from '../registry/queries.ts'
import { useMe } from '../session.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'

export function useBehalf(partner: string) {
  const isStaff = useMe().side === 'staff'
  const found = useInfiniteQuery({ ...registry.contacts(partner), enabled: isStaff })
  const contacts = found.data?.pages.flatMap(({ items }) => items) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const email = chosen ?? contacts[0]?.email ?? null
  return {
    isStaff,
    /** Why nobody can be asked for; null where somebody can. */
    because: isStaff && email === null ? 'There is no contact to ask for.' : null,
    asked: isStaff && email !== null ? { contactEmail: email } : {},
    control: (error: string | undefined) =>
      isStaff ? (
        <Field label="For" error={error}>
          <Select
            label="For"
            options={contacts.map(({ email: value, name }) => ({ value, label: `${name}, ${value}` }))}
            value={email}
            onChange={setChosen}
          />
        </Field>
      ) : null,
  }
}
