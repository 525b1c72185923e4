/** The status of an idea in a word. */
import { ideaStatusWords, type IdeaStatus } from '../../../src/domain/idea.ts'
import { cx } from '../ui/cx.ts'

const looks: Readonly<Record<IdeaStatus, string>> = {
  noted: 'border-line text-muted',
  'under-review': 'border-edge/60',
  planned: 'border-ink font-semibold',
  'in-progress': 'border-ink font-semibold',
  released: 'border-fine text-fine font-semibold',
  declined: 'border-line text-muted',
}

export const IdeaStatusTag = ({ status }: { status: IdeaStatus }) => (
  <span
    className={cx(
      'inline-block shrink-0 rounded-tag border px-1.5 text-small leading-[18px] whitespace-nowrap',
      looks[status],
    )}
  >
    {ideaStatusWords[status]}
  </span>
)
