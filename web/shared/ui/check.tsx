/** A box to tick, with its sentence. */
import { Checkbox } from '@base-ui/react/checkbox'
import { Icon } from './icons.tsx'

interface CheckProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: React.ReactNode
}

export const Check = ({ checked, onChange, children }: CheckProps) => (
  <label className="flex items-start gap-2 text-note pointer-coarse:min-h-10 pointer-coarse:items-center">
    <Checkbox.Root
      checked={checked}
      onCheckedChange={onChange}
      className="mt-px grid size-4 shrink-0 place-items-center rounded-tag border border-edge bg-panel data-checked:border-ink data-checked:bg-ink"
    >
      <Checkbox.Indicator className="text-bg">
        <Icon name="check" className="size-3" />
      </Checkbox.Indicator>
    </Checkbox.Root>
    <span>{children}</span>
  </label>
)
