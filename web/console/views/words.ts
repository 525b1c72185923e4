/** Saved views in words, and when what is set differs from one. */
import type { SavedViewView } from '../../../src/http/wire-saved-views.ts'
import { filterNames, valuesOf, type ListFilter } from '../../shared/filter.ts'
import type { PolicyView } from '../../shared/views.ts'
import { sayNumber } from '../../shared/words.ts'
import type { ListName } from '../last-list.ts'

export type SavedList = SavedViewView['list']

/** As a list and what it has set by itself: that of the key accounts is the queue, narrowed. */
export const savedAs = (view: ListName, filter: ListFilter): { list: SavedList; question: ListFilter } =>
  view === 'keyAccounts'
    ? { list: 'queue', question: { ...filter, keyAccount: 'true' } }
    : { list: view, question: filter }

/** The order of several values says nothing. */
export const isSame = (one: ListFilter, other: ListFilter): boolean =>
  filterNames.every((name) => values(one, name) === values(other, name))

const values = (filter: ListFilter, name: (typeof filterNames)[number]): string =>
  valuesOf(filter, name).toSorted().join(',')

export function sayCounted(counted: { readonly count: number | null; readonly isAll: boolean } | undefined): string {
  if (counted === undefined || counted.count === null) return ''
  const said = sayNumber(counted.count)
  return counted.isAll || said.endsWith('+') ? said : `${said}+`
}

/** Who sees it. */
export function sayWhose(policy: PolicyView | undefined, view: Pick<SavedViewView, 'personal' | 'desk'>): string {
  if (view.personal) return 'Only you see it.'
  const desk = policy?.desks.find(({ id }) => id === view.desk)?.name ?? view.desk
  return desk === null ? 'Everybody on the staff sees it.' : `Everybody at ${desk} sees it.`
}
