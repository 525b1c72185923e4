/** What is asked of second factors: one's own, and by administrators who must have one. */
import { queryOptions } from '@tanstack/react-query'
import type { OwnSecondFactor, RuleView } from '../../../src/http/wire-second-factor.ts'
import { call } from '../api.ts'
import { api } from '../paths.ts'
import { queryClient } from '../queries.ts'

const key = 'second-factor'

export const secondFactor = {
  own: () =>
    queryOptions({
      queryKey: [key, 'own'],
      queryFn: ({ signal }) => call<OwnSecondFactor>(api.secondFactor, { signal }),
      staleTime: 0,
    }),
  rule: () =>
    queryOptions({
      queryKey: [key, 'rule'],
      queryFn: ({ signal }) => call<RuleView>(api.secondFactorRule, { signal }),
      staleTime: 0,
    }),
}

/** One's own, or the rule: both say who has one. */
export function secondFactorChanged(): void {
  for (const shown of [key, 'staff-kept']) void queryClient.invalidateQueries({ queryKey: [shown] })
}
