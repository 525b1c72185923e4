/** A value of the policy as people read it: the words of the file, without its signs. */

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isList(value)
const isPlain = (value: unknown): boolean => !isList(value) && !isMapping(value)

/** Plain values on one line; a mapping a line for each key, what is within it moved in. Null is 'nothing'. */
export function sayValue(value: unknown): string {
  return linesOf(value).join('\n')
}

function linesOf(value: unknown): readonly string[] {
  if (isList(value)) {
    if (value.length === 0) return ['none']
    if (value.every(isPlain)) return [value.map(sayPlain).join(', ')]
    return value.flatMap((each) => inside(linesOf(each), '– '))
  }
  if (!isMapping(value)) return [sayPlain(value)]
  const entries = Object.entries(value)
  if (entries.length === 0) return ['none']
  return entries.flatMap(([key, each]) => {
    const lines = linesOf(each)
    const [first = ''] = lines
    const isShort = lines.length === 1 && !first.includes('\n')
    return isShort ? [`${key}: ${first}`] : [`${key}:`, ...inside(lines, '  ')]
  })
}

/** The first line after a sign, the others as far in. */
const inside = (lines: readonly string[], sign: string): readonly string[] =>
  lines.flatMap((line) => line.split('\n')).map((line, at) => (at === 0 ? `${sign}${line}` : `  ${line}`))

const sayPlain = (value: unknown): string => (value === null || value === undefined ? 'nothing' : String(value))
