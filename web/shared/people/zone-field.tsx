/** Somebody's time zone, found by typing. */
import { useMemo } from 'react'
import { Combobox } from '../ui/combobox.tsx'
import { Field } from '../ui/field.tsx'
import { zoneEntries } from './words.ts'

interface ZoneFieldProps {
  readonly label?: string
  readonly value: string
  readonly onChange: (zone: string) => void
  readonly hint?: string
  readonly error?: string | undefined
}

export function ZoneField({ label = 'Time zone', value, onChange, hint, error }: ZoneFieldProps) {
  const entries = useMemo(() => zoneEntries(value), [value])
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      <Combobox
        entries={entries}
        value={value}
        onChange={(zone) => (zone === null ? undefined : onChange(zone))}
        empty="No zone by that name: try a large city."
      />
    </Field>
  )
}
