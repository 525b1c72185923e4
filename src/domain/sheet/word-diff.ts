/** What changed between two texts, word by word (E8). */

export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond so many words on a side the middle is shown as replaced: a comparison must not cost a second. */
const mostCompared = 3_000

/**
 * The words of both, in order, with the blanks that follow them: 'same' and 'removed' together are the one text, 'same' and
 * 'added' the other. Neighbours of one kind are one piece, and what was removed stands before what came in its place.
 */
export function diffWords(before: string, after: string): readonly DiffPiece[] {
  const [old, now] = [words(before), words(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  return joined([
    ...old.slice(0, start).map((text): DiffPiece => ({ kind: 'same', text })),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map((text): DiffPiece => ({ kind: 'same', text })),
  ])
}

/** Words, marks and runs of blanks, each by itself: nothing of the text is lost. */
const words = (text: string): readonly string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []

function middle(old: readonly string[], now: readonly string[]): DiffPiece[] {
  const removed = (text: string): DiffPiece => ({ kind: 'removed', text })
  const added = (text: string): DiffPiece => ({ kind: 'added', text })
  if (old.length === 0 || now.length === 0 || Math.max(old.length, now.length) > mostCompared)
    return [...old.map(removed), ...now.map(added)]
  const width = now.length + 1
  // How many words the rests of both have in common, from each pair on.
  const common = new Uint16Array((old.length + 1) * width)
  for (let a = old.length - 1; a >= 0; a -= 1)
    for (let b = now.length - 1; b >= 0; b -= 1)
      common[a * width + b] =
        old[a] === now[b]
          ? common[(a + 1) * width + b + 1]! + 1
          : Math.max(common[(a + 1) * width + b]!, common[a * width + b + 1]!)
  const pieces: DiffPiece[] = []
  for (let a = 0, b = 0; a < old.length || b < now.length;) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      pieces.push({ kind: 'same', text: old[a]! })
      a += 1
      b += 1
    } else if (b >= now.length || (a < old.length && common[(a + 1) * width + b]! >= common[a * width + b + 1]!)) {
      pieces.push(removed(old[a]!))
      a += 1
    } else {
      pieces.push(added(now[b]!))
      b += 1
    }
  }
  return pieces
}

/**
 * Between two words that stayed, all that went stands before all that came. A lone blank between changes goes with them; one at
 * their ends that both have has stayed.
 */
function joined(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const out: DiffPiece[] = []
  let [removed, added] = ['', '']
  const push = (kind: DiffPiece['kind'], text: string): void => {
    const last = out.at(-1)
    if (text === '') return
    if (last?.kind === kind) out[out.length - 1] = { kind, text: last.text + text }
    else out.push({ kind, text })
  }
  const flush = (): void => {
    let [start, end] = [0, 0]
    const blank = (letter: string | undefined): boolean => letter !== undefined && /\s/.test(letter)
    while (blank(removed[start]) && removed[start] === added[start]) start += 1
    const most = Math.min(removed.length, added.length) - start
    while (end < most && blank(removed.at(-1 - end)) && removed.at(-1 - end) === added.at(-1 - end)) end += 1
    push('same', removed.slice(0, start))
    push('removed', removed.slice(start, removed.length - end))
    push('added', added.slice(start, added.length - end))
    push('same', removed.slice(removed.length - end))
    removed = added = ''
  }
  pieces.forEach(({ kind, text }, at) => {
    const next = pieces[at + 1]
    const isBridge =
      kind === 'same' && /^\s+$/.test(text) && removed + added !== '' && next !== undefined && next.kind !== 'same'
    if (kind === 'removed' || isBridge) removed += text
    if (kind === 'added' || isBridge) added += text
    if (kind !== 'same' || isBridge) return
    flush()
    push('same', text)
  })
  flush()
  return out
}
