/** What is asked of workflows and their runs. */
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import type { ListedRunView, RunCountsView, TicketRunView, WorkflowView } from '../../../src/http/wire-workflow.ts'
import { fieldsOf, useActKey } from '../actions.ts'
import { call } from '../api.ts'
import { refreshAround } from '../cache.ts'
import { api, withQuery } from '../paths.ts'
import { queries, queryClient } from '../queries.ts'
import type { Page } from '../views.ts'

export interface RunFilter {
  readonly workflow?: string
  readonly state?: string
  readonly waitsFor?: string
  readonly trouble?: 'true'
  readonly over?: 'true'
}

const pageSize = 50

export const workflowQueries = {
  workflows: () =>
    queryOptions({
      queryKey: ['workflows'],
      queryFn: ({ signal }) => call<{ readonly items: readonly WorkflowView[] }>(api.workflows, { signal }),
      staleTime: 30 * 60_000,
    }),
  /** What a field may name of a partner's; without a partner: of one's own. */
  records: (of: string, partner?: string) =>
    queryOptions({
      queryKey: ['registry', 'records', of, partner ?? 'own'],
      queryFn: ({ signal }) =>
        call<{ readonly items: readonly { readonly id: string; readonly name: string }[] }>(
          withQuery(api.records, { of, partner }),
          { signal },
        ),
    }),
  run: (ticket: string) =>
    queryOptions({
      queryKey: ['run', ticket],
      queryFn: ({ signal }) => call<TicketRunView>(api.run(ticket), { signal }),
    }),
  runs: (filter: RunFilter) =>
    infiniteQueryOptions({
      queryKey: ['runs', filter],
      queryFn: ({ signal, pageParam }) =>
        call<Page<ListedRunView>>(withQuery(api.runs, { ...filter, limit: pageSize, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  counts: () =>
    queryOptions({
      queryKey: ['runs', 'counts'],
      queryFn: ({ signal }) => call<RunCountsView>(api.runCounts, { signal }),
    }),
} as const

/** Begins a run, takes a step of it, or tries again what failed; the answer is shown at once. */
export function useRunAct(ticket: string, path: string, onDone: (after: TicketRunView) => void) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: unknown) =>
      call<TicketRunView>(path, { method: 'POST', body, idempotencyKey: key.keyFor(body) }),
    onSuccess: (after) => {
      key.done()
      queryClient.setQueryData(workflowQueries.run(ticket).queryKey, after)
      refreshAround(ticket)
      // What a step brings about may be of the registry: whose customer somebody is, say.
      for (const name of ['runs', 'registry', 'tickets']) void queryClient.invalidateQueries({ queryKey: [name] })
      void queryClient.invalidateQueries({ queryKey: queries.ticket(ticket).queryKey })
      onDone(after)
    },
  })
  return { send: (body: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error) }
}
