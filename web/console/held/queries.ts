/** Held requests (A7), as they are asked for. Nothing in the stream tells of them: they are looked at again by themselves. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { HeldListedView, HeldPageView } from '../../../src/http/wire-held.ts'
import { call } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { registryChanged } from '../../shared/registry/queries.ts'
import type { Page } from '../../shared/views.ts'

export type HeldState = HeldListedView['state']

const lookAgainMs = 15_000

export const heldQueries = {
  list: (state: HeldState, desk: string | undefined) =>
    infiniteQueryOptions({
      queryKey: ['held', 'list', state, desk],
      queryFn: ({ signal, pageParam }) =>
        call<Page<HeldListedView>>(withQuery(api.held, { state, desk, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: lookAgainMs,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['held', 'one', id],
      queryFn: ({ signal }) => call<HeldPageView>(api.heldRequest(id), { signal }),
      refetchInterval: lookAgainMs,
    }),
} as const

/** Something was decided: lists and counts are read again, and the people, of whom there may be a new one. */
export function heldChanged(after: HeldPageView): void {
  queryClient.setQueryData(heldQueries.one(after.id).queryKey, after)
  void queryClient.invalidateQueries({ queryKey: ['held', 'list'] })
  void queryClient.invalidateQueries({ queryKey: ['counts'] })
  registryChanged()
}
