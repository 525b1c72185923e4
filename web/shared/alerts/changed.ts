/** 'For you': that one's alerts have changed, as the stream says it. */
import { queryClient } from '../queries.ts'

/** In every tab. */
export const alertsChanged = (): void => {
  void queryClient.invalidateQueries({ queryKey: ['alerts'] })
  void queryClient.invalidateQueries({ queryKey: ['counts'] })
}

const listeners = new Set<() => void>()

/** In the one tab that listens for all of them: what is told beyond the page is told once. */
export const alertsHeard = (): void => {
  for (const each of listeners) each()
}

export function whenAlertsHeard(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
