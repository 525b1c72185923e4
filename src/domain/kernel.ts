/** Words that everything else uses. Nothing in `src/domain` reads a clock, a network or a random number. */

/** An identifier that cannot be passed where another kind is wanted. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }
export type TicketId = Id<'ticket'>
export type ClockId = Id<'clock'>
export type MessageId = Id<'message'>
export type PartnerId = Id<'partner'>
export type PersonId = Id<'person'>
export type CustomerId = Id<'customer'>

export type Instant = Temporal.Instant

/** A length of time in minutes; fractions are kept. */
export type Minutes = number & { readonly __unit: 'minutes' }
export const minutes = (amount: number): Minutes => amount as Minutes
export const hours = (amount: number): Minutes => (amount * 60) as Minutes

export type Result<Value, Problem = Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem }

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })
export const refuse = (
  code: RefusalCode,
  message: string,
  field?: string,
): { readonly ok: false; readonly problem: Refusal } => ({
  ok: false,
  problem: field === undefined ? { code, message } : { code, message, field },
})

export type RefusalCode = 'not-found' | 'not-allowed' | 'conflict' | 'invalid-state' | 'incomplete' | 'too-many'

/** An expected 'no': a sentence to act on, and the field it is about where there is one. */
export interface Refusal {
  readonly code: RefusalCode
  readonly message: string
  readonly field?: string
}

/** As `Temporal.Instant.compare`: milliseconds are quick to ask for, and nearly always tell instants apart. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.epochMilliseconds - b.epochMilliseconds || Temporal.Instant.compare(a, b)
}
export const earlier = (a: Instant, b: Instant): Instant => (compareInstants(a, b) <= 0 ? a : b)
export const later = (a: Instant, b: Instant): Instant => (compareInstants(a, b) >= 0 ? a : b)
export const isAfter = (a: Instant, b: Instant): boolean => compareInstants(a, b) > 0
