/**
 * What others do, shown at once. One stream a browser, not one a tab: a browser opens six connections to a server at
 * most, and a desk has more tabs than that. The tab that holds the lock listens and tells the others.
 */
import { useSyncExternalStore } from 'react'
import { alertsChanged, alertsHeard } from './alerts/changed.ts'
import { api } from './paths.ts'
import { refreshPeople } from './people/shown.ts'
import { policyHeld } from './queries.ts'
import { heardTyping, readTyping, type Typing } from './chat/typing.ts'
import { hear, refreshEverything, type Word } from './heard.ts'

type Said =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'typing'; readonly typing: Typing }
  /** People, keys, or what they may do. */
  | { readonly kind: 'people' }
  | { readonly kind: 'policy' }
  /** What is 'for you'. */
  | { readonly kind: 'alerts' }
  | { readonly kind: 'state'; readonly connected: boolean }
  /** The connection lives. */
  | { readonly kind: 'beat' }

/** A connection that says nothing for so long is dead, whatever it looks like: its machine slept, or changed its network. */
const deadAfter = 45_000
const lookEvery = 10_000

let connected = true
const watchers = new Set<() => void>()

/** Whether the stream is up; a short interruption while it reconnects counts as up. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => connected,
  )

function setConnected(next: boolean): void {
  if (connected === next) return
  connected = next
  for (const each of watchers) each()
}

interface Listening {
  /** Leaves the connection as it is, and comes anew. */
  again(): void
  stop(): void
}

/** Listens until told to stop. The browser resumes a broken stream by itself, with Last-Event-ID; a refused one is asked for again. */
function listen(tell: (said: Said) => void): Listening {
  let source: EventSource
  let wasDown = false
  let again: ReturnType<typeof setTimeout> | undefined
  let complaint: ReturnType<typeof setTimeout> | undefined
  const open = (): void => {
    source = new EventSource(api.stream)
    source.addEventListener('beat', () => tell({ kind: 'beat' }))
    source.addEventListener('open', () => {
      tell({ kind: 'beat' })
      clearTimeout(complaint)
      complaint = undefined
      tell({ kind: 'state', connected: true })
      if (wasDown) {
        refreshEverything()
        tell({ kind: 'policy' })
      }
      wasDown = false
    })
    source.addEventListener('ticket', (event: MessageEvent<string>) => {
      const word = readWord(event.data)
      if (word !== null) tell({ kind: 'word', word })
    })
    source.addEventListener('people', () => tell({ kind: 'people' }))
    source.addEventListener('typing', (event: MessageEvent<string>) => {
      const typing = readTyping(event.data)
      if (typing !== null) tell({ kind: 'typing', typing })
    })
    source.addEventListener('alerts', () => {
      tell({ kind: 'alerts' })
      alertsHeard()
    })
    source.addEventListener('policy', () => tell({ kind: 'policy' }))
    source.addEventListener('error', () => {
      missed()
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 5_000)
    })
  }
  const missed = (): void => {
    wasDown = true
    complaint ??= setTimeout(() => tell({ kind: 'state', connected: false }), 4_000)
  }
  const leave = (): void => {
    clearTimeout(again)
    source.close()
  }
  open()
  return {
    again() {
      leave()
      missed()
      open()
    },
    stop() {
      clearTimeout(complaint)
      leave()
    },
  }
}

function readWord(data: string): Word | null {
  try {
    const said = JSON.parse(data) as Partial<Word>
    return typeof said.ticket === 'string'
      ? { ticket: said.ticket, revision: said.revision ?? Infinity, kind: said.kind ?? '' }
      : null
  } catch {
    return null
  }
}

let heardAt = 0

function act(said: Said): void {
  heardAt = Date.now()
  if (said.kind === 'word') hear(said.word)
  else if (said.kind === 'typing') heardTyping(said.typing)
  else if (said.kind === 'people') refreshPeople()
  else if (said.kind === 'policy') policyHeld()
  else if (said.kind === 'alerts') alertsChanged()
  else if (said.kind === 'state') setConnected(said.connected)
}

const lock = 'partner-desk-live'

let running: (() => void) | undefined

/** As soon as somebody is known, before anything is asked: what is asked afterwards need not be asked again. */
export function beginLive(): void {
  running ??= start()
}

/** For as long as the frame stands; the answer ends it. */
export function startLive(): () => void {
  beginLive()
  return () => {
    running?.()
    running = undefined
  }
}

function start(): () => void {
  const channel = new BroadcastChannel(lock)
  channel.addEventListener('message', (event: MessageEvent<Said>) => act(event.data))
  const tell = (said: Said): void => {
    act(said)
    channel.postMessage(said)
  }
  const ended = new AbortController()
  const { signal } = ended
  let listening: Listening | undefined
  const listenHere = (): Promise<void> => {
    listening = listen(tell)
    // The tab that listened before has gone; between its last word and our first something may have happened.
    refreshEverything()
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  }
  let own = new AbortController()
  const wait = (steal = false): void => {
    own.abort()
    const asked = (own = new AbortController())
    const how: LockOptions = steal ? { steal } : { signal: AbortSignal.any([signal, asked.signal]) }
    navigator.locks.request(lock, how, listenHere).catch(() => {
      if (signal.aborted || asked.signal.aborted) return
      // Another tab has taken it over.
      listening?.stop()
      listening = undefined
      wait()
    })
  }
  // Without locks (a page that is not in a secure context) each tab listens for itself.
  const isShared = navigator.locks !== undefined
  if (isShared) wait()
  else void listenHere()
  heardAt = Date.now()
  const watch = setInterval(() => {
    if (document.visibilityState !== 'visible' || Date.now() - heardAt < deadAfter) return
    heardAt = Date.now()
    if (listening !== undefined) listening.again()
    // The tab that listens may be put to sleep behind this one, and say nothing of it.
    else if (isShared) wait(true)
  }, lookEvery)
  return () => {
    clearInterval(watch)
    ended.abort()
    listening?.stop()
    channel.close()
  }
}
