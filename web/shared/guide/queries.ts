/** What is asked of the guide and of the library of replies. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ArticleDiffView,
  ArticleHistoryView,
  ArticleListView,
  ArticlePreviewView,
  ArticleView,
  DeflectionReportView,
  DeflectionView,
  FeedbackView,
  SavedReplyView,
  SuggestionView,
} from '../../../src/http/wire-guide.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import { queryClient } from '../queries.ts'
import type { Page } from '../views.ts'

export interface GuideFilter {
  readonly q?: string
  readonly category?: string
  readonly product?: string
  readonly state?: string
}

export interface ReplyFilter {
  readonly q?: string
  readonly desk?: string
  readonly scope?: string
}

const pageSize = 100

const listOf = <Item>(
  key: readonly unknown[],
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
  limit = pageSize,
) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ signal, pageParam }) =>
      call<Page<Item>>(withQuery(path, { ...query, limit, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Item>) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** What is known of a request while it is written. */
export interface BeingWritten {
  readonly type?: string
  readonly category?: string
  readonly subType?: string
  readonly product?: string
  readonly subject?: string
  readonly description?: string
  readonly draft?: string
}

export const guide = {
  articles: (filter: GuideFilter) => listOf<ArticleListView>(['guide', 'list', filter], api.articles, { ...filter }),
  /** Staff may ask for a version; else the newest, and a partner the published one. */
  article: (called: string, version?: number) =>
    queryOptions({
      queryKey: ['guide', 'article', called, version ?? 'current'],
      queryFn: ({ signal }) => call<ArticleView>(withQuery(api.article(called), { version }), { signal }),
    }),
  versions: (id: string) =>
    queryOptions({
      queryKey: ['guide', 'versions', id],
      queryFn: ({ signal }) => call<ArticleHistoryView>(api.articleVersions(id), { signal }),
    }),
  diff: (id: string, from: number, to: number) =>
    queryOptions({
      queryKey: ['guide', 'diff', id, from, to],
      queryFn: ({ signal }) => call<ArticleDiffView>(withQuery(api.articleDiff(id), { from, to }), { signal }),
      staleTime: Infinity,
    }),
  feedback: (id: string) => listOf<FeedbackView>(['guide', 'feedback', id], api.articleFeedback(id), {}, 10),
  preview: (body: string) =>
    queryOptions({
      queryKey: ['guide-preview', body],
      queryFn: ({ signal }) => call<ArticlePreviewView>(api.articlePreview, { method: 'POST', body: { body }, signal }),
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      gcTime: 10_000,
    }),
  suggestions: (writing: BeingWritten) =>
    queryOptions({
      queryKey: ['suggestions', writing],
      queryFn: ({ signal }) =>
        call<{ readonly items: readonly SuggestionView[] }>(api.suggestions, { method: 'POST', body: writing, signal }),
      placeholderData: keepPreviousData,
      retry: false,
      gcTime: 60_000,
    }),
  deflectionReport: (query: Readonly<Record<string, string | undefined>>) =>
    queryOptions({
      queryKey: ['deflections', 'report', query],
      queryFn: ({ signal }) => call<DeflectionReportView>(withQuery(api.deflectionReport, query), { signal }),
      placeholderData: keepPreviousData,
    }),
  deflections: () => listOf<DeflectionView>(['deflections', 'list'], api.deflections, {}, 25),
  replies: (filter: ReplyFilter) =>
    listOf<SavedReplyView>(['replies', 'list', filter], api.savedReplies, { ...filter }),
  /** Those that fit a ticket, the nearest first. */
  repliesFor: (ticket: string | null, q: string) =>
    queryOptions({
      queryKey: ['replies', 'for', ticket, q],
      queryFn: ({ signal }) =>
        call<Page<SavedReplyView>>(withQuery(api.savedReplies, { ticket: ticket ?? undefined, q, limit: 30 }), {
          signal,
        }),
      placeholderData: keepPreviousData,
    }),
} as const

export const guideChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['guide'] })
export const repliesChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['replies'] })
