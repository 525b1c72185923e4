/** What a new desk still lacks: read by its page, by the sidebar, and where an administrator comes in. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { SetupView } from '../../../src/http/wire-setup.ts'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'

export type { SetupView }

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => call<SetupView>(api.setup, { signal }),
  // What it is read from is done on other pages, and elsewhere.
  staleTime: 0,
  refetchInterval: 60_000,
})

const doneOf = ({ steps }: SetupView): number => steps.filter(({ isDone }) => isDone).length

/** '2 of 7' */
export const sayDone = (setup: SetupView): string => `${doneOf(setup)} of ${setup.steps.length}`

export const isWhole = (setup: SetupView): boolean => doneOf(setup) === setup.steps.length

/** For an administrator of a desk that is not set up yet; null for everybody else. */
export function useSetup(): SetupView | null {
  const { data } = useQuery({ ...setupQuery, enabled: useMe().role === 'admin' })
  return data === undefined || data.isPutAway || isWhole(data) ? null : data
}

/** Where nobody can ask anything yet. What cannot be found out is no reason to lead anybody elsewhere. */
export const isNewDesk = (): Promise<boolean> =>
  queryClient.fetchQuery(setupQuery).then(
    ({ isPutAway, hasPartner }) => !isPutAway && !hasPartner,
    () => false,
  )
