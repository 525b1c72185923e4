/** What the script in the page and our frame say to each other (postMessage); each checks who speaks before it listens. */
export type ToFrame =
  /** The panel is shown now. */
  | { readonly kind: 'opened'; readonly theme: Theme }
  | { readonly kind: 'theme'; readonly theme: Theme }
  /** What the page was asked for; null where nobody is signed in. */
  | { readonly kind: 'token'; readonly token: string | null }

export type ToPage =
  /** The frame listens. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'token-wanted' }
  | { readonly kind: 'close' }
  /** Requests that wait for whoever is signed in. */
  | { readonly kind: 'waiting'; readonly count: number }

export type Theme = 'light' | 'dark'
