/** The page's title: in the tab, and read out after each change of page. */
import { useEffect, useSyncExternalStore } from 'react'

let current = ''
const listeners = new Set<() => void>()

/** `badge` comes first in the tab and is not read out. */
export function useTitle(title: string, badge = ''): void {
  useEffect(() => {
    document.title = `${badge}${title} · Partner Desk`
  }, [title, badge])
  useEffect(() => {
    current = title
    for (const each of listeners) each()
  }, [title])
}

/** Stands once in the page. */
export function Announcer() {
  const said = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {said}
    </div>
  )
}
