/** Text as the stories write it: wrapped to fit the code, and put together again as people type it. */

const item = /^(- |> |\d+\. )/

/**
 * Takes off the code's margin and joins wrapped lines. A blank line, a list ('- ', '1. ') or quotation ('> ') that
 * begins after one, and fenced code keep their lines.
 */
export function text(strings: TemplateStringsArray): string {
  const raw = (strings.raw[0] ?? '').replaceAll(/\\([`$])/g, '$1').split('\n')
  const margin = Math.min(...raw.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  const lines: string[] = []
  let inCode = false
  let inList = false
  for (const line of raw.map((each) => each.slice(margin).trimEnd())) {
    const isFence = line.startsWith('```')
    const last = lines.at(-1) ?? ''
    const isAfterBlank = last === '' || last.startsWith('```')
    // A number that only happens to be wrapped to a line's beginning is no list.
    inList = item.test(line) ? isAfterBlank || inList : inList && line !== ''
    const begins = isFence || inCode || line === '' || isAfterBlank || (inList && item.test(line))
    if (begins) lines.push(line)
    else lines[lines.length - 1] = `${last} ${line.trim()}`
    if (isFence) inCode = !inCode
  }
  return lines.join('\n').trim()
}
