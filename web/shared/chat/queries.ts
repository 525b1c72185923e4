/** What is asked about live chats (A4), and under which name the answer is kept. */
import { queryOptions } from '@tanstack/react-query'
import type { ChatOfferView, ChatReportView, ChatView, PresenceView } from '../../../src/http/wire-chats.ts'
import { call } from '../api.ts'
import { chatsChanged, keepTicket } from '../cache.ts'
import { api, withQuery } from '../paths.ts'
import { queryClient } from '../queries.ts'
import type { Page } from '../views.ts'

/** What no event of one's own tells of: who else waits, and who is there. */
const againMs = 10_000
const most = 200

export const chats = {
  offer: () =>
    queryOptions({
      queryKey: ['chats', 'offer'],
      queryFn: ({ signal }) => call<ChatOfferView>(api.chatOffer, { signal }),
      refetchInterval: againMs,
      staleTime: 0,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['chats', 'one', id],
      queryFn: ({ signal }) => call<ChatView>(api.chat(id), { signal }),
      refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? againMs : false),
    }),
  live: () =>
    queryOptions({
      queryKey: ['chats', 'live'],
      queryFn: ({ signal }) => call<Page<ChatView>>(withQuery(api.chats, { show: 'live', limit: most }), { signal }),
      refetchInterval: againMs,
    }),
  ended: (limit: number) =>
    queryOptions({
      queryKey: ['chats', 'ended', limit],
      queryFn: ({ signal }) => call<Page<ChatView>>(withQuery(api.chats, { show: 'ended', limit }), { signal }),
    }),
  /** The chat that goes on of a ticket; null where there is none. */
  liveOf: (ticket: string) =>
    queryOptions({
      queryKey: ['chats', 'of', ticket],
      queryFn: async ({ signal }) =>
        (await call<Page<ChatView>>(withQuery(api.chats, { show: 'live', ticket, limit: 1 }), { signal })).items[0] ??
        null,
    }),
  presence: () =>
    queryOptions({
      queryKey: ['chat-presence'],
      queryFn: ({ signal }) => call<PresenceView>(api.chatPresence, { signal }),
    }),
  report: () =>
    queryOptions({
      queryKey: ['chat-report'],
      queryFn: ({ signal }) => call<ChatReportView>(api.chatReport, { signal }),
    }),
} as const

/** A chat as it was just answered, everywhere it is shown. */
export function keepChat(chat: ChatView): void {
  queryClient.setQueryData(chats.one(chat.id).queryKey, chat)
  keepTicket(chat.ticket)
  chatsChanged()
  void queryClient.invalidateQueries({ queryKey: ['counts'] })
}
