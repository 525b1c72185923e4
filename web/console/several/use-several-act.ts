/** Runs one act on several tickets, and keeps what was refused as a whole to be shown in its place. */
import { useMutation } from '@tanstack/react-query'
import type { SeveralView } from '../../../src/http/wire-several.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { actOnSeveral } from './acts.ts'
import type { SharedAct } from './words.ts'

export interface SeveralDialogProps {
  /** As they were when it was opened: what becomes of them meanwhile, the desk says. */
  readonly tickets: readonly TicketView[]
  readonly onDone: (act: SharedAct, answer: SeveralView) => void
  readonly onClose: () => void
}

export function useSeveralAct({ tickets, onDone, onClose }: SeveralDialogProps) {
  const key = useActKey()
  const ids = tickets.map(({ id }) => id)
  const { mutate, isPending, error } = useMutation({
    mutationFn: (act: SharedAct) => actOnSeveral(ids, act, key.keyFor({ ids, act })),
    onSuccess: (answer, act) => {
      key.done()
      onDone(act, answer)
      onClose()
    },
  })
  return { run: (act: SharedAct) => mutate(act), busy: isPending, error, fields: fieldsOf(error) }
}
