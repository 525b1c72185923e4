/** What of the alerts the browser has not told yet. */
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { readInstant } from '../time.ts'

/** At once: beyond, the number in the title says it. */
const most = 5

/** Of those, what came after `since` and is unread. */
export const newer = (items: readonly AlertsView[], since: number): readonly AlertsView[] =>
  items.filter(({ at, unread }) => unread > 0 && readInstant(at) > since).slice(0, most)
