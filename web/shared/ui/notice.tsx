/** A refusal or a warning, in its place: what is so, and what to do about it. */
import { cx } from './cx.ts'

const tones = { broken: 'border-broken', soon: 'border-soon', accent: 'border-accent' } as const

interface NoticeProps {
  readonly tone?: keyof typeof tones
  readonly title?: string
  readonly children: React.ReactNode
  /** Read out at once: for what answers something the reader just did. */
  readonly alert?: boolean
}

export const Notice = ({ tone = 'accent', title, children, alert = false }: NoticeProps) => (
  <div role={alert ? 'alert' : undefined} className={cx('border-l-[3px] py-0.5 pl-3 text-note', tones[tone])}>
    {title === undefined ? null : <p className="font-semibold">{title}</p>}
    <div>{children}</div>
  </div>
)
