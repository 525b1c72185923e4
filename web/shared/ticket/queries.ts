/** All that the page of a ticket asks for. */
import { queryOptions } from '@tanstack/react-query'
import { askingOf } from '../asking/queries.ts'
import { listed } from '../cache.ts'
import { queries, queryClient } from '../queries.ts'
import { workflowQueries } from '../workflow/queries.ts'

/** Until it is read, it stands as it does in a list that is kept. */
export const ticketShown = (id: string) =>
  queryOptions({ ...queries.ticket(id), placeholderData: () => listed(id).at(0) })

/** At once, and not one after the other as the parts of the page come to be drawn. What is kept and fresh is not asked again. */
export function askForTicket(id: string, side: 'staff' | 'partner'): void {
  void queryClient.prefetchQuery(queries.ticket(id))
  void queryClient.prefetchQuery(queries.messages(id))
  void queryClient.prefetchQuery(queries.events(id))
  void queryClient.prefetchQuery(workflowQueries.run(id))
  void queryClient.prefetchQuery(askingOf(id))
  if (side === 'partner') return
  void queryClient.prefetchQuery(queries.staff())
  void queryClient.prefetchQuery(queries.letters(id))
}
