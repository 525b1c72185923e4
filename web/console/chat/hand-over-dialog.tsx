/** A chat goes to a colleague who is available, or back to those that wait (A4). */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChatView, PresenceView } from '../../../src/http/wire-chats.ts'
import { sayProblem } from '../../shared/api.ts'
import { chats } from '../../shared/chat/queries.ts'
import { useChatAct } from '../../shared/chat/use-chat-act.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog, DialogFoot } from '../../shared/ui/dialog.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { sayCount } from '../../shared/words.ts'

interface HandOverProps {
  readonly chat: ChatView
  readonly presence: PresenceView | undefined
  readonly onClose: () => void
}

const back = 'back'

export function HandOverDialog({ chat, presence, onClose }: HandOverProps) {
  const [to, setTo] = useState<string | null>(null)
  // Who is there may have changed since it was last asked.
  const latest = useQuery({ ...chats.presence(), staleTime: 0 }).data ?? presence
  const most = latest?.mostPerAgent ?? 0
  const others = (latest?.agents ?? []).filter(({ id, holds }) => id !== chat.agent?.id && holds < most)
  const giving = useChatAct(chat.id, 'hand-over', {
    onDone: onClose,
  })
  return (
    <Dialog
      title="Hand over the chat"
      description="The partner is told, and sees everything that was said; so does your colleague."
      onClose={onClose}
    >
      <Choices
        label="To"
        layout="list"
        options={[
          ...others.map(({ id, name, holds }) => ({ value: id, label: name, hint: `has ${sayCount(holds, 'chat')}` })),
          { value: back, label: 'Back to those that wait', hint: 'before all others; whoever takes it next has it' },
        ]}
        value={to}
        onChange={setTo}
        error={giving.fields.person}
      />
      {others.length > 0 ? null : (
        <p className="text-note text-muted">No colleague is available with room for one more.</p>
      )}
      {giving.error === null || giving.fields.person !== undefined ? null : (
        <Notice tone="broken" title="It was not handed over" alert>
          {sayProblem(giving.error)}
        </Notice>
      )}
      <DialogFoot>
        <Button look="bare" onClick={onClose}>
          Keep it
        </Button>
        <Button
          look="go"
          busy={giving.busy}
          because={to === null ? 'Choose whom.' : null}
          onClick={() => giving.run({ person: to === back ? null : to })}
        >
          Hand over
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
