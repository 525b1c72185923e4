/** Decides about a held request, once; what was refused is kept for the dialog. */
import { useMutation } from '@tanstack/react-query'
import type { HeldPageView } from '../../../src/http/wire-held.ts'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call, Problem } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { heldChanged } from './queries.ts'

export function useDecide(id: string, act: 'release' | 'refuse' | 'reopen', onDone: (after: HeldPageView) => void) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: unknown) =>
      call<HeldPageView>(api.heldAct(id, act), { method: 'POST', body, idempotencyKey: key.keyFor(body) }),
    onSuccess: (after) => {
      key.done()
      heldChanged(after)
      onDone(after)
    },
    onError: (reason) => {
      // Somebody else was first: the page shows what they did.
      if (reason instanceof Problem && reason.status === 409) void queryClient.invalidateQueries({ queryKey: ['held'] })
    },
  })
  return { decide: (body: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error) }
}
