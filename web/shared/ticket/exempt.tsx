/** B7: no clocks, and why. */
import type { Kind } from '../views.ts'
import { kindMeaning, kindWords } from '../words.ts'

export const Exempt = ({ kind, reader }: { kind: Kind; reader: 'staff' | 'partner' }) => (
  <p className="max-w-[820px]">
    <span className="font-semibold">Exempt: {kindWords[kind].toLowerCase()}.</span>{' '}
    <span className="text-muted">
      {kindMeaning[kind]}
      {reader === 'partner' ? ' You still hear from us, without a promised time.' : ''}
    </span>
  </p>
)
