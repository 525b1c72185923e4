/** Which rows of a list are selected, and from where a range is drawn. Rows may move: marks belong to tickets. */

export interface Marks {
  readonly ids: ReadonlySet<string>
  /** What was selected or left out last: a range begins there. */
  readonly from: string | null
}

export const noMarks: Marks = { ids: new Set(), from: null }

const having = (ids: ReadonlySet<string>, changed: readonly string[], isMarked: boolean): ReadonlySet<string> => {
  const next = new Set(ids)
  for (const id of changed)
    if (isMarked) next.add(id)
    else next.delete(id)
  return next
}

/** Selects it, or leaves it out again. */
export const toggled = ({ ids }: Marks, id: string): Marks => ({ ids: having(ids, [id], !ids.has(id)), from: id })

/** From where the last one was to this one, both included, all become what that one became. Without such a one, this one alone. */
export function extended(marks: Marks, id: string, shown: readonly string[]): Marks {
  const { ids, from } = marks
  const [start, end] = [from === null ? -1 : shown.indexOf(from), shown.indexOf(id)]
  if (from === null || start === -1 || end === -1 || from === id) return toggled(marks, id)
  const between = shown.slice(Math.min(start, end), Math.max(start, end) + 1)
  return { ids: having(ids, between, ids.has(from)), from: id }
}

/** All that are shown, as many from the top as can be acted on at once; none, where that is what is selected. */
export function allOrNone({ ids }: Marks, shown: readonly string[], most: number): Marks {
  const wanted = shown.slice(0, most)
  return ids.size === wanted.length && wanted.every((id) => ids.has(id))
    ? noMarks
    : { ids: new Set(wanted), from: null }
}

/** What of it is still in the list, and what has left it. The same marks, where all are. */
export function stillShown(
  marks: Marks,
  shown: readonly string[],
): { readonly marks: Marks; readonly left: readonly string[] } {
  const there = new Set(shown)
  const left = [...marks.ids].filter((id) => !there.has(id))
  if (left.length === 0) return { marks, left }
  const from = marks.from !== null && there.has(marks.from) ? marks.from : null
  return { marks: { ids: having(marks.ids, left, false), from }, left }
}
