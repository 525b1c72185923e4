/** Several of a long list: found by typing, taken away by a press. */
import { Combobox, type Entry } from '../../shared/ui/combobox.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { Icon } from '../../shared/ui/icons.tsx'

interface PicksProps {
  readonly label: string
  readonly aside?: string
  readonly entries: readonly Entry[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly placeholder: string
  readonly error?: string | undefined
}

export function Picks({ label, aside, entries, value, onChange, placeholder, error }: PicksProps) {
  const nameOf = (id: string): string => entries.find((entry) => entry.id === id)?.label ?? id
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label={label} aside={aside} error={error}>
        {/* A new one for each pick: it is empty again. */}
        <Combobox
          key={value.length}
          entries={entries.filter(({ id }) => !value.includes(id))}
          value={null}
          onChange={(id) => (id === null ? undefined : onChange([...value, id]))}
          placeholder={placeholder}
        />
      </Field>
      {value.length === 0 ? null : (
        <ul className="flex flex-wrap gap-1.5" aria-label={label}>
          {value.map((id) => (
            <li key={id} className="flex items-center gap-1 rounded-tag bg-soft pl-2 text-note">
              {nameOf(id)}
              <button
                type="button"
                aria-label={`Take ${nameOf(id)} away`}
                onClick={() => onChange(value.filter((each) => each !== id))}
                className="grid size-7 place-items-center rounded-tag text-muted hover:bg-line hover:text-ink pointer-coarse:size-10"
              >
                <Icon name="close" className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
