/** Several of a list: what is chosen stands in sight, each with the way to take it out again. */
import { useState } from 'react'
import { Combobox, type Entry } from '../ui/combobox.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'

interface SeveralProps {
  readonly label: string
  readonly hint: string | undefined
  readonly aside: string | undefined
  readonly error: string | undefined
  readonly entries: readonly Entry[]
  readonly most: number
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

export function Several({ label, entries, most, value, onChange, ...shared }: SeveralProps) {
  // The control is made anew with each choice, so that it is empty for the next.
  const [chosen, setChosen] = useState(0)
  const nameOf = (id: string): string => entries.find((entry) => entry.id === id)?.label ?? id
  return (
    <Field label={label} {...shared}>
      {value.length === 0 ? null : (
        <ul aria-label={`Chosen: ${label}`} className="flex flex-wrap gap-1.5">
          {value.map((id) => (
            <li key={id} className="flex items-center rounded-tag border border-line bg-soft pl-2 text-note">
              {nameOf(id)}
              <button
                type="button"
                aria-label={`Take out ${nameOf(id)}`}
                className="grid size-6 place-items-center rounded-tag text-muted hover:text-ink pointer-coarse:size-10"
                onClick={() => onChange(value.filter((each) => each !== id))}
              >
                <Icon name="close" className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {value.length >= most ? (
        <p className="text-note text-muted">These are as many as there may be.</p>
      ) : (
        <Combobox
          key={chosen}
          label={label}
          autoFocus={chosen > 0}
          entries={entries.filter(({ id }) => !value.includes(id))}
          value={null}
          placeholder="Add"
          onChange={(id) => {
            if (id === null) return
            onChange([...value, id])
            setChosen(chosen + 1)
          }}
        />
      )}
    </Field>
  )
}
