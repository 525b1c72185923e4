/** Numbers as people type them. */

const spaces = /[\s'’]/g
/** In thousands, or as in India: '1,250.50', '1.250,50', '1,25,000'. */
const grouped = /^([1-9]\d{0,2}([.,])(?:\d{2,3}\2)*\d{3})(?:(?!\2)[.,](\d*))?$/
const plain = /^(\d+)(?:[.,](\d*))?$/

/**
 * The number that was typed; null for what is none. A comma or point before three digits parts thousands: an amount of money
 * has no three places.
 */
export function readAmount(typed: string): number | null {
  const text = typed.replace(spaces, '')
  const inGroups = grouped.exec(text)
  const [, whole, places] = inGroups === null ? (plain.exec(text) ?? []) : [text, inGroups[1], inGroups[3]]
  return whole === undefined ? null : Number(`${whole.replaceAll(/[.,]/g, '')}.${places || '0'}`)
}
