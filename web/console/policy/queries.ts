/** What is asked of the policy's versions and of its folder (C9). */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { PolicyDifferencesView, PolicyFolderView, PolicyVersionView } from '../../../src/http/wire-policy.ts'
import { call } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import type { Page } from '../../shared/views.ts'

/** Which version is looked into, and with which it is compared; kept in the address. */
export interface PolicySearch {
  readonly version?: string
  readonly from?: string
}

const readNumber = (value: unknown): string | null => (/^[1-9]\d{0,8}$/.test(String(value)) ? String(value) : null)

export function readPolicySearch(search: Record<string, unknown>): PolicySearch {
  const [version, from] = [readNumber(search.version), readNumber(search.from)]
  if (version === null) return {}
  return from === null ? { version } : { version, from }
}

export const policyQueries = {
  /** How many tickets live under each moves by itself, and no stream tells of it. */
  versions: () =>
    infiniteQueryOptions({
      queryKey: ['policy-versions'],
      queryFn: ({ signal, pageParam }) =>
        call<Page<PolicyVersionView>>(withQuery(api.policyVersions, { limit: 50, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<PolicyVersionView>) => page.nextCursor ?? undefined,
      staleTime: 0,
    }),
  /** Of what was published nothing ever changes. */
  differences: (to: number, from: number) =>
    queryOptions({
      queryKey: ['policy-differences', to, from],
      queryFn: ({ signal }) => call<PolicyDifferencesView>(withQuery(api.policyDifferences, { to, from }), { signal }),
      staleTime: Infinity,
    }),
  /** Read on the server when somebody asks for it, and not kept. */
  folder: () =>
    queryOptions({
      queryKey: ['policy-folder'],
      queryFn: ({ signal }) => call<PolicyFolderView>(api.policyFolder, { signal }),
      enabled: false,
      retry: false,
      gcTime: 0,
    }),
}
