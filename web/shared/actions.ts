/** What is done to a ticket. The answer is the ticket as it is then, and is shown everywhere at once. */
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { MessageView, TicketView } from '../../src/http/wire.ts'
import type { AttachmentView } from '../../src/http/wire-attachment.ts'
import { call, newKey, Problem } from './api.ts'
import { dropMessage, keepMessage, keepTicket, refreshAround } from './cache.ts'
import { now } from './now.ts'
import { api, type TicketAction } from './paths.ts'
import { queryClient } from './queries.ts'

export interface NewMessage {
  readonly body: string
  readonly visibility: 'public' | 'internal'
  readonly determination?: true
  readonly forCustomer?: true
  /** Uploads that have arrived. */
  readonly files?: readonly AttachmentView[]
  /** Of a note: colleagues who are told of it. */
  readonly mentions?: readonly { readonly id: string; readonly name: string; readonly email: string | null }[]
}

/** One act, named by its key. */
export async function act(
  id: string,
  action: Exclude<TicketAction, 'messages'>,
  body: unknown = {},
  key = newKey(),
): Promise<TicketView> {
  const ticket = await call<TicketView>(api.act(id, action), { method: 'POST', body, idempotencyKey: key })
  keepTicket(ticket)
  refreshAround(id)
  void queryClient.invalidateQueries({ queryKey: ['tickets'] })
  return ticket
}

/**
 * A key for one act: trying the same again after a lost answer is the same act and not a second one; other words make
 * another. `done` ends it.
 */
export function useActKey(): { readonly keyFor: (body: unknown) => string; readonly done: () => void } {
  const held = useRef<{ readonly body: string; readonly key: string } | null>(null)
  return {
    keyFor: (body) => {
      const text = JSON.stringify(body)
      if (held.current?.body !== text) held.current = { body: text, key: newKey() }
      return held.current.key
    },
    done: () => {
      held.current = null
    },
  }
}

/** For a dialog: runs one act and keeps what was refused, to be shown in its place. */
export function useAct(id: string, action: Exclude<TicketAction, 'messages'>, onDone: (ticket: TicketView) => void) {
  const key = useActKey()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (body: unknown) => act(id, action, body, key.keyFor(body)),
    onSuccess: (ticket) => {
      key.done()
      onDone(ticket)
    },
  })
  return { run: (body: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error), reset }
}

export const fieldsOf = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof Problem ? error.fields : {}

/** Sends a message. It stands in the conversation at once; if the server refuses it, it is taken out and thrown back. */
export function useSend(ticket: TicketView, author: MessageView['author'], side: 'agent' | 'partner') {
  const key = useActKey()
  const [busy, setBusy] = useState(false)
  const send = async (message: NewMessage): Promise<TicketView> => {
    const { files = [], mentions = [], ...said } = message
    const body = {
      ...said,
      ...(files.length === 0 ? {} : { attachments: files.map(({ id }) => id) }),
      ...(mentions.length === 0 ? {} : { mentions: mentions.map(({ id }) => id) }),
    }
    const provisional = provisionalMessage(ticket.id, message, author, side)
    setBusy(true)
    keepMessage(ticket.id, provisional)
    try {
      const answer = await call<{ message: MessageView; ticket: TicketView }>(api.messages(ticket.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      })
      key.done()
      keepMessage(ticket.id, answer.message, provisional.id)
      keepTicket(answer.ticket)
      refreshAround(ticket.id)
      return answer.ticket
    } catch (reason) {
      dropMessage(ticket.id, provisional.id)
      throw reason
    } finally {
      setBusy(false)
    }
  }
  return { send, busy }
}

const provisionalPrefix = 'sending:'
export const isProvisional = (message: MessageView): boolean => message.id.startsWith(provisionalPrefix)

const provisionalMessage = (
  ticket: string,
  message: NewMessage,
  author: MessageView['author'],
  side: 'agent' | 'partner',
): MessageView => ({
  id: `${provisionalPrefix}${newKey()}`,
  ticket,
  body: message.body,
  visibility: message.visibility,
  forCustomer: message.forCustomer ?? false,
  determination: message.determination ?? false,
  author,
  side,
  channel: 'portal',
  at: new Date(now()).toISOString(),
  attachments: [...(message.files ?? [])],
  ...(message.mentions === undefined
    ? {}
    : { mentions: message.mentions.map(({ id, name, email }) => ({ id, name, email, side: 'staff' as const })) }),
  mail: null,
  call: null,
})
