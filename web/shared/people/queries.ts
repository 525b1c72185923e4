/** What is asked of staff, keys and sessions. Of what others change the stream tells (live.ts), but not of who signs in. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { KeyView, SessionView, StaffPageView, StaffView } from '../../../src/http/wire-people.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import { queryClient } from '../queries.ts'
import type { Page } from '../views.ts'
import { peopleShown } from './shown.ts'

export interface StaffSearch {
  readonly show?: 'left' | 'all'
  readonly q?: string
}
export interface KeySearch {
  readonly person?: string
  readonly show?: 'all'
}

export const readStaffSearch = (search: Record<string, unknown>): StaffSearch => ({
  ...(search.show === 'left' || search.show === 'all' ? { show: search.show } : {}),
  ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
})
export const readKeySearch = (search: Record<string, unknown>): KeySearch => ({
  ...(typeof search.person === 'string' && search.person !== '' ? { person: search.person } : {}),
  ...(search.show === 'all' ? { show: 'all' } : {}),
})

export const people = {
  staff: (search: StaffSearch) =>
    infiniteQueryOptions({
      queryKey: ['staff-kept', 'list', search],
      queryFn: ({ signal, pageParam }) =>
        call<Page<StaffView>>(withQuery(api.staff, { ...search, limit: 100, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<StaffView>) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      staleTime: 0,
      // Who signed in last, and how many tickets are whose, no stream tells.
      refetchInterval: 60_000,
    }),
  member: (id: string) =>
    queryOptions({
      queryKey: ['staff-kept', id],
      queryFn: ({ signal }) => call<StaffPageView>(api.staffMember(id), { signal }),
      staleTime: 0,
    }),
  keys: (search: KeySearch) =>
    infiniteQueryOptions({
      queryKey: ['keys', search],
      queryFn: ({ signal, pageParam }) =>
        call<Page<KeyView>>(withQuery(api.keys, { ...search, limit: 100, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<KeyView>) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  sessions: (person: string) =>
    queryOptions({
      queryKey: ['sessions', person],
      queryFn: ({ signal }) =>
        call<Page<SessionView>>(withQuery(api.sessions, { person }), { signal }).then(({ items }) => items),
      staleTime: 0,
      refetchInterval: 20_000,
    }),
}

/** All that shows somebody: who there is to be assigned to as well. */
export const peopleChanges = [...peopleShown, 'registry'] as const

export function peopleChanged(): void {
  for (const key of peopleChanges) void queryClient.invalidateQueries({ queryKey: [key] })
}
