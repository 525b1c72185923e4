/** A chat ends: solved, with the words that say how where the partner has none yet, or open with its promises (A4). */
import { useState } from 'react'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { sayProblem } from '../../shared/api.ts'
import { useChatAct } from '../../shared/chat/use-chat-act.ts'
import { isRunning, readClock } from '../../shared/promise-bar/clock.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog, DialogFoot, LeaveButton } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'

export function EndDialog({ chat, onClose }: { chat: ChatView; onClose: () => void }) {
  const [body, setBody] = useState('')
  const ending = useChatAct(chat.id, 'end', { onDone: onClose })
  const isOwed = chat.ticket.clocks.map(readClock).some(isRunning)
  const words = body.trim()
  return (
    <Dialog
      title={`End the chat, ${chat.ticket.number}`}
      description={
        isOwed
          ? 'The partner waits for an answer: without a solution the ticket goes on with what is promised.'
          : 'Without a solution the ticket goes on as any other.'
      }
      onClose={onClose}
    >
      {isOwed ? (
        <TextArea
          label="What solved it"
          aside="goes to the partner"
          rows={3}
          value={body}
          error={ending.fields.body}
          onChange={(event) => setBody(event.target.value)}
        />
      ) : null}
      {ending.error === null || ending.fields.body !== undefined ? null : (
        <Notice tone="broken" title="It was not ended" alert>
          {sayProblem(ending.error)}
        </Notice>
      )}
      <DialogFoot>
        <LeaveButton onClose={onClose}>Go on</LeaveButton>
        <Button busy={ending.busy} onClick={() => ending.run({ solved: false })}>
          End, not solved
        </Button>
        <Button
          look="go"
          busy={ending.busy}
          because={isOwed && words === '' ? 'Say what solved it: the partner has had no answer yet.' : null}
          onClick={() => ending.run({ solved: true, ...(isOwed ? { body: words } : {}) })}
        >
          End and solve
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
