/** By what queries people, their keys and sessions are shown; also who there is to be assigned to, and of a ticket's contact. */
import { queryClient } from '../queries.ts'

export const peopleShown = ['staff-kept', 'staff', 'keys', 'sessions', 'ticket'] as const

/** They are read again this long after something changed, and not more often: an import changes many. */
const pause = 1_200
let due: ReturnType<typeof setTimeout> | undefined

/** Others have changed people, keys, or what they may do. */
export function refreshPeople(): void {
  due ??= setTimeout(() => {
    due = undefined
    for (const key of peopleShown) void queryClient.invalidateQueries({ queryKey: [key] })
  }, pause)
}
