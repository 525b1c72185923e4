/** The partner's word. On a solved ticket it reopens it, and that is said before it is sent. */
import { useRef, useState } from 'react'
import type { TicketView } from '../../src/http/wire.ts'
import { fieldsOf, useSend } from '../shared/actions.ts'
import { sayProblem } from '../shared/api.ts'
import { pasted, useDrop } from '../shared/attachments/bring.ts'
import { ChooseFiles } from '../shared/attachments/choose.tsx'
import { DropSign } from '../shared/attachments/drop-sign.tsx'
import { UploadList } from '../shared/attachments/upload-list.tsx'
import { letGo, useUploads } from '../shared/attachments/uploads.ts'
import { useDraft } from '../shared/drafts.ts'
import { isRunning, readClock } from '../shared/promise-bar/clock.ts'
import { useMe, usePolicy } from '../shared/session.ts'
import { Button } from '../shared/ui/button.tsx'
import { TextArea } from '../shared/ui/field.tsx'
import { Kbd, modifier } from '../shared/ui/kbd.tsx'
import { isExempt, isOver } from '../shared/words.ts'

export function Reply({ ticket }: { ticket: TicketView }) {
  const me = useMe()
  const [text, setText, restore] = useDraft(`${ticket.id}:reply`)
  const uploads = useUploads(`${ticket.id}:reply`, usePolicy()?.attachments ?? null)
  const isDropped = useDrop(uploads.add)
  const [failed, setFailed] = useState<unknown>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const { send, busy } = useSend(ticket, { id: me.id, name: me.name, email: me.email, side: 'partner' }, 'partner')
  const isEmpty = text.trim() === ''
  const submit = async (): Promise<void> => {
    if (isEmpty || busy || uploads.because !== null) return
    const body = text
    const { files } = uploads
    setFailed(null)
    setText('')
    const held = uploads.take()
    try {
      await send({ body, visibility: 'public', ...(files.length === 0 ? {} : { files }) })
      letGo(held)
    } catch (reason) {
      restore(body)
      uploads.restore(held)
      setFailed(reason)
      area.current?.focus()
    }
  }
  const error = failed === null ? undefined : Object.values(fieldsOf(failed)).join(' ') || sayProblem(failed)
  return (
    <form
      className="flex flex-col gap-2 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea
        ref={area}
        label="Your reply"
        rows={4}
        value={text}
        hint={sayWhatFollows(ticket)}
        error={error}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => pasted(event, uploads.add)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          void submit()
        }}
      />
      <UploadList uploads={uploads} />
      <DropSign shown={isDropped} to="with your reply" />
      <div className="flex items-center justify-between gap-2">
        <ChooseFiles add={uploads.add} label="Attach files" />
        <Button type="submit" look="go" busy={busy} because={isEmpty ? 'Write something first.' : uploads.because}>
          {isOver(ticket.status) ? 'Send and reopen' : 'Send'}
          <Kbd>{`${modifier}↵`}</Kbd>
        </Button>
      </div>
    </form>
  )
}

/** C5, C13: what the reply sets going. */
function sayWhatFollows(ticket: TicketView): string {
  if (isExempt(ticket.kind)) return 'Nothing is promised for this kind of request; it is read all the same.'
  if (isOver(ticket.status)) return 'It is solved. Your reply opens it again, and an answer is promised anew.'
  if (ticket.clocks.map(readClock).some(isRunning))
    return 'It reaches the person who has your ticket. The promised time stays as it is.'
  return 'An answer is promised from the moment you send it.'
}
