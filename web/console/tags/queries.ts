/** The tags in use, and what is done to them. */
import { queryOptions } from '@tanstack/react-query'
import type { TagView } from '../../../src/http/wire-tags.ts'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'

export const tagsInUse = () =>
  queryOptions({
    queryKey: ['tags'],
    queryFn: ({ signal }) => call<{ readonly items: readonly TagView[] }>(api.tags, { signal }),
    select: ({ items }) => items,
    // Every one is counted: not at each look at a list.
    staleTime: 60_000,
  })

export const tagsChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['tags'] })

/** Also on every ticket that is shown. */
export function tagRenamed(): void {
  for (const what of ['tags', 'tickets', 'ticket', 'saved-views'])
    void queryClient.invalidateQueries({ queryKey: [what] })
}
