/** The one field that finds. */
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Icon } from './ui/icons.tsx'
import { Kbd } from './ui/kbd.tsx'

interface FindFieldProps {
  /** What is looked through, for those who hear it. */
  readonly label?: string
  readonly value: string
  readonly onChange: (q: string) => void
  readonly inputRef: React.RefObject<HTMLInputElement | null>
  readonly onDown: () => void
}

const pause = 250

/** Asks once the typing pauses; Escape empties it, the arrow goes down into the list. */
export function FindField({
  label = 'Find in subject, number and messages',
  value,
  onChange,
  inputRef,
  onDown,
}: FindFieldProps) {
  const [typed, setTyped] = useState(value)
  const [sent, setSent] = useState(value)
  const [known, setKnown] = useState(value)
  // A change that did not come from here (cleared, gone back) is taken over; what is being typed is left alone.
  if (value !== known) {
    setKnown(value)
    if (value !== sent) {
      setSent(value)
      setTyped(value)
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const router = useRouter()
  // Whoever chooses a find before the pause is over is on their way: asking then would fetch them back.
  useEffect(
    () => router.subscribe('onBeforeNavigate', ({ pathChanged }) => void (pathChanged && clearTimeout(timer.current))),
    [router],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: string, wait: number): void => {
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setSent(next.trim())
      onChange(next.trim())
    }, wait)
  }
  return (
    <div className="relative min-w-36 flex-1 sm:max-w-[300px] sm:min-w-48">
      <Icon name="search" className="absolute top-2 left-2.5 text-muted pointer-coarse:top-3" />
      <input
        ref={inputRef}
        type="search"
        dir="auto"
        aria-label={label}
        placeholder="Find"
        value={typed}
        onChange={(event) => change(event.target.value, pause)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') change('', 0)
          else if (event.key === 'Escape') inputRef.current?.blur()
          else if (event.key === 'ArrowDown' || event.key === 'Enter') onDown()
          else return
          event.preventDefault()
        }}
        className="h-8 w-full rounded-box border border-edge/60 bg-panel pr-8 pl-8 text-note pointer-coarse:min-h-10 focus:outline-2 focus:-outline-offset-1 focus:outline-accent [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute inset-y-0 right-2 grid place-items-center">
        <Kbd>/</Kbd>
      </span>
    </div>
  )
}
