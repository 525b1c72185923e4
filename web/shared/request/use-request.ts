/** The form's state, kept in this tab until it is sent, and its preview. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { useActKey } from '../actions.ts'
import { call, newKey } from '../api.ts'
import { letGo, useUploads } from '../attachments/uploads.ts'
import { keepTicket } from '../cache.ts'
import { useDraft } from '../drafts.ts'
import { api } from '../paths.ts'
import { queries, queryClient } from '../queries.ts'
import type { PolicyView, RequestDraft } from '../views.ts'
import { emptyForm, previewOf, requestOf, type RequestForm } from './draft.ts'

export type SetForm = (change: Partial<RequestForm>) => void

/** Whatever was kept, put over the empty form: a field that came later has its empty value. */
function readForm(kept: string): RequestForm {
  try {
    return { ...emptyForm, ...(JSON.parse(kept) as Partial<RequestForm>) }
  } catch {
    return emptyForm
  }
}

function useLater<Value>(value: Value, wait: number): Value {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return later
}

export function useRequest(policy: PolicyView, asAgent: boolean, onSent: (ticket: TicketView) => void) {
  const [kept, keep] = useDraft('new-ticket')
  const uploads = useUploads('new-ticket', policy.attachments)
  const form = useMemo(() => readForm(kept), [kept])
  const set: SetForm = (change) => keep(JSON.stringify({ ...form, draft: form.draft || newKey(), ...change }))
  const draft = requestOf(policy, form, asAgent)
  // As text, so that the same draft is the same question.
  const asked = useLater(JSON.stringify(previewOf(draft)), 400)
  const question = JSON.parse(asked) as RequestDraft
  const preview = useQuery({
    ...queries.preview(question),
    // Without its type nobody knows whose request it is: there is nothing to ask yet.
    enabled: question.type !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const key = useActKey()
  const sending = useMutation({
    mutationFn: (body: RequestDraft) =>
      call<TicketView>(api.tickets, { method: 'POST', body, idempotencyKey: key.keyFor(body) }),
    onSuccess: (ticket) => {
      key.done()
      keep('')
      letGo(uploads.take())
      keepTicket(ticket)
      void queryClient.invalidateQueries({ queryKey: ['tickets'] })
      void queryClient.invalidateQueries({ queryKey: ['counts'] })
      onSent(ticket)
    },
  })
  /** Empties the form; what comes back undoes that. */
  const clear = (): (() => void) => {
    const files = uploads.take()
    keep('')
    return () => {
      keep(kept)
      uploads.restore(files)
    }
  }
  const files = uploads.files.map(({ id }) => id)
  return {
    form,
    set,
    draft: files.length === 0 ? draft : { ...draft, attachments: files },
    preview,
    sending,
    uploads,
    clear,
    isEmpty: kept === '' && uploads.all.length === 0,
  }
}
