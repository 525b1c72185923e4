/** How other programs meet the desk: the widget on the vendor's own pages (A6), and webhooks (D5). */
export interface IntegrationRules {
  readonly widget: {
    /** How long a token of the widget holds. */
    readonly sessionMinutes: number
  }
  readonly webhooks: WebhookRules
}

export interface WebhookRules {
  /** As many as one partner may register. */
  readonly perPartner: number
  /** Between attempts; one attempt more than there are waits. */
  readonly retryAfterMinutes: readonly number[]
  /** Failed attempts in a row after which it is paused. */
  readonly pauseAfterFailures: number
  readonly timeoutSeconds: number
  /** Of an answer, no more is read. */
  readonly answerKilobytes: number
  /** How long the log of deliveries is kept. */
  readonly keepDays: number
}
