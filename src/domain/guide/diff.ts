/** What changed between two versions of a text, line by line. */

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond so many changed lines on a side, all of them are shown as replaced: a comparison must not cost a minute. */
const mostCompared = 2_000

/** The lines of both, in order, so that 'same' and 'removed' make up the one text and 'same' and 'added' the other. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split('\n')
  const now = after.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  return [
    ...old.slice(0, start).map(same),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ]
}

const same = (text: string): DiffLine => ({ kind: 'same', text })
const removed = (text: string): DiffLine => ({ kind: 'removed', text })
const added = (text: string): DiffLine => ({ kind: 'added', text })

/** By the longest common run of lines (not necessarily side by side). */
function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length === 0 || now.length === 0 || Math.max(old.length, now.length) > mostCompared)
    return [...old.map(removed), ...now.map(added)]
  const width = now.length + 1
  // How many lines the rests of both have in common, from each pair of lines on.
  const common = new Uint16Array((old.length + 1) * width)
  for (let a = old.length - 1; a >= 0; a -= 1)
    for (let b = now.length - 1; b >= 0; b -= 1)
      common[a * width + b] =
        old[a] === now[b]
          ? common[(a + 1) * width + b + 1]! + 1
          : Math.max(common[(a + 1) * width + b]!, common[a * width + b + 1]!)
  const lines: DiffLine[] = []
  let [a, b] = [0, 0]
  while (a < old.length || b < now.length) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      lines.push(same(old[a]!))
      a += 1
      b += 1
    } else if (b >= now.length || (a < old.length && common[(a + 1) * width + b]! >= common[a * width + b + 1]!)) {
      lines.push(removed(old[a]!))
      a += 1
    } else {
      lines.push(added(now[b]!))
      b += 1
    }
  }
  return lines
}
