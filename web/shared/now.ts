/**
 * What time it is. One timer for everything that ticks; the server's clock, not the viewer's, decides: a laptop that is
 * four minutes slow must not show four minutes that nobody has.
 */
import { useSyncExternalStore } from 'react'

let skew = 0

/** Milliseconds since 1970 by the server's clock. */
export const now = (): number => Date.now() + skew

/** Compares our clock with an answer's `Date` header. Differences under two seconds are the road, not the clock. */
export function measureSkew(date: string | null): void {
  const server = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(server)) return
  // The header has whole seconds: on average the instant lies half a second later.
  const difference = server + 500 - Date.now()
  skew = Math.abs(difference) < 2_000 ? 0 : difference
}

type Listener = () => void
const listeners = new Set<Listener>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: Listener): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    if (document.visibilityState === 'visible') for (const each of listeners) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * The time, in steps of `step` milliseconds: a component draws again only when a step has passed. Many may use this, they
 * share the one timer.
 */
export const useNow = (step = 10_000): number => useSteppedNow(() => step)

/** The same, with steps that may depend on how late it is. */
export function useSteppedNow(stepAt: (now: number) => number): number {
  return useSyncExternalStore(subscribe, () => {
    const at = now()
    const step = stepAt(at)
    return Math.floor(at / step) * step
  })
}
