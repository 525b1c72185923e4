/** What changed between two texts that were cut into parts: lines (B10) or words (E8). */

export interface Difference {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/**
 * The parts of both, in order, so that 'same' and 'removed' make up the one and 'same' and 'added' the other. Where more than
 * `mostCompared` parts of a side have changed, all of them are shown as replaced: a comparison must not cost a minute.
 */
export function differences(
  before: readonly string[],
  after: readonly string[],
  mostCompared: number,
): readonly Difference[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  const most = Math.min(before.length, after.length) - start
  let end = 0
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const old = before.slice(start, before.length - end)
  const now = after.slice(start, after.length - end)
  return [
    ...before.slice(0, start).map(same),
    ...(Math.max(old.length, now.length) > mostCompared ? [...old.map(removed), ...now.map(added)] : between(old, now)),
    ...before.slice(before.length - end).map(same),
  ]
}

const same = (text: string): Difference => ({ kind: 'same', text })
const removed = (text: string): Difference => ({ kind: 'removed', text })
const added = (text: string): Difference => ({ kind: 'added', text })

/** By the longest common run (not necessarily side by side). */
function between(old: readonly string[], now: readonly string[]): Difference[] {
  const width = now.length + 1
  // How many parts the rests of both have in common, from each pair on.
  const common = new Uint16Array((old.length + 1) * width)
  for (let a = old.length - 1; a >= 0; a -= 1)
    for (let b = now.length - 1; b >= 0; b -= 1)
      common[a * width + b] =
        old[a] === now[b]
          ? common[(a + 1) * width + b + 1]! + 1
          : Math.max(common[(a + 1) * width + b]!, common[a * width + b + 1]!)
  const parts: Difference[] = []
  for (let a = 0, b = 0; a < old.length || b < now.length;) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      parts.push(same(old[a]!))
      a += 1
      b += 1
    } else if (b >= now.length || (a < old.length && common[(a + 1) * width + b]! >= common[a * width + b + 1]!)) {
      parts.push(removed(old[a]!))
      a += 1
    } else {
      parts.push(added(now[b]!))
      b += 1
    }
  }
  return parts
}
