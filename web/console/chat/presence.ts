/** One's own switch for chat, and the browser's word that it is there: on every page of the console (A4). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { PresenceView } from '../../../src/http/wire-chats.ts'
import { call, Problem } from '../../shared/api.ts'
import { chats } from '../../shared/chat/queries.ts'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { queries, queryClient } from '../../shared/queries.ts'
import { toast } from '../../shared/ui/toast.tsx'
import { sayCount } from '../../shared/words.ts'

/** Browsers let a page in the background speak once a minute: the desk waits for three of those. */
const beatMs = 30_000

const tell = (body: { readonly available?: boolean }): Promise<PresenceView> =>
  call<PresenceView>(api.chatPresence, { method: 'PUT', body })

const keep = (presence: PresenceView): void => void queryClient.setQueryData(chats.presence().queryKey, presence)

/** Tells that one is there while the switch is on or a chat is one's own; nobody else is asked to. */
export function useBeat(): void {
  const own = useQuery(chats.presence()).data
  const isOn = own !== undefined && (own.available || own.holds > 0)
  const wasOn = own?.available ?? false
  useEffect(() => {
    if (!isOn) return undefined
    const beat = (): void =>
      void tell({}).then(
        (next) => {
          keep(next)
          if (wasOn && !next.available)
            toast.failed(
              new Problem(0, 'Away', 'The connection was lost for a while: you are not available for chat any more.'),
            )
        },
        () => undefined,
      )
    beat()
    const timer = setInterval(beat, beatMs)
    return () => clearInterval(timer)
  }, [isOn, wasOn])
}

/** Whoever is available hears of it on every page when a chat begins to wait. */
export function useWaitingWord(): void {
  const isAvailable = useQuery(chats.presence()).data?.available ?? false
  const waiting = useQuery(queries.counts()).data?.chats
  const before = useRef(waiting)
  useEffect(() => {
    const isMore = waiting !== undefined && before.current !== undefined && waiting > before.current
    before.current = waiting
    if (isMore && isAvailable && location.pathname !== pages.chats)
      toast.done(`${sayCount(waiting, 'partner')} ${waiting === 1 ? 'waits' : 'wait'} in live chat.`)
  }, [waiting, isAvailable])
}

export function useSwitch() {
  const { mutate, isPending } = useMutation({
    mutationFn: (available: boolean) => tell({ available }),
    onSuccess: (presence) => {
      keep(presence)
      void queryClient.invalidateQueries({ queryKey: ['chats'] })
    },
    onError: toast.failed,
  })
  return { turn: mutate, busy: isPending }
}
