/** calls.yaml: how calls with a partner's point of contact are booked (D3). */
import type { CallRules } from '../../domain/policy.ts'
import { object, uses, whole } from '../decode.ts'

export const calls = object<CallRules>(
  {
    desk: uses('desk'),
    minutes: whole(5, 480),
    everyMinutes: whole(5, 480),
    noticeHours: whole(0, 24 * 14),
    horizonDays: whole(1, 180),
    openPerPartner: whole(1, 100),
    remindHoursBefore: whole(1, 24 * 7),
  },
  ({ noticeHours, horizonDays }, spot) => {
    if (noticeHours === undefined || horizonDays === undefined || noticeHours < horizonDays * 24) return
    spot.get('noticeHours').report('less than horizonDays: nothing could be booked')
  },
)
