/** Holds the order of the rows while the pointer has lately moved over them or a key has lately moved through them. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { Group } from './groups.ts'
import { steadied } from './steady.ts'

/** After so long without a move nobody is about to press anything. */
const pointerHolds = 20_000
const keyHolds = 6_000

export interface SteadyRows {
  readonly groups: readonly Group[]
  readonly waiting: number
  /** Takes the new order over now. */
  readonly release: () => void
  /** For the element around the rows. */
  readonly onPointerMove: () => void
  readonly onPointerLeave: () => void
  readonly onKeyMove: () => void
}

/** `list` names what is listed: another list, or more of it, is never held back. */
export function useSteadyRows(
  fresh: readonly Group[],
  known: (id: string) => TicketView | undefined,
  list: string,
): SteadyRows {
  const [held, setHeld] = useState<{ readonly list: string; readonly groups: readonly Group[] } | null>(null)
  const latest = useRef({ fresh, list })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    latest.current = { fresh, list }
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const release = useCallback(() => {
    clearTimeout(timer.current)
    setHeld(null)
  }, [])
  const hold = useCallback((length: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setHeld(null), length)
    setHeld((known) =>
      known?.list === latest.current.list ? known : { list: latest.current.list, groups: latest.current.fresh },
    )
  }, [])
  const steady =
    held === null || held.list !== list ? { groups: fresh, waiting: 0 } : steadied(held.groups, fresh, known)
  return {
    ...steady,
    release,
    onPointerMove: useCallback(() => hold(pointerHolds), [hold]),
    onPointerLeave: release,
    onKeyMove: useCallback(() => hold(keyHolds), [hold]),
  }
}
