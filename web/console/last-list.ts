/** The list one came from, so that the way back leads there and not to the start. */
import type { ListFilter } from '../shared/filter.ts'
import type { TicketFilter } from '../shared/queries.ts'

export interface List {
  readonly view: ListName
  readonly filter: ListFilter
}

let last: List = { view: 'queue', filter: {} }

export function rememberList(list: List): void {
  last = list
}

export const lastList = (): List => last

export const listNames = { queue: 'Queue', mine: 'Mine', keyAccounts: 'Key accounts', all: 'All tickets' } as const
export type ListName = keyof typeof listNames

/** What each list asks for. */
export const listAsks = {
  queue: { view: 'queue' },
  mine: { view: 'mine' },
  keyAccounts: { view: 'queue', keyAccount: 'true' },
  all: { view: 'all' },
} as const satisfies Record<ListName, Pick<TicketFilter, 'view' | 'keyAccount'>>
