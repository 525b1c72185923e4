/** The form that begins a chat, kept in this tab until it is sent, and what is promised for it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { ChatOfferView, ChatView } from '../../../src/http/wire-chats.ts'
import { useActKey } from '../../shared/actions.ts'
import { call, newKey } from '../../shared/api.ts'
import { letGo, useUploads } from '../../shared/attachments/uploads.ts'
import { chats, keepChat } from '../../shared/chat/queries.ts'
import { useDraft } from '../../shared/drafts.ts'
import { api } from '../../shared/paths.ts'
import { queries, queryClient } from '../../shared/queries.ts'
import { emptyForm, type RequestForm } from '../../shared/request/draft.ts'
import type { Kind, PolicyView, RequestDraft } from '../../shared/views.ts'

/** Of a chat: a request's fields that can be asked before the first word. */
export interface ChatForm {
  readonly type: string | null
  readonly kind: Kind | null
  readonly product: string | null
  readonly subject: string
  readonly description: string
  readonly draft: string
}

const empty: ChatForm = { type: null, kind: null, product: null, subject: '', description: '', draft: '' }

function readForm(kept: string): ChatForm {
  try {
    return { ...empty, ...(JSON.parse(kept) as Partial<ChatForm>) }
  } catch {
    return empty
  }
}

const pause = 400

export function useStart(policy: PolicyView, offer: ChatOfferView, onBegun: (chat: ChatView) => void) {
  const [kept, keep] = useDraft('new-chat')
  const uploads = useUploads('new-chat', policy.attachments)
  const types = policy.requestTypes.filter(({ desk }) => offer.desks.some((each) => each.desk === desk))
  const [first] = types
  const read = useMemo(() => readForm(kept), [kept])
  const form: ChatForm = { ...read, type: read.type ?? first?.id ?? null }
  const set = (change: Partial<ChatForm>): void =>
    keep(JSON.stringify({ ...read, draft: read.draft || newKey(), ...change }))
  const request = requestOf(form)
  const [asked, setAsked] = useState(() => JSON.stringify(request))
  const now = JSON.stringify(request)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), pause)
    return () => clearTimeout(timer)
  }, [now])
  const question = JSON.parse(asked) as RequestDraft
  const preview = useQuery({
    ...queries.preview(question),
    enabled: question.type !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const key = useActKey()
  const beginning = useMutation({
    mutationFn: (leave: boolean) => {
      const files = uploads.files.map(({ id }) => id)
      const body = {
        ...requestOf(form, 'whole'),
        ...(files.length === 0 ? {} : { attachments: files }),
        ...(leave ? { leave } : {}),
      }
      return call<ChatView>(api.chats, { method: 'POST', body, idempotencyKey: key.keyFor(body) })
    },
    onSuccess: (chat) => {
      key.done()
      keep('')
      letGo(uploads.take())
      keepChat(chat)
      onBegun(chat)
    },
    // Somebody may have gone, or come, meanwhile.
    onError: () => void queryClient.invalidateQueries({ queryKey: chats.offer().queryKey }),
  })
  const desk = offer.desks.find((each) => each.desk === policy.requestTypes.find(({ id }) => id === form.type)?.desk)
  return { form, set, types, uploads, preview, beginning, desk: desk ?? offer.desks[0] }
}

/** `whole` leaves what must be there as it is, so that it is refused with its field. */
function requestOf({ type, kind, product, subject, description }: ChatForm, how: 'whole' | 'begun' = 'begun') {
  const given = {
    type: type ?? undefined,
    kind: kind ?? undefined,
    product: product ?? undefined,
    subject: subject.trim(),
    description: description.trim(),
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && (how === 'whole' || value !== '')),
  ) as RequestDraft
}

/** The same as the request form holds it, for what may be answered already. */
export const asRequest = ({ type, product, subject, description, draft }: ChatForm): RequestForm => ({
  ...emptyForm,
  type,
  product,
  subject,
  description,
  draft,
})
