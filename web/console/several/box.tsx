/** The box that selects a row, in the gutter before it: as wide and high as that, so that it is easily met. */
import { useEffect, useRef } from 'react'
import { cx } from '../../shared/ui/cx.ts'
import { Icon } from '../../shared/ui/icons.tsx'

interface MarkBoxProps {
  readonly label: string
  readonly checked: boolean
  /** Some of what it stands for is selected. */
  readonly mixed?: boolean
  /** Shown at all times, not only under the hand and while something is selected. */
  readonly shown?: boolean
  /** With Shift: everything up to here. */
  readonly onMark: (isRange: boolean) => void
  readonly onFocus?: () => void
  readonly className?: string
}

export function MarkBox({ label, checked, mixed = false, shown = false, onMark, onFocus, className }: MarkBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mixed
  }, [mixed])
  return (
    <span className={cx('absolute inset-y-0 left-0 w-11 md:w-[46px]', className)}>
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={({ nativeEvent }) => onMark('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
        onFocus={onFocus}
        className="peer absolute inset-0 size-full appearance-none opacity-0"
      />
      <span
        aria-hidden="true"
        className={cx(
          'pointer-events-none absolute top-1/2 left-4 grid size-4 -translate-y-1/2 place-items-center rounded-tag border text-bg md:left-5',
          'peer-focus-visible:opacity-100 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent',
          checked || mixed ? 'border-ink bg-ink' : 'border-edge bg-panel',
          !(checked || mixed || shown) &&
            'md:opacity-0 md:group-hover/row:opacity-100 md:group-data-marking/list:opacity-100 md:pointer-coarse:opacity-100',
        )}
      >
        {checked ? <Icon name="check" className="size-3" /> : mixed ? <span className="h-0.5 w-2 bg-bg" /> : null}
      </span>
    </span>
  )
}
