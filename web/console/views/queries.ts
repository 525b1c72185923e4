/** Saved views as they are asked for, and what is done to them. */
import { queryOptions } from '@tanstack/react-query'
import type { SavedViewCountsView, SavedViewView } from '../../../src/http/wire-saved-views.ts'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'

/** Counting looks through the lists: not with each word of the stream. */
const countEvery = 30_000

export const viewQueries = {
  list: () =>
    queryOptions({
      queryKey: ['saved-views', 'list'],
      queryFn: ({ signal }) => call<{ readonly items: readonly SavedViewView[] }>(api.savedViews, { signal }),
      select: ({ items }) => items,
    }),
  counts: () =>
    queryOptions({
      queryKey: ['saved-views', 'counts'],
      queryFn: ({ signal }) => call<SavedViewCountsView>(api.savedViewCounts, { signal }),
      select: ({ items }) => new Map(items.map((each) => [each.view, each])),
      staleTime: countEvery,
      refetchInterval: countEvery,
    }),
}

export async function changeView(id: string, change: unknown): Promise<SavedViewView> {
  const changed = await call<SavedViewView>(api.savedView(id), { method: 'PATCH', body: change })
  viewsChanged()
  return changed
}

export const viewsChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['saved-views'] })
