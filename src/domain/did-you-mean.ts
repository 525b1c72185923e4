/** What somebody most likely meant by a word that nothing is called. */

/** Longer than any name: not a slip of the pen, and not worth measuring. */
const longest = 60

/**
 * The nearest of the known words, where it is near enough to be what was meant; null otherwise. Of two letters anything
 * would be near. However it is capitalised: 'customer_email', 'customer-email' and 'customerEmail' are the same slip.
 */
export function didYouMean(word: string, known: Iterable<string>): string | null {
  if (word.length < 3 || word.length > longest) return null
  let best: string | null = null
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const steps = distance(plain(word), plain(candidate))
    if (steps < least) {
      best = candidate
      least = steps
    }
  }
  return best
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_\s-]/g, '')

/** Single-letter changes, swaps of neighbours included, that turn one word into the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let row = 1; row <= a.length; row++) {
    rows.push([row])
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const steps = [cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + (same ? 0 : 1)]
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        steps.push(cell(row - 2, column - 2) + 1)
      }
      rows[row]?.push(Math.min(...steps))
    }
  }
  return cell(a.length, b.length)
}
