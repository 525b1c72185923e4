/** What is asked about contacts with partners (D5). */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ContactStateView, DiaryEntryView } from '../../../src/http/wire-diary.ts'
import { call } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import type { Page } from '../../shared/views.ts'

type DiaryPage = Page<DiaryEntryView> & { readonly standing: ContactStateView }

export const diary = {
  of: (partner: string) =>
    infiniteQueryOptions({
      queryKey: ['diary', partner],
      queryFn: ({ signal, pageParam }) =>
        call<DiaryPage>(withQuery(api.partnerDiary(partner), { limit: 6, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: DiaryPage) => page.nextCursor ?? undefined,
    }),
  due: (mine: boolean) =>
    queryOptions({
      queryKey: ['diary', 'due', mine],
      queryFn: ({ signal }) =>
        call<Page<ContactStateView>>(withQuery(api.dueContacts, mine ? { mine: 'true' } : {}), { signal }),
    }),
} as const

export const diaryChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['diary'] })

export const kindWords: Readonly<Record<DiaryEntryView['kind'], string>> = {
  call: 'Call',
  meeting: 'Meeting',
  visit: 'Visit',
  mail: 'Mail',
  other: 'Other',
}
