/** What is asked of the mail that came in. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { MailHealthView, MailView, WholeMailView } from '../../../src/http/wire-mail.ts'
import { call } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import type { Page } from '../../shared/views.ts'
import type { MailFilter } from './queries.ts'

/** Nothing in the stream tells of it. */
const lookAgainMs = 10_000
const waitingMs = 2_000

export const mailIn = {
  list: ({ outcome }: MailFilter) =>
    infiniteQueryOptions({
      queryKey: ['mail', 'in', { outcome }],
      queryFn: ({ signal, pageParam }) =>
        call<Page<MailView>>(withQuery(api.mailIn, { ...questionOf(outcome), limit: 50, cursor: pageParam }), {
          signal,
        }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<MailView>) => page.nextCursor ?? undefined,
      refetchInterval: (query) =>
        query.state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'received')) === true
          ? waitingMs
          : lookAgainMs,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['mail', 'one', id],
      queryFn: ({ signal }) => call<WholeMailView>(api.mailOne(id), { signal }),
      staleTime: 0,
      refetchInterval: (query) => (query.state.data?.state === 'received' ? waitingMs : false),
    }),
  health: () =>
    queryOptions({
      queryKey: ['mail', 'health'],
      queryFn: ({ signal }) => call<MailHealthView>(api.mailHealth, { signal }),
      refetchInterval: lookAgainMs,
    }),
}

/** One choice for the reader is two questions to the server: how far it is, and what was made of it. */
const questionOf = (choice: string | undefined) =>
  choice === 'received' || choice === 'parked' ? { state: choice } : { outcome: choice }
