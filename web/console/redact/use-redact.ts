/** Asks for a redaction; what comes back is the ticket, and where the words stand still. */
import { useMutation } from '@tanstack/react-query'
import type { RedactionReason } from '../../../src/domain/redaction.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import type { RemainsView } from '../../../src/http/wire-redaction.ts'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { keepTicket, refreshAround } from '../../shared/cache.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'

export type Asked = { readonly reason: RedactionReason; readonly because?: string } & (
  | { readonly what: 'passages'; readonly message: string; readonly passages: readonly string[] }
  | { readonly what: 'message'; readonly message: string }
  | { readonly what: 'file'; readonly file: string }
)

export function useRedact(ticket: string, onDone: (remains: readonly RemainsView[]) => void) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: Asked) =>
      call<{ ticket: TicketView; remains: readonly RemainsView[] }>(api.redactions(ticket), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      }),
    onSuccess: (answer) => {
      key.done()
      keepTicket(answer.ticket)
      refreshAround(ticket)
      void queryClient.invalidateQueries({ queryKey: ['tickets'] })
      onDone(answer.remains)
    },
  })
  return { run: mutate, busy: isPending, error, fields: fieldsOf(error) }
}
