/** What is asked of the mail that goes out. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { LetterView, WholeLetterView } from '../../../src/http/wire-letters.ts'
import { call } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { lettersAgainMs, onItsWay, queryClient } from '../../shared/queries.ts'
import type { Page } from '../../shared/views.ts'

export interface MailFilter {
  /** Which sheet is in front. */
  readonly tab?: string
  readonly state?: string
  readonly q?: string
  /** The letter that is open. */
  readonly letter?: string
  /** Of a mail that came in: what was made of it. */
  readonly outcome?: string
  /** The mail that is open. */
  readonly mail?: string
}

const names = ['tab', 'state', 'q', 'letter', 'outcome', 'mail'] as const

/** Kept in the address. */
export const readMailFilter = (search: Record<string, unknown>): MailFilter =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' && value !== '' ? [[name, value]] : []
    }),
  )

export const mail = {
  letters: ({ state, q }: MailFilter) =>
    infiniteQueryOptions({
      queryKey: ['mail', 'letters', { state, q }],
      queryFn: ({ signal, pageParam }) =>
        call<Page<LetterView>>(withQuery(api.mailLetters, { state, q, limit: 50, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<LetterView>) => page.nextCursor ?? undefined,
      refetchInterval: (query) =>
        onItsWay(query.state.data?.pages.flatMap(({ items }) => items) ?? []) ? lettersAgainMs : false,
    }),
  letter: (id: string) =>
    queryOptions({
      queryKey: ['mail', 'letter', id],
      queryFn: ({ signal }) => call<WholeLetterView>(api.letter(id), { signal }),
      staleTime: 0,
      refetchInterval: (query) =>
        query.state.data !== undefined && onItsWay([query.state.data]) ? lettersAgainMs : false,
    }),
}

/** Whatever shows letters reads them anew. */
export function mailChanged(): void {
  void queryClient.invalidateQueries({ queryKey: ['mail'] })
  void queryClient.invalidateQueries({ queryKey: ['letters'] })
  void queryClient.invalidateQueries({ queryKey: ['registry'] })
}
