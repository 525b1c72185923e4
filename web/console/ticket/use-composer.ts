/** What is being written in one of the composers, and sending it. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { act, fieldsOf, useActKey, useSend } from '../../shared/actions.ts'
import { sayProblem } from '../../shared/api.ts'
import { letGo, useUploads } from '../../shared/attachments/uploads.ts'
import { useDraft } from '../../shared/drafts.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { toast } from '../../shared/ui/toast.tsx'
import { isFirstAnswer } from './clock-effect.ts'
import { modes, type Mode } from './modes.ts'
import { useMentioned } from './use-mentions.tsx'

export function useComposer(ticket: TicketView, mode: Mode) {
  const me = useMe()
  const [text, setText, restore] = useDraft(`${ticket.id}:${mode}`)
  const uploads = useUploads(`${ticket.id}:${mode}`, usePolicy()?.attachments ?? null)
  const mentioned = useMentioned(ticket.id, mode)
  const [marked, setMarked] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const [solving, setSolving] = useState(false)
  const solveKey = useActKey()
  const { send, busy } = useSend(ticket, { id: me.id, name: me.name, email: me.email, side: 'staff' }, 'agent')
  const { visibility, forCustomer } = modes[mode]
  const asksDetermination = visibility === 'public' && isFirstAnswer(ticket.clocks.map(readClock))
  const determination = asksDetermination && marked
  const isBusy = busy || solving
  const isEmpty = text.trim() === ''
  const mentions = mode === 'note' ? mentioned.in(text) : []

  const sendMessage = (body: string, states: boolean): Promise<TicketView> =>
    send({
      body,
      visibility,
      ...(states ? { determination: true } : {}),
      ...(forCustomer ? { forCustomer: true } : {}),
      ...(uploads.files.length === 0 ? {} : { files: uploads.files }),
      ...(mentions.length === 0 ? {} : { mentions }),
    })
  const sendAndSolve = async (body: string): Promise<void> => {
    if (forCustomer || uploads.files.length > 0) {
      // The solution has no such mark, and no files: it goes as a message first. Once that is out, only the solving can still fail.
      await sendMessage(body, true)
      await act(ticket.id, 'solve').then(solved, toast.failed)
      return
    }
    setSolving(true)
    try {
      await act(ticket.id, 'solve', { body }, solveKey.keyFor(body))
      solveKey.done()
      solved()
    } finally {
      setSolving(false)
    }
  }
  const solved = (): void => toast.done(`${ticket.number} is solved.`)

  /** False where it was refused; the text is back in its place then. */
  const submit = async (solves: boolean): Promise<boolean> => {
    if (isEmpty || isBusy || uploads.because !== null) return true
    const body = text
    setFailed(null)
    setText('')
    const held = uploads.take()
    const bringBack = mode === 'note' ? mentioned.take() : null
    try {
      if (solves) await sendAndSolve(body)
      else await sendMessage(body, determination)
      setMarked(false)
      letGo(held)
      return true
    } catch (reason) {
      restore(body)
      uploads.restore(held)
      bringBack?.()
      setFailed(reason)
      return false
    }
  }

  return {
    text,
    setText,
    mentioned,
    mentions,
    marked,
    setMarked,
    asksDetermination,
    determination,
    isEmpty,
    isBusy,
    uploads,
    refusal: failed === null ? null : Object.values(fieldsOf(failed)).join(' ') || sayProblem(failed),
    submit,
  }
}
