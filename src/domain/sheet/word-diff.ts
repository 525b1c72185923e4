/** What changed between two texts, word by word (E8). */

import { differences, type Difference } from '../differences.ts'

/** Beyond so many words on a side the middle is shown as replaced: a comparison must not cost a second. */
const mostCompared = 3_000

/**
 * The words of both, in order, with the blanks that follow them: 'same' and 'removed' together are the one text, 'same' and
 * 'added' the other. Neighbours of one kind are one piece, and what was removed stands before what came in its place.
 */
export function diffWords(before: string, after: string): readonly Difference[] {
  return joined(differences(words(before), words(after), mostCompared))
}

/** Words, marks and runs of blanks, each by itself: nothing of the text is lost. */
const words = (text: string): readonly string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []

/**
 * Between two words that stayed, all that went stands before all that came. A lone blank between changes goes with them; one at
 * their ends that both have has stayed.
 */
function joined(pieces: readonly Difference[]): readonly Difference[] {
  const out: Difference[] = []
  let [removed, added] = ['', '']
  const push = (kind: Difference['kind'], text: string): void => {
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
