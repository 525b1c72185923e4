/** What a mail system says became of a letter (RFC 3464), or its reader thinks of it (RFC 5965). */

export type Delivery = 'failed' | 'delayed' | 'delivered' | 'complained'

export interface DeliveryReport {
  readonly outcome: Delivery
  /** Whom it could not, or could, be delivered to; in lower case. Empty where the report does not say. */
  readonly addresses: readonly string[]
  /** '5.1.1' and the like; null where none is given. */
  readonly status: string | null
  /** In the words of the mail system; '' where it gives none. */
  readonly diagnosis: string
  /** Of the letter it is about, with angle brackets; null where it is not returned. */
  readonly messageId: string | null
}
