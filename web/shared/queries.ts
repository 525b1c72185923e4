/** What is asked of the server, and under which name the answer is kept. */
import { infiniteQueryOptions, keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import type { EventView, MessageView, MeView, PreviewView, TicketView } from '../../src/http/wire.ts'
import type { PromiseReportView } from '../../src/http/wire-report.ts'
import type { CoverageView, EscalationOptionsView, StandInView } from '../../src/http/wire-escalation.ts'
import type { SignInWaysView } from '../../src/http/wire-single-sign-on.ts'
import type { LetterView, TicketLettersView } from '../../src/http/wire-letters.ts'
import { call, Problem } from './api.ts'
import type { ListFilter } from './filter.ts'
import { api, withQuery } from './paths.ts'
import type { CountsView, DemoView, Page, PartnerView, PolicyView, RequestDraft, PersonView } from './views.ts'

/** While a letter is on its way what shows it reads it again. */
export const onItsWay = (letters: readonly Pick<LetterView, 'state'>[]): boolean =>
  letters.some(({ state }) => state === 'queued' || state === 'sending')
export const lettersAgainMs = 5_000

/** A refusal is an answer and not worth a second try; a silent or failing server is. */
const worthRetrying = (count: number, reason: unknown): boolean =>
  count < 2 && !(reason instanceof Problem && reason.status > 0 && reason.status < 500)

export const queryClient = new QueryClient({
  defaultOptions: {
    // What changes is told by the stream; coming back to a page asks again only after a while. Without a network it is
    // asked all the same: that fails and is said, where waiting for one would look like work.
    queries: { retry: worthRetrying, staleTime: 60_000, networkMode: 'always', refetchOnReconnect: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** Another version of the policy holds (C9): what there is to choose, whom the ladders reach, which versions there are. */
export function policyHeld(): void {
  for (const key of ['policy', 'policy-versions', 'coverage']) void queryClient.invalidateQueries({ queryKey: [key] })
}

export interface TicketFilter extends ListFilter {
  readonly view: 'queue' | 'mine' | 'all'
}

const pageSize = 60
const most = 200

/** Follows the cursors to the end: for a conversation, which is read whole. */
async function everyPage<Item>(
  path: string,
  signal: AbortSignal,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let cursor: string | undefined; ;) {
    const page: Page<Item> = await call<Page<Item>>(withQuery(path, { ...query, limit: most, cursor }), { signal })
    items.push(...page.items)
    if (page.nextCursor === null) return items
    cursor = page.nextCursor
  }
}

export const queries = {
  me: () =>
    queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => call<MeView>(api.me, { signal }), staleTime: Infinity }),
  signInWays: () =>
    queryOptions({
      queryKey: ['sign-in-ways'],
      queryFn: ({ signal }) => call<SignInWaysView>(api.signInWays, { signal }),
      // Without an answer there is the password, as ever: nobody waits for it.
      retry: false,
      staleTime: 60_000,
    }),
  demo: () =>
    queryOptions({
      queryKey: ['demo'],
      // Not there at all outside of the demo: that is no error.
      queryFn: ({ signal }) =>
        call<DemoView>(api.demo, { signal }).catch((reason: unknown) => {
          if (reason instanceof Problem && reason.status === 404) return null
          throw reason
        }),
      staleTime: Infinity,
    }),
  policy: () =>
    queryOptions({
      queryKey: ['policy'],
      queryFn: ({ signal }) => call<PolicyView>(api.policy, { signal }),
      staleTime: 30 * 60_000,
    }),
  counts: () =>
    queryOptions({ queryKey: ['counts'], queryFn: ({ signal }) => call<CountsView>(api.counts, { signal }) }),
  tickets: (filter: TicketFilter) =>
    infiniteQueryOptions({
      queryKey: ['tickets', filter],
      queryFn: ({ signal, pageParam }) =>
        call<Page<TicketView>>(withQuery(api.tickets, { ...filter, limit: pageSize, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  /** The few that match what is typed, by number or text. */
  find: (q: string, limit = 8) =>
    queryOptions({
      queryKey: ['find', q],
      queryFn: ({ signal }) => call<Page<TicketView>>(withQuery(api.tickets, { view: 'all', q, limit }), { signal }),
      enabled: q.trim() !== '',
    }),
  ticket: (id: string) =>
    queryOptions({ queryKey: ['ticket', id], queryFn: ({ signal }) => call<TicketView>(api.ticket(id), { signal }) }),
  messages: (id: string) =>
    queryOptions({
      queryKey: ['messages', id],
      queryFn: ({ signal }) => everyPage<MessageView>(api.messages(id), signal),
    }),
  events: (id: string) =>
    queryOptions({ queryKey: ['events', id], queryFn: ({ signal }) => everyPage<EventView>(api.events(id), signal) }),
  /** Open escalations, or disputed severities, what falls due first before the others; kept and refreshed as every list is. */
  escalations: (show: 'escalated' | 'disputed') =>
    infiniteQueryOptions({
      queryKey: ['tickets', 'escalations', show],
      queryFn: ({ signal, pageParam }) =>
        call<Page<TicketView>>(withQuery(api.escalations, { show, limit: pageSize, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  /** What may be done now: it changes with the time alone. */
  escalationOptions: (id: string) =>
    queryOptions({
      queryKey: ['escalations', id],
      queryFn: ({ signal }) => call<EscalationOptionsView>(api.escalationOptions(id), { signal }),
      staleTime: 0,
      refetchInterval: 60_000,
    }),
  letters: (id: string) =>
    queryOptions({
      queryKey: ['letters', id],
      queryFn: ({ signal }) => call<TicketLettersView>(api.letters(id), { signal }),
      // No event of the ticket says that a letter has arrived: while one is on its way it is asked for.
      refetchInterval: (query) => (onItsWay(query.state.data?.items ?? []) ? lettersAgainMs : false),
    }),
  /** For administrators: what to look after, though it works. */
  health: () =>
    queryOptions({
      queryKey: ['health'],
      queryFn: ({ signal }) => call<{ readonly warnings: readonly string[] }>(api.health, { signal }),
      // As often as each node looks (clock-watch.ts).
      refetchInterval: 60_000,
    }),
  standIns: () =>
    queryOptions({
      queryKey: ['stand-ins'],
      queryFn: ({ signal }) => call<{ readonly items: readonly StandInView[] }>(api.standIns, { signal }),
    }),
  /** Without a day: today's. */
  coverage: (on: string | undefined) =>
    queryOptions({
      queryKey: ['coverage', on ?? 'today'],
      queryFn: ({ signal }) => call<CoverageView>(withQuery(api.coverage, { on }), { signal }),
      placeholderData: keepPreviousData,
    }),
  staff: () =>
    queryOptions({
      queryKey: ['staff'],
      queryFn: ({ signal }) => everyPage<PersonView>(api.people, signal, { side: 'staff' }),
      staleTime: 5 * 60_000,
    }),
  everybody: () =>
    queryOptions({
      queryKey: ['staff', 'everybody'],
      queryFn: ({ signal }) => everyPage<PersonView>(api.people, signal),
      staleTime: 5 * 60_000,
    }),
  partners: () =>
    queryOptions({
      queryKey: ['partners'],
      queryFn: ({ signal }) => everyPage<PartnerView>(api.partners, signal),
      staleTime: 5 * 60_000,
    }),
  report: (query: Readonly<Record<string, string | undefined>>) =>
    queryOptions({
      queryKey: ['report', query],
      queryFn: ({ signal }) => call<PromiseReportView>(withQuery(api.report, query), { signal }),
    }),
  reportTickets: (query: Readonly<Record<string, string | undefined>>) =>
    infiniteQueryOptions({
      queryKey: ['report-tickets', query],
      queryFn: ({ signal, pageParam }) =>
        // The value may be empty: it is then the row of those that have none.
        call<Page<TicketView>>(
          `${withQuery(api.reportTickets, { ...query, value: undefined, cursor: pageParam })}&value=${encodeURIComponent(query.value ?? '')}`,
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  /** What would be promised for this draft if it were sent now. Goes stale by itself: the promise moves with the time. */
  preview: (draft: RequestDraft) =>
    queryOptions({
      queryKey: ['preview', draft],
      queryFn: ({ signal }) => call<PreviewView>(api.preview, { method: 'POST', body: draft, signal }),
      staleTime: 20_000,
      refetchInterval: 60_000,
      gcTime: 60_000,
    }),
}
