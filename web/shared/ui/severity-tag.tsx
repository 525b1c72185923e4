/** The severity: filled for the first, quiet from the third on, and always its number. */
import { cx } from './cx.ts'

export const SeverityTag = ({ severity }: { severity: number }) => (
  <span
    className={cx(
      'num inline-block h-5 w-[34px] shrink-0 rounded-tag border text-center text-small leading-[18px] font-semibold',
      severity === 1 ? 'border-ink bg-ink text-bg' : severity === 2 ? 'border-ink' : 'border-edge text-muted',
    )}
  >
    <span className="sr-only">Severity </span>
    <span aria-hidden="true">S</span>
    {severity}
  </span>
)
