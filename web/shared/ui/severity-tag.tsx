/** The severity: filled for the first, quiet from the third on, and always its number; with '?' until an agent confirmed it. */
import { cx } from './cx.ts'

export const SeverityTag = ({ severity, proposed = false }: { severity: number; proposed?: boolean }) => (
  <span
    title={proposed ? 'Proposed, not confirmed yet' : undefined}
    className={cx(
      'num inline-block h-5 w-[34px] shrink-0 rounded-tag border text-center text-small leading-[18px] font-semibold',
      severity === 1 ? 'border-ink bg-ink text-bg' : severity === 2 ? 'border-ink' : 'border-edge text-muted',
      proposed && 'border-dashed',
    )}
  >
    <span className="sr-only">Severity </span>
    <span aria-hidden="true">S</span>
    {severity}
    {proposed ? (
      <>
        <span aria-hidden="true">?</span>
        <span className="sr-only">, to be confirmed</span>
      </>
    ) : null}
  </span>
)
