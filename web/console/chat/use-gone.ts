/** A chat of one's own that is one's own no more is told of: its column would only vanish (A4). */
import { useEffect, useRef } from 'react'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { call } from '../../shared/api.ts'
import { endWords } from '../../shared/chat/words.ts'
import { api } from '../../shared/paths.ts'
import { toast } from '../../shared/ui/toast.tsx'

/** `own` is null until it is known. */
export function useGone(own: readonly ChatView[] | null, me: string): void {
  const before = useRef<readonly ChatView[]>([])
  useEffect(() => {
    if (own === null) return
    const gone = before.current.filter(({ id }) => !own.some((each) => each.id === id))
    before.current = own
    for (const { id } of gone)
      void call<ChatView>(api.chat(id)).then(
        (chat) => say(chat, me),
        () => undefined,
      )
  }, [own, me])
}

function say({ person, state, agent, endedBy, endedBecause }: ChatView, me: string): void {
  const which = `The chat with ${person?.name ?? 'a partner'}`
  // What one did oneself needs no word.
  if (endedBy?.id === me) return
  if (state === 'ended' && endedBecause !== null) toast.done(`${which} is over: ${endWords[endedBecause]}.`)
  else if (state === 'waiting') toast.done(`${which} waits for an agent again.`)
  else if (agent !== null && agent.id !== me) toast.done(`${agent.name} has ${which.replace('The', 'the')} now.`)
}
