/** Basic requests of partners (B9), as they are asked for. */
import { queryOptions } from '@tanstack/react-query'
import type { OveruseView, OverusingView } from '../../../src/http/wire-overuse.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'

export const overuseQueries = {
  of: (partner: string) =>
    queryOptions({
      queryKey: ['registry', 'overuse', partner],
      queryFn: ({ signal }) => call<OveruseView>(api.partnerOveruse(partner), { signal }),
    }),
  all: (accountManager?: string) =>
    queryOptions({
      queryKey: ['registry', 'overusing', accountManager],
      queryFn: ({ signal }) => call<OverusingView>(withQuery(api.overuse, { accountManager }), { signal }),
    }),
} as const
