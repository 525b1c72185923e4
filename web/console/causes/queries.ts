/** Tickets that have one cause: what is asked, and what is done. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { LinksView } from '../../../src/http/wire-causes.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { mostAtOnce } from '../../../src/domain/at-once.ts'
import { call, newKey } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { toast } from '../../shared/ui/toast.tsx'
import type { Page } from '../../shared/views.ts'

export const causes = {
  links: (ticket: string) =>
    queryOptions({
      queryKey: ['links', ticket],
      queryFn: ({ signal }) => call<LinksView>(api.links(ticket), { signal }),
    }),
  /** Below the lists of tickets: what the stream tells of one of them is shown here, too. */
  caused: (ticket: string) =>
    infiniteQueryOptions({
      queryKey: ['tickets', 'caused', ticket],
      queryFn: ({ signal, pageParam }) =>
        call<Page<TicketView>>(withQuery(api.caused(ticket), { limit: mostAtOnce, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
} as const

let latest: TicketView | null = null
/** What was attached to last, in this tab: of the reports of one outage one follows the other. */
export const latestCause = (): TicketView | null => latest

export const rememberCause = (cause: TicketView): void => void (latest = cause)

type Named = Pick<TicketView, 'id' | 'number'>

function linksChanged(ticket: Named, links: LinksView): void {
  queryClient.setQueryData(causes.links(ticket.id).queryKey, links)
  void queryClient.invalidateQueries({ queryKey: ['links'] })
  void queryClient.invalidateQueries({ queryKey: ['tickets', 'caused'] })
}

/** With a way back to the cause that it had before, or to none. */
export async function attachTo(ticket: Named, cause: TicketView, key: string): Promise<void> {
  const before = await queryClient.fetchQuery({ ...causes.links(ticket.id), staleTime: 0 })
  await put(ticket, cause, key)
  rememberCause(cause)
  toast.undoable(`${ticket.number} is attached to ${cause.number}.`, () => {
    const former = before.cause?.ticket
    void (former === undefined ? take(ticket) : put(ticket, former, newKey())).catch(toast.failed)
  })
}

export async function detachFrom(ticket: Named, cause: Named): Promise<void> {
  try {
    await take(ticket)
    toast.undoable(
      `${ticket.number} is attached to ${cause.number} no more.`,
      () => void put(ticket, cause, newKey()).catch(toast.failed),
    )
  } catch (reason) {
    toast.failed(reason)
  }
}

async function put(ticket: Named, cause: Named, idempotencyKey: string): Promise<void> {
  const body = { cause: cause.id }
  linksChanged(ticket, await call<LinksView>(api.cause(ticket.id), { method: 'POST', body, idempotencyKey }))
}

async function take(ticket: Named): Promise<void> {
  linksChanged(ticket, await call<LinksView>(api.cause(ticket.id), { method: 'DELETE' }))
}
