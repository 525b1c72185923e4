/** F1: every level with the people it reaches; where it stands now is marked. */
import type { RungView } from '../../../src/http/wire-escalation.ts'
import { cx } from '../ui/cx.ts'
import { sayThrough } from './words.ts'

export const Ladder = ({ ladder, reader }: { ladder: readonly RungView[]; reader: 'staff' | 'partner' }) => (
  <ol aria-label="Levels" className="flex flex-col">
    {ladder.map((rung) => (
      <li
        key={rung.level}
        aria-current={rung.current ? 'step' : undefined}
        className={cx(
          'grid grid-cols-[28px_minmax(0,1fr)] gap-x-2 border-l-[3px] py-1.5 pl-2.5 text-note',
          rung.current ? 'border-ink' : 'border-line',
        )}
      >
        <LevelTag level={rung.level} filled={rung.current} />
        <div className="min-w-0">
          <p className={rung.current ? 'font-semibold' : ''}>
            {rung.title}
            {rung.current ? <span className="font-normal text-muted"> · now here</span> : null}
          </p>
          {sayThrough(rung, reader === 'partner') === null ? null : (
            <p className="text-muted">{sayThrough(rung, reader === 'partner')}</p>
          )}
          <ul>
            {rung.people.map(({ name, email, insteadOf }) => (
              <li key={email} className="wrap-anywhere">
                {name}
                {insteadOf === null ? '' : `, for ${insteadOf}`}{' '}
                <a href={`mailto:${email}`} className="text-accent underline underline-offset-2">
                  {email}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </li>
    ))}
  </ol>
)

/** 'L2' */
export const LevelTag = ({ level, filled = false }: { level: number; filled?: boolean }) => (
  <span
    className={cx(
      'num inline-block h-5 w-7 shrink-0 rounded-tag border text-center text-small leading-[18px] font-semibold',
      filled ? 'border-ink bg-ink text-bg' : 'border-edge',
    )}
  >
    <span className="sr-only">Level </span>
    <span aria-hidden="true">L</span>
    {level}
  </span>
)
