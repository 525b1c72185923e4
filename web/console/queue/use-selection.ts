/** The row under the hand: moved with keys, remembered when one comes back from a ticket. */
import { useCallback, useEffect, useRef, useState } from 'react'

const remembered = new Map<string, string>()

/** The row that is under the hand when one comes back to the list. */
export const rememberRow = (list: string, id: string): void => void remembered.set(list, id)

const rowOf = (id: string): HTMLElement | null => document.querySelector(`[data-row="${CSS.escape(id)}"]`)

/** `list` names the list; `ids` are its rows in order. */
export function useSelection(list: string, ids: readonly string[]) {
  const [selected, setSelected] = useState<string | null>(() => remembered.get(list) ?? null)
  const select = useCallback(
    (id: string) => {
      remembered.set(list, id)
      setSelected(id)
    },
    [list],
  )
  const isThere = selected !== null && ids.includes(selected)

  // Back from the ticket: the hand is where it was. Once, when the rows are first there.
  const returned = useRef(false)
  useEffect(() => {
    if (returned.current || ids.length === 0) return
    returned.current = true
    if (isThere && document.activeElement === document.body) rowOf(selected)?.focus({ preventScroll: true })
  }, [ids.length, isThere, selected])

  const move = (by: 1 | -1): void => {
    const at = isThere ? ids.indexOf(selected) : by === 1 ? -1 : ids.length
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    select(next)
    const row = rowOf(next)
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }
  return { selected: isThere ? selected : null, select, move }
}
