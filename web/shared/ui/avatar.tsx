/** Who, in two letters. The name stands beside it or is its label. */
import { initials } from '../words.ts'

export const Avatar = ({ name, label = false }: { name: string | null; label?: boolean }) => (
  <span
    className="grid size-6 shrink-0 place-items-center rounded-full border border-line bg-soft text-[10px] font-medium text-muted"
    {...(label
      ? { role: 'img', 'aria-label': name === null ? 'nobody assigned' : name, title: name ?? 'Nobody assigned' }
      : { 'aria-hidden': true })}
  >
    {name === null ? '–' : initials(name)}
  </span>
)
