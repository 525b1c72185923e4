/** The list one came from, so that the way back leads there and not to the start. */
import type { ListFilter, ListSearch } from '../shared/filter.ts'
import type { TicketFilter } from '../shared/queries.ts'

export interface List {
  readonly view: keyof typeof listNames
  readonly filter: ListSearch
  /** Its tickets in their order, as they stood when one left it. */
  readonly tickets: readonly string[]
}

let last: List = { view: 'queue', filter: {}, tickets: [] }

export function rememberList(list: List): void {
  last = list
}

export const lastList = (): List => last

/** Under this name a list remembers which of its rows is under the hand. */
export const nameOfList = ({ view, filter }: { readonly view: List['view']; readonly filter: ListFilter }): string =>
  `${view}:${JSON.stringify(filter)}`

/** Where a ticket stands in the list that one came from; null where it is not in it. */
export function placeInList(ticket: string, { tickets } = last): Place | null {
  const at = tickets.indexOf(ticket)
  return at === -1
    ? null
    : { at: at + 1, of: tickets.length, before: tickets[at - 1] ?? null, after: tickets[at + 1] ?? null }
}

export interface Place {
  /** From 1 on. */
  readonly at: number
  readonly of: number
  readonly before: string | null
  readonly after: string | null
}

export const listNames = {
  queue: 'Queue',
  mine: 'Mine',
  keyAccounts: 'Key accounts',
  all: 'All tickets',
  /** No list of tickets alone, but of what happened to them (pages/for-you.tsx). */
  forYou: 'For you',
} as const
export type ListName = Exclude<keyof typeof listNames, 'forYou'>

/** What each list asks for. */
export const listAsks = {
  queue: { view: 'queue' },
  mine: { view: 'mine' },
  keyAccounts: { view: 'queue', keyAccount: 'true' },
  all: { view: 'all' },
} as const satisfies Record<ListName, Pick<TicketFilter, 'view' | 'keyAccount'>>
