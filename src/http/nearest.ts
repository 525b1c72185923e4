/** The name somebody most likely meant. */

/** The nearest of `names`, however it is capitalised; null where none is within a third of its letters. */
export function nearest(given: string, names: readonly string[]): string | null {
  // Longer than any name: not a slip of the pen, and not worth measuring.
  if (given.length > 60) return null
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const name of names) {
    const distance = editDistance(plain(given), plain(name))
    if (distance < least && distance <= Math.max(1, Math.floor(name.length / 3))) {
      least = distance
      best = name
    }
  }
  return best
}

/** 'customer_email', 'customer-email' and 'customerEmail' are the same slip. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[_\s-]/g, '')

/** Letters to add, take away, replace or swap with the neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, rows[i - 2]![j - 2]! + 1)
      row.push(cost)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
