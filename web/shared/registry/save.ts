/** For a dialog that changes the registry: sends it once, keeps what was refused, and has everything read again. */
import { useMutation } from '@tanstack/react-query'
import { fieldsOf, useActKey } from '../actions.ts'
import { call } from '../api.ts'
import { toast } from '../ui/toast.tsx'
import { registryChanged } from './queries.ts'

interface Saving<Answer> {
  readonly path: string
  readonly method: 'POST' | 'PATCH'
  /** What is said once it is done. */
  readonly said: (answer: Answer) => string
  readonly onDone: (answer: Answer) => void
}

export function useSave<Answer>({ path, method, said, onDone }: Saving<Answer>) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: unknown) => call<Answer>(path, { method, body, idempotencyKey: key.keyFor(body) }),
    onSuccess: (answer) => {
      key.done()
      registryChanged()
      toast.done(said(answer))
      onDone(answer)
    },
  })
  return { save: (body: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error) }
}
