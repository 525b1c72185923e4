/** What is being written survives a reload and a look at another page, in this tab, until it is sent. */
import { useCallback, useState } from 'react'

const unsaved = new Map<string, string>()

const read = (key: string): string => {
  try {
    return unsaved.get(key) ?? sessionStorage.getItem(key) ?? ''
  } catch {
    return unsaved.get(key) ?? ''
  }
}

const write = (key: string, text: string): void => {
  unsaved.delete(key)
  try {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // A full or refused storage: it lasts as long as the page.
    unsaved.set(key, text)
  }
}

/** All of them, also what a chat has not sent yet (chat/outbox.ts), and whose they are (session.ts). */
export function clearDrafts(): void {
  unsaved.clear()
  try {
    for (const key of Object.keys(sessionStorage))
      if (/^(?:(?:draft|chat-outbox):|drafts-of$)/.test(key)) sessionStorage.removeItem(key)
  } catch {
    // Where storage is refused there are none.
  }
}

/**
 * A text kept under a name, e.g. `useDraft('ticket-id:note')`. Another name shows that one's text. The third puts back
 * what could not be sent, before whatever was written since it went.
 */
export function useDraft(name: string): readonly [string, (text: string) => void, (unsent: string) => void] {
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
  const restore = useCallback(
    (unsent: string) => {
      const since = read(key)
      set(since === '' ? unsent : `${unsent}\n\n${since}`)
    },
    [key, set],
  )
  return [current.text, set, restore]
}
