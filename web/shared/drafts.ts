/** What is being written survives a reload and a look at another page, in this tab, until it is sent. */
import { useCallback, useState } from 'react'

const read = (key: string): string => {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

const write = (key: string, text: string): void => {
  try {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // A full or refused storage loses only the safety net.
  }
}

/** A text kept under a name, e.g. `useDraft('ticket-id:note')`. Another name shows that one's text. */
export function useDraft(name: string): readonly [string, (text: string) => void] {
  const key = `draft:${name}`
  const [held, setHeld] = useState(() => ({ key, text: read(key) }))
  const current = held.key === key ? held : { key, text: read(key) }
  if (current !== held) setHeld(current)
  const set = useCallback(
    (text: string) => {
      write(key, text)
      setHeld({ key, text })
    },
    [key],
  )
  return [current.text, set]
}
