/** A button. One that cannot be pressed now says why: it stays reachable, and the reason is its description. */
import { Button as Base } from '@base-ui/react/button'
import { useId } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'

const looks = {
  plain: 'border-edge/60 bg-panel text-ink hover:bg-soft active:bg-line',
  go: 'border-ink bg-ink text-bg hover:bg-ink/88 active:bg-ink/80',
  bare: 'border-transparent text-muted hover:bg-soft hover:text-ink active:bg-line',
  danger: 'border-broken bg-panel text-broken hover:bg-broken/8 active:bg-broken/14',
} as const

const sizes = {
  small: 'h-7 px-2 text-note',
  usual: 'h-8 px-3 text-note',
  large: 'h-10 px-4 text-base',
} as const

export interface ButtonLook {
  readonly look?: keyof typeof looks
  readonly size?: keyof typeof sizes
}

/** For a link that should look like a button. */
export const buttonClass = ({ look = 'plain', size = 'usual' }: ButtonLook, more?: string): string =>
  cx(
    // Paper cannot be pressed.
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-box border font-medium whitespace-nowrap select-none pointer-coarse:min-h-10 print:hidden',
    'data-disabled:border-line data-disabled:bg-soft data-disabled:text-muted',
    looks[look],
    sizes[size],
    more,
  )

interface ButtonProps extends ButtonLook, Omit<React.ComponentProps<'button'>, 'disabled' | 'className'> {
  /** Why it cannot be pressed; absent while it can. */
  readonly because?: string | null | undefined
  /** Its work is under way: it holds its place and takes no second press. */
  readonly busy?: boolean
  /** The key that does the same. */
  readonly shortcut?: string | undefined
  readonly className?: string
}

export function Button({
  look,
  size,
  because,
  busy = false,
  shortcut,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reason = useId()
  const disabled = busy || (because ?? null) !== null
  const button = (
    <Base
      {...rest}
      type={type}
      disabled={disabled}
      focusableWhenDisabled
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut}
      aria-describedby={because ? reason : rest['aria-describedby']}
      className={buttonClass(
        look === undefined ? (size === undefined ? {} : { size }) : size === undefined ? { look } : { look, size },
        className,
      )}
    >
      {children}
      {shortcut === undefined ? null : <Kbd>{shortcut}</Kbd>}
    </Base>
  )
  if (!because) return button
  return (
    <>
      <Tooltip text={because}>{button}</Tooltip>
      <span id={reason} className="sr-only">
        {because}
      </span>
    </>
  )
}
