/** What the page and the script know of each other (A6). */
export interface PageSide {
  /** Gives a new token, or null where nobody is signed in. In the place of `data-session`. */
  readonly session?: () => Promise<string | null> | string | null
}

declare global {
  interface Window {
    partnerDesk?: PageSide
    /** For the page's own links and its signing out. */
    partnerDeskWidget?: { open(): void; close(): void; renew(): void }
  }
}
