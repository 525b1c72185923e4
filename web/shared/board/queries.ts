/** What is asked of the product board (B6). */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { IdeaLettersView, IdeaListView, IdeaView } from '../../../src/http/wire-board.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import { queryClient } from '../queries.ts'
import type { Page } from '../views.ts'

export interface IdeaFilter {
  readonly q?: string
  readonly product?: string
  readonly status?: string
  readonly sort?: 'newest'
  readonly mine?: 'true'
}

const pageSize = 40

export const board = {
  ideas: (filter: IdeaFilter) =>
    infiniteQueryOptions({
      queryKey: ['board', 'ideas', filter],
      queryFn: ({ signal, pageParam }) =>
        call<Page<IdeaListView>>(withQuery(api.ideas, { ...filter, limit: pageSize, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<IdeaListView>) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  idea: (id: string) =>
    queryOptions({
      queryKey: ['board', 'idea', id],
      queryFn: ({ signal }) => call<IdeaView>(api.idea(id), { signal }),
    }),
  letters: () =>
    queryOptions({
      queryKey: ['board', 'letters'],
      queryFn: ({ signal }) => call<IdeaLettersView>(api.ideaLetters, { signal }),
    }),
} as const

/** Something of the board has changed: it is read again, and the tickets that name their idea with it. */
export function boardChanged(): void {
  for (const key of ['board', 'ticket', 'tickets']) void queryClient.invalidateQueries({ queryKey: [key] })
}

/** What the board is narrowed to, out of the address. */
export const readIdeaFilter = (search: Record<string, unknown>): IdeaFilter => {
  const text = (name: 'q' | 'product' | 'status') => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? { [name]: value } : {}
  }
  return {
    ...text('q'),
    ...text('product'),
    ...text('status'),
    ...(search.sort === 'newest' ? { sort: 'newest' } : {}),
    ...(search.mine === 'true' ? { mine: 'true' } : {}),
  }
}
