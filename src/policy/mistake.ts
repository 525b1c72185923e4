/** What is wrong in a policy's files, in words that lead to the place and to what to write there. */
export interface Mistake {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** 'tiers[1].targetPosition'; '' for the file as a whole. */
  readonly path: string
  readonly found: string
  readonly expected: string
}

/** One line a mistake, in the order of files and lines, as an editor or a terminal can follow it. */
export const formatMistakes = (mistakes: readonly Mistake[]): string =>
  mistakes
    .map(({ file, line, column, path, found, expected }) => {
      const where = path === '' ? '' : ` ${path}:`
      return `${file}:${line}:${column}:${where} found ${found}; expected ${expected}.`
    })
    .join('\n')

/** 'tiers[1].targetPosition' from ['tiers', 1, 'targetPosition']. */
export const sayPath = (path: readonly (string | number)[]): string =>
  path.reduce<string>((said, step) => {
    if (typeof step === 'number') return `${said}[${step}]`
    return said === '' ? step : `${said}.${step}`
  }, '')

/** The nearest of the known words, where it is near enough to be what was meant; of two letters anything would be near. */
export function didYouMean(word: string, known: Iterable<string>): string | null {
  if (word.length < 3) return null
  let best: string | null = null
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase())
    if (steps < least) {
      best = candidate
      least = steps
    }
  }
  return best
}

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
