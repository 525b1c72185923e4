/** The page's title: in the tab, and read out after each change of page. */
import { useEffect, useSyncExternalStore } from 'react'

let current = ''
let badge = ''
let count = 0
const listeners = new Set<() => void>()

const write = (): void => {
  document.title = `${badge === '' && count > 0 ? `(${count}) ` : badge}${current} · Partner Desk`
}

/** `own` comes first in the tab and is not read out. */
export function useTitle(title: string, own = ''): void {
  useEffect(() => {
    const isNew = current !== title
    current = title
    badge = own
    write()
    if (isNew) for (const each of listeners) each()
  }, [title, own])
}

/** How much waits for the reader, in the tab of every page that has nothing of its own to say there. */
export function useTitleCount(waiting: number): void {
  useEffect(() => {
    count = waiting
    if (current !== '') write()
    return () => {
      count = 0
    }
  }, [waiting])
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
