/** When a delivery that failed is tried again, and when its webhook is paused (D5). */
import type { Instant } from '../kernel.ts'
import type { WebhookRules } from '../policy/integrations.ts'

/** After the `tries`-th attempt, counted from 1; null where it is given up. */
export function retryAt({ retryAfterMinutes }: WebhookRules, tries: number, at: Instant): Instant | null {
  const minutes = retryAfterMinutes[tries - 1]
  return minutes === undefined ? null : at.add({ minutes })
}

/** Whoever answers with one of these has taken it. A redirect is no answer: nothing is sent to where it leads. */
export const isTaken = (status: number): boolean => status >= 200 && status < 300

/** `failures`: attempts that failed in a row, with the latest. */
export const isPausedBy = ({ pauseAfterFailures }: WebhookRules, failures: number): boolean =>
  failures >= pauseAfterFailures
