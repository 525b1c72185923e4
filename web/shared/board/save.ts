/** For a dialog of the board, and of what is posted to partners: sends it once, keeps what was refused, reads all again. */
import { useMutation } from '@tanstack/react-query'
import { fieldsOf, useActKey } from '../actions.ts'
import { call } from '../api.ts'
import { queryClient } from '../queries.ts'
import { toast } from '../ui/toast.tsx'

interface Posting<Answer> {
  readonly path: string
  readonly method?: 'POST' | 'PATCH'
  /** Keys of the queries that are read again. */
  readonly changes: readonly string[]
  readonly said: (answer: Answer) => string
  readonly onDone: (answer: Answer) => void
}

export function usePosting<Answer>({ path, method = 'POST', changes, said, onDone }: Posting<Answer>) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: unknown) => call<Answer>(path, { method, body, idempotencyKey: key.keyFor(body) }),
    onSuccess: (answer) => {
      key.done()
      for (const changed of changes) void queryClient.invalidateQueries({ queryKey: [changed] })
      toast.done(said(answer))
      onDone(answer)
    },
  })
  return { post: (body: unknown) => mutate(body), busy: isPending, error, fields: fieldsOf(error) }
}
