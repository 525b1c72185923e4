/** Puts what was learnt of a ticket everywhere it is shown. */
import type { InfiniteData } from '@tanstack/react-query'
import type { MessageView, TicketView } from '../../src/http/wire.ts'
import { queries, queryClient } from './queries.ts'
import type { Page } from './views.ts'

type Lists = InfiniteData<Page<TicketView>, string | undefined>

/** A later revision replaces an earlier one; an answer that was overtaken on the way changes nothing. */
export function keepTicket(ticket: TicketView): void {
  const isNewer = (known: TicketView | undefined): boolean => known === undefined || known.revision <= ticket.revision
  queryClient.setQueryData(queries.ticket(ticket.id).queryKey, (known) => (isNewer(known) ? ticket : known))
  queryClient.setQueriesData<Lists>({ queryKey: ['tickets'] }, (lists) => {
    if (lists === undefined) return lists
    let touched = false
    const pages = lists.pages.map((page) => {
      if (!page.items.some((each) => each.id === ticket.id && isNewer(each))) return page
      touched = true
      return { ...page, items: page.items.map((each) => (each.id === ticket.id ? ticket : each)) }
    })
    return touched ? { ...lists, pages } : lists
  })
}

/** The highest revision known of a ticket; 0 for one never seen. */
export function knownRevision(id: string): number {
  let known = queryClient.getQueryData(queries.ticket(id).queryKey)?.revision ?? 0
  for (const ticket of listed(id)) known = Math.max(known, ticket.revision)
  return known
}

/** A ticket's rows in the lists that are kept. */
export const listed = (id: string): readonly TicketView[] =>
  queryClient
    .getQueriesData<Lists>({ queryKey: ['tickets'] })
    .flatMap(([, lists]) => lists?.pages.flatMap((page) => page.items.filter((each) => each.id === id)) ?? [])

/** Adds a message, or replaces the one of its id. */
export function keepMessage(ticket: string, message: MessageView, replaces = message.id): void {
  queryClient.setQueryData(queries.messages(ticket).queryKey, (known) =>
    known === undefined ? known : [...known.filter((each) => each.id !== replaces && each.id !== message.id), message],
  )
}

export function dropMessage(ticket: string, id: string): void {
  queryClient.setQueryData(queries.messages(ticket).queryKey, (known) => known?.filter((each) => each.id !== id))
}

/** What a ticket's history and the lists around it say may have changed. */
export function refreshAround(id: string): void {
  void queryClient.invalidateQueries({ queryKey: ['messages', id] })
  void queryClient.invalidateQueries({ queryKey: ['events', id] })
  void queryClient.invalidateQueries({ queryKey: ['escalations', id] })
  void queryClient.invalidateQueries({ queryKey: ['letters', id] })
  void queryClient.invalidateQueries({ queryKey: ['asking', id] })
  void queryClient.invalidateQueries({ queryKey: ['followers', id] })
  void queryClient.invalidateQueries({ queryKey: ['links', id] })
  void queryClient.invalidateQueries({ queryKey: ['run', id] })
  void queryClient.invalidateQueries({ queryKey: ['runs'] })
  if (isChat(id)) chatsChanged()
  void queryClient.invalidateQueries({ queryKey: ['counts'] })
}

/** A4: one of the chats that are kept is this ticket's. */
const isChat = (id: string): boolean =>
  queryClient
    .getQueriesData({ queryKey: ['chats'] })
    .some(([key, data]) => key.includes(id) || idsIn(data).includes(id))

interface Chats {
  readonly ticket?: { readonly id: string }
  readonly live?: { readonly ticket: { readonly id: string } } | null
  readonly items?: readonly { readonly ticket: { readonly id: string } }[]
}

function idsIn(data: unknown): readonly (string | undefined)[] {
  const { ticket, live, items = [] } = (data ?? {}) as Chats
  return [ticket?.id, live?.ticket.id, ...items.map((each) => each.ticket.id)]
}

export const chatsChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['chats'] })

/** What workflows decide over (section E), as it is kept below 'registry'. */
const decidedOver = [
  'payouts',
  'partnership',
  'evaluations',
  'records',
  'sheets',
  'sheet-versions',
  'customers',
  'customer',
  'reviews',
  'review',
  'rating',
] as const

/** A run has moved: whatever it may have decided over is read again. */
export function runsMoved(): void {
  for (const what of decidedOver) void queryClient.invalidateQueries({ queryKey: ['registry', what] })
}
