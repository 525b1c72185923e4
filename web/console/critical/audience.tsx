/** Some of a list, or all of it: none ticked means all. */
import { Check } from '../../shared/ui/check.tsx'

interface AudienceProps {
  readonly label: string
  readonly rows: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

export const Audience = ({ label, rows, chosen, onChange }: AudienceProps) => (
  <details className="rounded-box border border-edge/60 px-3 py-1.5">
    <summary className="cursor-pointer">
      <span className="font-semibold">{label}</span>{' '}
      <span className="text-muted">
        {chosen.length === 0
          ? 'all'
          : rows
              .filter(({ id }) => chosen.includes(id))
              .map(({ name }) => name)
              .join(', ')}
      </span>
    </summary>
    <div className="grid max-h-56 gap-1 overflow-y-auto pt-2 pb-1 sm:grid-cols-2">
      {rows.map(({ id, name }) => (
        <Check
          key={id}
          checked={chosen.includes(id)}
          onChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
        >
          {name}
        </Check>
      ))}
    </div>
  </details>
)
