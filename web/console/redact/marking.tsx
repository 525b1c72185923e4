/** Words of a message are marked: by mouse, or by Shift and the arrow keys; Enter marks what is selected. Below it stands how it will read. */
import { useEffect, useRef, useState } from 'react'
import { longestPassage, mostPassages, Passages, shortestPassage, weightOf } from '../../../src/domain/redaction.ts'
import { Button } from '../../shared/ui/button.tsx'
import { controlClass, Field } from '../../shared/ui/field.tsx'
import { Icon } from '../../shared/ui/icons.tsx'

interface MarkingProps {
  readonly body: string
  /** Whose it is, and of when. */
  readonly from: string
  readonly passages: readonly string[]
  readonly onChange: (passages: readonly string[]) => void
  readonly error: string | undefined
}

export function Marking({ body, from, passages, onChange, error }: MarkingProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [selected, setSelected] = useState('')
  // A field that is read only has no caret: nothing could be selected by keys. This one takes none of what is typed.
  useEffect(() => {
    const field = area.current
    const refuse = (event: Event): void => event.preventDefault()
    field?.addEventListener('beforeinput', refuse)
    return () => field?.removeEventListener('beforeinput', refuse)
  }, [])
  const because = whyNot(selected, passages)
  const selection = (): string => {
    const field = area.current
    return field === null ? '' : field.value.slice(field.selectionStart, field.selectionEnd).trim()
  }
  const read = (): void => setSelected(selection())
  const mark = (): void => {
    const passage = selection()
    setSelected(passage)
    if (whyNot(passage, passages) === null) onChange([...passages, passage])
    area.current?.focus()
  }
  return (
    <>
      <Field
        label="The message"
        aside={from}
        hint="Select what must go, with the mouse or with Shift and the arrow keys, and press Enter. Each occurrence of it in this message goes."
        error={error}
      >
        <textarea
          ref={area}
          rows={7}
          inputMode="none"
          spellCheck={false}
          dir="auto"
          aria-label="The message, to select from"
          value={body}
          onChange={() => undefined}
          onSelect={read}
          onKeyUp={read}
          onMouseUp={read}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return
            event.preventDefault()
            mark()
          }}
          className={`${controlClass} min-h-24 resize-y font-mono text-note`}
        />
      </Field>
      <div className="-mt-2 flex flex-wrap items-center gap-2">
        <Button size="small" because={because} onClick={mark}>
          Mark the selection
        </Button>
        <ul aria-label="Marked" className="contents">
          {passages.map((passage) => (
            <li
              key={passage}
              className="flex max-w-full items-center gap-1 rounded-box border border-line bg-soft py-0.5 pr-0.5 pl-2 text-note"
            >
              <span className="max-w-56 truncate font-mono">{passage}</span>
              <button
                type="button"
                aria-label={`Do not redact ‘${passage}’`}
                onClick={() => onChange(passages.filter((each) => each !== passage))}
                className="grid size-6 shrink-0 place-items-center rounded-tag text-muted hover:bg-line hover:text-ink pointer-coarse:size-10"
              >
                <Icon name="close" className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      </div>
      {passages.length === 0 ? null : (
        <div className="flex flex-col gap-1">
          <span className="font-semibold">How it will read</span>
          <p
            aria-label="How it will read"
            role="group"
            className="max-h-40 overflow-y-auto rounded-box bg-soft px-2.5 py-2 text-note whitespace-pre-wrap wrap-anywhere"
          >
            {new Passages(passages).takenFrom(body)}
          </p>
        </div>
      )}
    </>
  )
}

function whyNot(selected: string, passages: readonly string[]): string | null {
  if (selected === '') return 'Select words in the message first.'
  if (weightOf(selected) < shortestPassage) return `Select ${shortestPassage} signs or more.`
  if (selected.length > longestPassage) return 'That is very long: choose the whole message instead.'
  if (passages.includes(selected)) return 'This is marked already.'
  return passages.length >= mostPassages ? `${mostPassages} at once: redact these first.` : null
}
