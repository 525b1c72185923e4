/** The list one came from, so that the way back leads there and not to the start. */
import type { ListFilter } from '../shared/filter.ts'

export interface List {
  readonly view: 'queue' | 'mine' | 'all'
  readonly filter: ListFilter
}

let last: List = { view: 'queue', filter: {} }

export function rememberList(list: List): void {
  last = list
}

export const lastList = (): List => last

export const listNames = { queue: 'Queue', mine: 'Mine', all: 'All tickets' } as const satisfies Record<
  List['view'],
  string
>
