/** Whether two plain values of the core are the same, whatever the order of their fields; a field that is absent is one that is undefined. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Temporal.Instant) return b instanceof Temporal.Instant && a.equals(b)
  if (b instanceof Temporal.Instant || Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a, b] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]
  const isIn = (fields: typeof left, others: typeof left) =>
    Object.keys(fields).every((key) => key in others || fields[key] === undefined)
  return isIn(right, left) && Object.keys(left).every((key) => isSame(left[key], right[key]))
}
