/**
 * What one writes in a chat: it stands there at once, goes in its order, and what could not be sent stays with a way to try
 * again. One word has one key, so that a word whose answer was lost is not said twice.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { MessageView, TicketView } from '../../../src/http/wire.ts'
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { fieldsOf } from '../actions.ts'
import { call, newKey, sayProblem } from '../api.ts'
import { keepMessage, keepTicket, refreshAround } from '../cache.ts'
import { api } from '../paths.ts'

export interface Outgoing {
  readonly key: string
  readonly body: string
  readonly files: readonly AttachmentView[]
  readonly state: 'sending' | 'failed'
  /** Why it was not sent. */
  readonly because: string | null
}

export interface Outbox {
  readonly outgoing: readonly Outgoing[]
  readonly send: (body: string, files: readonly AttachmentView[]) => void
  readonly retry: (key: string) => void
  /** Takes one that failed out again. */
  readonly discard: (key: string) => void
}

const place = (chat: string): string => `chat-outbox:${chat}`

/** In this tab, also over a reload: what was on its way then may have come, and is tried again under the same key. */
function keep(chat: string, outgoing: readonly Outgoing[]): void {
  try {
    if (outgoing.length === 0) sessionStorage.removeItem(place(chat))
    else sessionStorage.setItem(place(chat), JSON.stringify(outgoing))
  } catch {
    // A full or refused storage loses only the safety net.
  }
}

function stored(chat: string): readonly Outgoing[] {
  try {
    return JSON.parse(sessionStorage.getItem(place(chat)) ?? '[]') as readonly Outgoing[]
  } catch {
    return []
  }
}

const kept = (chat: string): readonly Outgoing[] =>
  stored(chat).map((each) =>
    each.state === 'failed' ? each : { ...each, state: 'failed', because: 'The page was left before it was sent.' },
  )

export function useOutbox({ id, ticket }: Pick<ChatView, 'id'> & { readonly ticket: { readonly id: string } }): Outbox {
  const [outgoing, setOutgoing] = useState(() => kept(id))
  useEffect(() => keep(id, outgoing), [id, outgoing])
  const last = useRef<Promise<void>>(Promise.resolve())
  const there = useRef(true)
  useEffect(() => {
    there.current = true
    return () => {
      there.current = false
    }
  }, [])

  const set = useCallback(
    (change: (before: readonly Outgoing[]) => readonly Outgoing[]) => {
      if (there.current) setOutgoing(change)
      // It came, or failed, while another page is looked at.
      else keep(id, change(stored(id)))
    },
    [id],
  )
  const go = useCallback(
    ({ key, body, files }: Pick<Outgoing, 'key' | 'body' | 'files'>): void => {
      const attempt = async (): Promise<void> => {
        try {
          const said = await call<{ message: MessageView; ticket: TicketView }>(api.chatAct(id, 'messages'), {
            method: 'POST',
            body: { body, ...(files.length === 0 ? {} : { attachments: files.map((file) => file.id) }) },
            idempotencyKey: key,
          })
          keepMessage(ticket.id, said.message)
          keepTicket(said.ticket)
          set((before) => before.filter((each) => each.key !== key))
          refreshAround(ticket.id)
        } catch (reason) {
          const because = Object.values(fieldsOf(reason)).join(' ') || sayProblem(reason)
          set((before) => before.map((each) => (each.key === key ? { ...each, state: 'failed', because } : each)))
        }
      }
      last.current = last.current.then(attempt)
    },
    [id, ticket.id, set],
  )
  return {
    outgoing,
    send: (body, files) => {
      const added = { key: newKey(), body, files, state: 'sending', because: null } as const
      setOutgoing((before) => [...before, added])
      go(added)
    },
    retry: (key) => {
      const again = outgoing.find((each) => each.key === key)
      if (again === undefined) return
      set((before) => before.map((each) => (each.key === key ? { ...each, state: 'sending', because: null } : each)))
      go(again)
    },
    discard: (key) => set((before) => before.filter((each) => each.key !== key)),
  }
}
