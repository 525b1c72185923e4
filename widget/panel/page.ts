/** The page around the frame: who it is (a browser says so), the tokens that it hands on, light or dark. */
import type { ToFrame, ToPage } from '../messages.ts'

interface Hears {
  /** The panel was opened (again). */
  opened(): void
  /** Somebody else is signed in, or nobody. */
  changed(): void
}

/** The origin of the page; null before it has said anything. */
let host: string | null = null
let token: string | null = null
let waiting: ((token: string | null) => void)[] = []

const tell = (word: ToPage): void => parent.postMessage(word, host ?? '*')

export const hostOrigin = (): string => host ?? ''
export const tokenHeld = (): string | null => token
export const close = (): void => tell({ kind: 'close' })
export const sayWaiting = (count: number): void => tell({ kind: 'waiting', count })

/** Asks the page for a new token; null where nobody is signed in. */
export function renewToken(): Promise<string | null> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) tell({ kind: 'token-wanted' })
  })
}

export function listen({ opened, changed }: Hears): void {
  addEventListener('message', ({ source, origin, data }: MessageEvent<ToFrame>) => {
    if (source !== parent || (host !== null && origin !== host)) return
    host = origin
    if (data.kind === 'token') {
      const asked = waiting
      waiting = []
      token = data.token
      for (const resolve of asked) resolve(token)
      if (asked.length === 0) changed()
      return
    }
    document.documentElement.dataset.theme = data.theme
    if (data.kind === 'opened') opened()
  })
  tell({ kind: 'ready' })
}
