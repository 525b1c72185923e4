/** To whom tickets are given: everybody of the staff, those of the tickets' own desks first. */
import { useQuery } from '@tanstack/react-query'
import { queries } from '../../shared/queries.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { deskName } from '../../shared/words.ts'

export interface ColleagueFieldProps {
  /** Of the tickets. */
  readonly desks: readonly string[]
  readonly person: string | null
  readonly onPerson: (person: string | null) => void
  readonly error?: string | undefined
}

export function ColleagueField({ desks, person, onPerson, error }: ColleagueFieldProps) {
  const me = useMe()
  const policy = usePolicy()
  const staff = useQuery(queries.staff()).data ?? []
  const isNear = (each: (typeof staff)[number]): boolean => each.desks.some((desk) => desks.includes(desk))
  const nearFirst = staff.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)) || a.name.localeCompare(b.name))
  return (
    <Field label="To" error={error}>
      <Combobox
        entries={nearFirst.map((each) => ({
          id: each.id,
          label: each.id === me.id ? `${each.name} (me)` : each.name,
          hint: each.desks.map((desk) => deskName(policy, desk)).join(', ') || each.role,
        }))}
        value={person}
        onChange={onPerson}
        placeholder="A name"
        autoFocus
        empty="Nobody by that name."
      />
    </Field>
  )
}
