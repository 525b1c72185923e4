/** Saved replies within the composer: '/' at the start of a line opens them, and the cursor goes to the first open blank. */
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { TicketView } from '../../../src/http/wire.ts'
import { openBlanks } from '../../../src/domain/placeholders.ts'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { ReplyPicker } from './reply-picker.tsx'

interface Composed {
  readonly text: string
  readonly setText: (text: string) => void
}

export function useReplies(
  ticket: TicketView,
  { text, setText }: Composed,
  areaRef: React.RefObject<HTMLTextAreaElement | null>,
) {
  const [open, setOpen] = useState(false)
  const place = useRef<readonly [number, number]>([0, 0])
  const pick = (): void => {
    const area = areaRef.current
    place.current = [area?.selectionStart ?? text.length, area?.selectionEnd ?? text.length]
    holdKeysFor('dialog')
    setOpen(true)
  }
  /** Puts the words where the cursor was; it then stands at the first blank in them, else behind them. */
  const insert = (words: string): void => {
    const [from, to] = place.current
    flushSync(() => {
      setOpen(false)
      setText(text.slice(0, from) + words + text.slice(to))
    })
    const [blank] = openBlanks(words)
    const [start, end] = blank === undefined ? [words.length, words.length] : [blank.from, blank.to]
    // After the dialog has given the focus back.
    requestAnimationFrame(() => {
      areaRef.current?.focus()
      areaRef.current?.setSelectionRange(from + start, from + end)
    })
  }
  /** True where the key was one of ours. */
  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const area = event.currentTarget
    if (event.nativeEvent.isComposing || event.altKey) return false
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && startsLine(area)) pick()
    else if (event.key === 'Tab' && !event.shiftKey && toNextBlank(area)) return prevented(event)
    else return false
    return prevented(event)
  }
  const picker = open ? <ReplyPicker ticket={ticket} onPick={insert} onClose={insert} /> : null
  return { pick, onKeyDown, picker }
}

const prevented = (event: React.KeyboardEvent): true => {
  event.preventDefault()
  return true
}

const startsLine = ({ value, selectionStart }: HTMLTextAreaElement): boolean =>
  selectionStart === 0 || value[selectionStart - 1] === '\n'

/** To the next open blank behind the cursor; false where there is none, and Tab is what it always is. */
function toNextBlank(area: HTMLTextAreaElement): boolean {
  const next = openBlanks(area.value).find(({ from }) => from >= area.selectionEnd)
  if (next === undefined) return false
  area.setSelectionRange(next.from, next.to)
  return true
}
