/** D3: how calls with a partner's point of contact are booked. */
import type { DeskId } from './names.ts'

export interface CallRules {
  /** Whose mailbox the invitations come from. */
  readonly desk: DeskId
  /** How long a call is. */
  readonly minutes: number
  /** A call may begin every so many minutes from an opening on. */
  readonly everyMinutes: number
  /** So long before it at the latest; and no further ahead than that. */
  readonly noticeHours: number
  readonly horizonDays: number
  /** Calls to come that one partner may have at a time. */
  readonly openPerPartner: number
  readonly remindHoursBefore: number
}
