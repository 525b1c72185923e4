/** One act on a chat, done once, and shown everywhere (A4). */
import { useMutation } from '@tanstack/react-query'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { fieldsOf, useActKey } from '../actions.ts'
import { call } from '../api.ts'
import { refreshAround } from '../cache.ts'
import { api } from '../paths.ts'
import { keepChat } from './queries.ts'

export function useChatAct(
  id: string,
  act: Parameters<typeof api.chatAct>[1],
  { onDone, onRefused }: { onDone?: (chat: ChatView) => void; onRefused?: (reason: unknown) => void } = {},
) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: unknown) =>
      call<ChatView>(api.chatAct(id, act), {
        method: 'POST',
        ...(body === undefined ? {} : { body }),
        idempotencyKey: key.keyFor(body ?? null),
      }),
    onSuccess: (chat) => {
      key.done()
      keepChat(chat)
      refreshAround(chat.ticket.id)
      onDone?.(chat)
    },
    onError: (reason) => onRefused?.(reason),
  })
  return { run: (body?: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error) }
}
