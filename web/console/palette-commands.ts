/** What the palette offers beside pages: each place that can do something says so while it is there. */
import { useSyncExternalStore } from 'react'

export interface Offer {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly shortcut?: string
  /** Why not now; null while it can be done. */
  readonly because: () => string | null
  readonly run: () => void
}

let offers: readonly Offer[] = []
const listeners = new Set<() => void>()

/** Offers these until the answer is called. */
export function offer(added: readonly Offer[]): () => void {
  const set = (next: readonly Offer[]): void => {
    offers = next
    for (const each of listeners) each()
  }
  set([...offers, ...added])
  return () => set(offers.filter((each) => !added.includes(each)))
}

export const useOffers = (): readonly Offer[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offers,
  )
