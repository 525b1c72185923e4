/** Whether words were typed into a part of the page that are not in what it began with. A pick is quickly made again: it is none. */
import { useState } from 'react'

type Field = HTMLInputElement | HTMLTextAreaElement

const worded = 'textarea, input:not([type=search], [type=file], [type=checkbox], [type=radio], [role=combobox])'

const fieldOf = (target: EventTarget): Field | null =>
  target instanceof Element && target.matches(worded) ? (target as Field) : null

/** The listeners of that part, and the question. What was typed and taken back is nothing. */
export function useWritten() {
  const [fields] = useState(() => ({ before: new Map<Field, string>(), typed: new Set<Field>() }))
  const see = ({ target }: React.SyntheticEvent): void => {
    const field = fieldOf(target)
    if (field !== null && !fields.before.has(field)) fields.before.set(field, field.value)
  }
  return {
    onFocusCapture: see,
    onBeforeInputCapture: see,
    onInput: ({ target }: React.SyntheticEvent): void => {
      const field = fieldOf(target)
      if (field !== null) fields.typed.add(field)
    },
    /** What is no longer drawn was left already. */
    isWritten: (): boolean =>
      [...fields.typed].some(
        (field) => field.isConnected && field.value.trim() !== (fields.before.get(field) ?? '').trim(),
      ),
  }
}
