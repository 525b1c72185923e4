/** 'For you': that one's alerts have changed, as the stream says it. */
import { queryClient } from './queries.ts'

export const alertsChanged = (): void => {
  void queryClient.invalidateQueries({ queryKey: ['alerts'] })
  void queryClient.invalidateQueries({ queryKey: ['counts'] })
}
