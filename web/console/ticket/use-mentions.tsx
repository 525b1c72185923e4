/** '@' within an internal note: colleagues by name or address, chosen without leaving the keyboard. Whom was chosen is kept as the words are. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { useDraft } from '../../shared/drafts.ts'
import { queries } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { cx } from '../../shared/ui/cx.ts'
import { meant, stillMentioned, typedMention, withMention, type Colleague, type Typed } from './mention.ts'
import type { Mode } from './modes.ts'

/** Those who were chosen in a note that is not sent yet. */
export function useMentioned(ticket: string, mode: Mode) {
  const staff = useQuery({ ...queries.staff(), enabled: mode === 'note' }).data ?? []
  const [kept, keep] = useDraft(`${ticket}:note:mentions`)
  const chosen = staff.filter(({ id }) => kept.split(' ').includes(id))
  return {
    staff,
    in: (text: string): readonly Colleague[] => stillMentioned(chosen, text),
    choose: ({ id }: Colleague): void => keep([...new Set([...kept.split(' ').filter(Boolean), id])].join(' ')),
    /** Their note has gone; the answer brings them back where it was refused. */
    take: (): (() => void) => {
      keep('')
      return () => keep(kept)
    },
  }
}

interface Written {
  readonly text: string
  readonly setText: (text: string) => void
  readonly mentioned: ReturnType<typeof useMentioned>
}

export function useMentions(
  mode: Mode,
  { text, setText, mentioned }: Written,
  areaRef: React.RefObject<HTMLTextAreaElement | null>,
) {
  const id = useId()
  const me = useMe()
  const [typed, setTyped] = useState<Typed | null>(null)
  const [place, setPlace] = useState(0)
  /** Where the ‘@’ stands that is to be no more than that. */
  const [left, setLeft] = useState<number | null>(null)
  const others = mentioned.staff.filter((each) => each.id !== me.id)
  const found = mode !== 'note' || typed === null || typed.from === left ? [] : meant(others, typed.words)
  const at = Math.min(place, found.length - 1)
  useEffect(() => setTyped(null), [mode])

  /** The cursor has moved, or something was typed. */
  const look = (area: HTMLTextAreaElement): void => {
    const next = area.selectionStart === area.selectionEnd ? typedMention(area.value, area.selectionStart) : null
    if (next?.from !== typed?.from) setPlace(0)
    if (next === null) setLeft(null)
    setTyped(next)
  }
  const pick = (person: Colleague | undefined): void => {
    if (typed === null || person === undefined) return
    const [next, cursor] = withMention(text, typed, person.name)
    mentioned.choose(person)
    flushSync(() => {
      setText(next)
      setTyped(null)
    })
    areaRef.current?.focus()
    areaRef.current?.setSelectionRange(cursor, cursor)
  }
  /** True where the key was one of ours. */
  const onKeyDown = (event: React.KeyboardEvent): boolean => {
    if (found.length === 0 || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false
    if (event.key === 'ArrowDown') setPlace((at + 1) % found.length)
    else if (event.key === 'ArrowUp') setPlace((at - 1 + found.length) % found.length)
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) pick(found[at])
    else if (event.key === 'Escape') setLeft(typed?.from ?? null)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const list =
    found.length === 0 ? null : (
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="Colleagues"
        className="mx-3 mb-2 overflow-hidden rounded-box border border-line bg-panel py-1"
      >
        {found.map((person, nth) => (
          <li
            key={person.id}
            id={`${id}-${person.id}`}
            role="option"
            aria-selected={nth === at}
            // The text keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(person)}
            onPointerMove={() => setPlace(nth)}
            className={cx(
              'flex cursor-default items-baseline gap-2 px-2.5 py-1 text-note pointer-coarse:min-h-10 pointer-coarse:items-center',
              nth === at && 'bg-soft',
            )}
          >
            <span className="shrink-0 font-medium">{person.name}</span>
            <span className="min-w-0 truncate text-muted">{person.email}</span>
          </li>
        ))}
      </ul>
    )
  const current = found[at]
  return {
    list,
    look,
    onKeyDown,
    close: (): void => setTyped(null),
    described:
      current === undefined ? {} : { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${current.id}` },
  }
}
