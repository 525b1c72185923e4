/** A note beside a chat: it stays on the ticket, and with colleagues; nobody is told that it is typed. '@' tells one of them. */
import { useRef } from 'react'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { useSend } from '../../shared/actions.ts'
import { useDraft } from '../../shared/drafts.ts'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayMentioned } from '../ticket/mention.ts'
import { useMentioned, useMentions } from '../ticket/use-mentions.tsx'

export function Note({ chat: { ticket } }: { chat: ChatView }) {
  const me = useMe()
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText, restore] = useDraft(`${ticket.id}:note`)
  const mentioned = useMentioned(ticket.id, 'note')
  const found = useMentions('note', { text, setText, mentioned }, area)
  const { send, busy } = useSend(ticket, { id: me.id, name: me.name, email: me.email, side: 'staff' }, 'agent')
  const isEmpty = text.trim() === ''
  const mentions = mentioned.in(text)
  const submit = (): void => {
    if (isEmpty || busy) return
    const body = text
    setText('')
    const bringBack = mentioned.take()
    send({ body, visibility: 'internal', ...(mentions.length === 0 ? {} : { mentions }) }).catch((reason: unknown) => {
      restore(body)
      bringBack()
      toast.failed(reason)
    })
  }
  return (
    <form
      className="bg-internal"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <textarea
        ref={area}
        rows={1}
        dir="auto"
        aria-label="Internal note"
        placeholder="Only colleagues read this; @ tells one of them"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          found.look(event.target)
        }}
        onSelect={(event) => found.look(event.currentTarget)}
        onBlur={found.close}
        {...found.described}
        onKeyDown={(event) => {
          if (found.onKeyDown(event)) return
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          submit()
        }}
        className="field-sizing-content block max-h-[30vh] min-h-10 w-full resize-none bg-transparent px-3 py-2.5 focus-visible:-outline-offset-2"
      />
      {found.list}
      {mentions.length === 0 ? null : (
        <p className="px-3 pb-2 text-note text-muted wrap-anywhere" role="status">
          {sayMentioned(mentions)}
        </p>
      )}
      <div className="flex justify-end px-2 pb-2">
        <Button type="submit" look="go" busy={busy} because={isEmpty ? 'Write something first.' : null}>
          Keep the note
        </Button>
      </div>
    </form>
  )
}
