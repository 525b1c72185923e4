/** Who types in which chat (A4), or writes an answer to which ticket: heard, shown for moments, and kept nowhere. */
import { useRef, useSyncExternalStore } from 'react'
import { call } from '../api.ts'
import { now } from '../now.ts'

/** As the stream says it. */
export interface Typing {
  /** The chat; where there is none, the ticket. */
  readonly about: string
  readonly person: string
  readonly name: string
  readonly isAnswer: boolean
}

/** Whoever types is told of again while it does, and is forgotten soon after. */
const againAfter = 3_000
const shownFor = 5_000
/** Who answers a ticket thinks between its sentences. */
const answerShownFor = 20_000

type Typists = ReadonlyMap<string, { readonly name: string; readonly timer: ReturnType<typeof setTimeout> }>

const none: Typists = new Map()
const heard = new Map<string, Typists>()
const watchers = new Set<() => void>()

function keep(about: string, typists: Typists): void {
  heard.set(about, typists)
  for (const each of watchers) each()
}

export function heardTyping({ about, person, name, isAnswer }: Typing): void {
  const typists = heard.get(about) ?? none
  clearTimeout(typists.get(person)?.timer)
  const timer = setTimeout(() => stoppedTyping(about, person), isAnswer ? answerShownFor : shownFor)
  keep(about, new Map([...typists, [person, { name, timer }]]))
}

/** Also where what was typed has come. */
export function stoppedTyping(about: string, person: string): void {
  const typists = heard.get(about)
  if (typists?.has(person) !== true) return
  clearTimeout(typists.get(person)?.timer)
  keep(about, new Map([...typists].filter(([each]) => each !== person)))
}

/** Something has come: whoever still types is told of again. */
export function allStoppedTyping(about: string): void {
  for (const person of heard.get(about)?.keys() ?? []) stoppedTyping(about, person)
}

export function readTyping(data: string): Typing | null {
  try {
    const { chat, ticket, person, name } = JSON.parse(data) as Readonly<Record<string, unknown>>
    const about = chat ?? ticket
    return typeof about === 'string' && typeof person === 'string' && typeof name === 'string'
      ? { about, person, name, isAnswer: chat === null }
      : null
  } catch {
    return null
  }
}

/** Names of the others who type now. */
export function useTypists(about: string, me: string): readonly string[] {
  const typists = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => heard.get(about) ?? none,
  )
  return [...typists].filter(([person]) => person !== me).map(([, { name }]) => name)
}

/** To be called with each letter; the server hears of it now and then, by this path. Whether it does changes nothing for who writes. */
export function useTellTyping(path: string): () => void {
  const last = useRef(0)
  return () => {
    if (now() - last.current < againAfter) return
    last.current = now()
    void call(path, { method: 'POST' }).catch(() => undefined)
  }
}
