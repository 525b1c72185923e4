/** The selected rows of a list: kept while what is listed changes, and while one looks at a ticket and comes back. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { mostAtOnce } from '../../../src/domain/at-once.ts'
import { allOrNone, extended, noMarks, stillShown, toggled, type Marks } from './marks.ts'

interface Held {
  readonly list: string
  readonly marks: Marks
}

let remembered: Held = { list: '', marks: noMarks }
/** What each selected ticket is called, also once it has left the list. */
const numbers = new Map<string, string>()

/** `list` names the list, and another begins with none; `rows` are what is shown of it, null while that is not known. */
export function useMarks(
  list: string,
  rows: readonly TicketView[] | null,
  onLeft: (tickets: readonly { readonly id: string; readonly number: string }[]) => void,
) {
  const [held, setHeld] = useState(remembered)
  const shown = rows?.map(({ id }) => id) ?? null
  const own = held.list === list ? held.marks : noMarks
  const { marks, left } = shown === null ? { marks: own, left: [] } : stillShown(own, shown)
  const change = useCallback(
    (by: (marks: Marks) => Marks) =>
      setHeld((before) => ({ list, marks: by(before.list === list ? before.marks : noMarks) })),
    [list],
  )
  const latest = useRef({ shown: shown ?? [], onLeft })
  useEffect(() => {
    latest.current = { shown: shown ?? [], onLeft }
    remembered = { list, marks }
    for (const { id, number } of rows ?? []) if (marks.ids.has(id)) numbers.set(id, number)
    if (left.length === 0) return
    change(() => marks)
    onLeft(left.map((id) => ({ id, number: numbers.get(id) ?? 'One' })))
  })
  return {
    ids: marks.ids,
    mark: useCallback(
      (id: string, isRange: boolean) =>
        change((before) => (isRange ? extended(before, id, latest.current.shown) : toggled(before, id))),
      [change],
    ),
    markAll: useCallback(() => change((before) => allOrNone(before, latest.current.shown, mostAtOnce)), [change]),
    /** Exactly these. */
    set: useCallback((ids: readonly string[]) => change(() => ({ ids: new Set(ids), from: null })), [change]),
  }
}
