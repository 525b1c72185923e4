/** Who pays commission, and when an invoice is paid (E3). */
import type { Calendar } from './calendar/calendar.ts'
import type { Policy } from './policy.ts'
import type { BillingEntity } from './policy/partners.ts'

/** Billing entities of a policy; one that was published before there were any has none. */
export const billingEntities = (policy: Policy): readonly BillingEntity[] =>
  (policy.partnership.payout as Partial<Policy['partnership']['payout']>).entities ?? []

export const billingEntity = (policy: Policy, id: string): BillingEntity | undefined =>
  billingEntities(policy).find((row) => row.id === id)

/** Under which its calendar stands in the policy, beside those of places. */
export const entityCalendarId = (id: string): string => `billing entity ${id}`

/** The business days of an entity; null where there is none of that id. */
export function entityCalendar(policy: Policy, id: unknown): Calendar | null {
  return typeof id === 'string' ? (policy.calendars[entityCalendarId(id)] ?? null) : null
}

/** Where a payout stands; `state` of the row that storage keeps. */
export const payoutStates = ['with-us', 'late', 'returned', 'paid', 'withdrawn'] as const
export type PayoutState = (typeof payoutStates)[number]

/** The last day that an instant at a day's end allows: an end of 24:00 belongs to the day before. */
export const lastDayBefore = (end: Temporal.Instant, zone: string): string =>
  end.subtract({ milliseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate().toString()
