/** What happened on a ticket, in one line. */
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { now } from '../now.ts'
import { readInstant, sayMoment } from '../time.ts'

const most = 3

/** The newest first; where something is unread, that alone. '3 times' is said of what happened more than once. */
export function sayWhat({ what, unread }: Pick<AlertsView, 'what' | 'unread'>): string {
  const fresh = unread > 0 ? what.filter((each) => each.unread > 0) : what
  // A limit that has passed says that the target had.
  const shown = fresh.some(({ kind }) => kind === 'limit-passed')
    ? fresh.filter(({ kind }) => kind !== 'target-passed')
    : fresh
  const said = shown.slice(0, most).map((each) => {
    const times = unread > 0 ? each.unread : each.count
    const words = each.dueAt === null ? each.words : `${each.words}, of ${sayMoment(readInstant(each.dueAt), now())}`
    return times === 1 ? words : `${words}, ${times} times`
  })
  const rest = shown.length - said.length
  return [...said, ...(rest > 0 ? [`${rest} more`] : [])].join(' · ')
}
