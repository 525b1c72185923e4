/** For a dialog about a call: does one thing once, says so, and keeps what was refused. */
import { useMutation } from '@tanstack/react-query'
import type { CallView } from '../../../src/http/wire-calls.ts'
import { fieldsOf, useActKey } from '../actions.ts'
import { call } from '../api.ts'
import { toast } from '../ui/toast.tsx'
import { callsChanged } from './queries.ts'

export function useCallAct(path: string, said: (after: CallView) => string, onDone: () => void) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: unknown) => call<CallView>(path, { method: 'POST', body, idempotencyKey: key.keyFor(body) }),
    onSuccess: (after) => {
      key.done()
      callsChanged()
      toast.done(said(after))
      onDone()
    },
    // A time may have been taken meanwhile: what is free is asked anew.
    onError: callsChanged,
  })
  return { run: (body: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error) }
}
