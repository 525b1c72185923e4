/** Who types in which chat: heard, shown for moments, and kept nowhere (A4). */
import { useRef, useSyncExternalStore } from 'react'
import { call } from '../api.ts'
import { now } from '../now.ts'
import { api } from '../paths.ts'

/** As the stream says it. */
export interface Typing {
  readonly chat: string
  readonly person: string
  readonly name: string
}

/** Whoever types is told of again while it does, and is forgotten soon after. */
const againAfter = 3_000
const shownFor = 5_000

type Typists = ReadonlyMap<string, { readonly name: string; readonly timer: ReturnType<typeof setTimeout> }>

const none: Typists = new Map()
const byChat = new Map<string, Typists>()
const watchers = new Set<() => void>()

function keep(chat: string, typists: Typists): void {
  byChat.set(chat, typists)
  for (const each of watchers) each()
}

export function heardTyping({ chat, person, name }: Typing): void {
  const typists = byChat.get(chat) ?? none
  clearTimeout(typists.get(person)?.timer)
  const timer = setTimeout(() => stoppedTyping(chat, person), shownFor)
  keep(chat, new Map([...typists, [person, { name, timer }]]))
}

/** Also where what was typed has come. */
export function stoppedTyping(chat: string, person: string): void {
  const typists = byChat.get(chat)
  if (typists?.has(person) !== true) return
  clearTimeout(typists.get(person)?.timer)
  keep(chat, new Map([...typists].filter(([each]) => each !== person)))
}

export function readTyping(data: string): Typing | null {
  try {
    const { chat, person, name } = JSON.parse(data) as Partial<Typing>
    return typeof chat === 'string' && typeof person === 'string' && typeof name === 'string'
      ? { chat, person, name }
      : null
  } catch {
    return null
  }
}

/** Names of the others who type now. */
export function useTypists(chat: string, me: string): readonly string[] {
  const typists = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => byChat.get(chat) ?? none,
  )
  return [...typists].filter(([person]) => person !== me).map(([, { name }]) => name)
}

/** To be called with each letter; the server hears of it now and then. Whether it does changes nothing for who writes. */
export function useTellTyping(chat: string): () => void {
  const last = useRef(0)
  return () => {
    if (now() - last.current < againAfter) return
    last.current = now()
    void call(api.chatAct(chat, 'typing'), { method: 'POST' }).catch(() => undefined)
  }
}
