/** A mail's newest words: without what is quoted and without signature, in any mail program's style (B1, A5). */
import { addedBelow, forwardedMessage, headFields, opener, originalMessage, ownMarker, wrote } from './reply-words.ts'

const longestLine = 1_000
const longestAttribution = 6
/** A letter is read so far; nobody's newest words are beyond it. */
const mostLines = 20_000

/**
 * The newest words of `text`. A forwarded message is kept: it is what its sender wants to say. Where nothing is left and
 * nothing says that all of it was written by others, all of it stays: rather too much than too little.
 */
export function replyOf(text: string, marker: string = ownMarker): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u202f]/gu, ' ')
    .split('\n', mostLines)
    .flatMap(sharedLine)
  const own = lines.findIndex((line) => line.includes(marker))
  const newest = own < 0 ? lines : lines.slice(0, endBefore(lines, own))
  const { kept, attributed } = withoutQuotations(newest)
  const reply = withoutSignature(kept).join('\n').trim()
  if (reply !== '' || attributed || own >= 0) return reply
  return newest.join('\n').trim()
}

/** A mail program that quotes our marker wrote who said it just above: that is cut by the rules for attributions. */
const endBefore = (lines: readonly string[], own: number): number => {
  let end = own
  while (end > 0 && /^[\s>|*]*$/.test(lines[end - 1] ?? '')) end -= 1
  return end
}

/** 'Thanks On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:' are two lines that were run together. */
function sharedLine(line: string): string[] {
  if (line.length > longestLine) return [line]
  const at = /(?:--|\s)On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.{10,200} wrote:\s*$/.exec(line)?.index
  if (at === undefined) return [line]
  let end = at
  while (end > 0 && ' \t-'.includes(line[end - 1] ?? 'x')) end -= 1
  const before = line.slice(0, end)
  return /^[\s>*]*$/.test(before) ? [line] : [before, line.slice(line.indexOf('On ', at))]
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ''
const isQuote = (line: string | undefined): boolean =>
  line !== undefined && (/^\s*>/.test(line) || /^\s*\|(\s|$)/.test(line) || /^[A-Z][A-Za-z]{0,14}>(\s|$)/.test(line))
/** '>>> https://… <<<' is decoration. */
const isDecoration = (line: string): boolean => line.trimStart().startsWith('>') && line.trimEnd().endsWith('<<')

function withoutQuotations(lines: readonly string[]): { kept: string[]; attributed: boolean } {
  let kept: string[] = []
  let attributed = false
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    if (forwardedMessage.test(line) && !isQuote(line)) {
      const alone = kept.every(isBlank)
      const body = alone ? lines.slice(afterHead(lines, at + 1)) : lines.slice(at)
      return { kept: [...kept, ...body], attributed }
    }
    const end = introductionEnd(lines, at)
    if (end === null) {
      kept.push(line)
      at += 1
      continue
    }
    attributed = true
    const next = firstFrom(lines, end, (each) => !isBlank(each))
    const isQuoted = isQuote(lines[next]) || isQuote(line)
    if (isQuoted) {
      at = firstFrom(lines, quoteEnd(lines, isQuote(lines[next]) ? next : end), (each) => !isBlank(each))
      continue
    }
    const isHead = headAt(lines, at) || originalMessage.test(line)
    // 'Ann wrote:' as the first line, nothing quoted below it: the words are below.
    if (kept.every(isBlank) && !isHead && next < lines.length) {
      at = end
      continue
    }
    kept = trimmedEnd(kept)
    break
  }
  return { kept: withoutTrailingQuote(kept), attributed }
}

/** The line after what introduces a quotation at `at`; null where nothing does. */
function introductionEnd(lines: readonly string[], at: number): number | null {
  const line = lines[at] ?? ''
  if (isBlank(line) || line.length > longestLine) return null
  if (originalMessage.test(line)) return at + 1
  if (headAt(lines, at)) return afterHead(lines, at)
  const first = bare(line)
  if (!/\d/.test(first) && !addressed.test(first) && !(first.startsWith('--') && first.endsWith('--'))) return null
  let joined = ''
  for (let end = at; end < Math.min(at + longestAttribution, lines.length); end += 1) {
    const next = lines[end] ?? ''
    // A blank line ends it, but where a mail program breaks a name from its address.
    if (isBlank(next) && !/^\s*</.test(lines[end + 1] ?? '')) break
    joined = `${joined} ${bare(next)}`.trim()
    if (joined.length > 400) break
    if (isAttribution(joined)) return beginsLater(lines, at, end) ? null : end + 1
  }
  return null
}

/** 'See 3 and 4.' may stand right above 'On Monday at 3 Ann wrote:'. */
function beginsLater(lines: readonly string[], at: number, end: number): boolean {
  for (let start = at + 1; start <= end; start += 1) {
    const joined = lines
      .slice(start, end + 1)
      .map(bare)
      .join(' ')
      .trim()
    if (opener.test(bare(lines[start] ?? '')) && dated.test(joined) && isAttribution(joined)) return true
  }
  return false
}

const bare = (line: string): string => line.replace(/^[\s>|*]+/, '').replace(/[\s*]+$/, '')

const dated = /\d{1,4}[-./年月]\s?\d{1,2}|\d{1,2}:\d{2}|\b(19|20)\d\d\b|\d{1,2}\.?\s\p{L}{3,}/u
const addressed = /<?[^\s<>"'@]{1,100}@[^\s<>"'@]{1,200}/u

/** '2026年3月6日(金) 18:00 Ann <ann@p.example>:' and '2026年3月6日金曜日 18:00:00 UTC+9 Ann:': without a word for 'wrote'. */
const japanese =
  /^\d{4}年\d{1,2}月\d{1,2}日.{0,12}\d{1,2}:\d\d(:\d\d (UTC|GMT)\S{0,6} \S.{0,80}|.{0,120}<\s*[^<>\s]+@[^<>\s]+\s*>)\s?[:：]$/u

function isAttribution(joined: string): boolean {
  if (japanese.test(joined)) return true
  if (/^\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.*<\s*[^<>\s]+@[^<>\s]+\s*>\s*:?$/u.test(joined)) return true
  if (/^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d \S.{0,80}$/u.test(joined) && !joined.endsWith('<')) return true
  if (joined.startsWith('--') && /wrote\s?-{2,}$/iu.test(joined)) return true
  if (!wrote.test(joined)) return false
  const hasDate = dated.test(joined)
  const hasAddress = addressed.test(joined)
  if (!hasDate && !hasAddress) return false
  if (/[:：]\s*-*$/u.test(joined))
    return opener.test(joined) || hasAddress || (hasDate && /^\W*(\d|\p{L}+, \d)/u.test(joined))
  // Without a colon only what is beyond doubt.
  return opener.test(joined) && hasDate && new RegExp(`(${wrote.source})[-\\s]*$`, 'iu').test(joined)
}

/** Outlook's block of From, Sent, To and Subject: at least two of them, with nothing else between. */
function headAt(lines: readonly string[], at: number): boolean {
  const kinds = new Set<number>()
  let strange = 0
  for (let next = at; next < Math.min(at + 8, lines.length); next += 1) {
    const line = lines[next] ?? ''
    if (isBlank(line)) break
    const kind = headFields.findIndex((field) => field.test(line))
    if (kind < 0) {
      if (next === at) return false
      strange += 1
      // A long value goes on in the next line.
      if (strange > 2) break
    } else kinds.add(kind)
  }
  const first = headFields.findIndex((field) => field.test(lines[at] ?? ''))
  return (
    (first === 0 && kinds.size >= 2) ||
    (first === 1 && kinds.size >= 2 && (kinds.has(0) || kinds.has(2)) && /\d/.test(lines[at] ?? ''))
  )
}

function afterHead(lines: readonly string[], from: number): number {
  const start = firstFrom(lines, from, (line) => !isBlank(line))
  const end = firstFrom(lines, start, isBlank)
  return headFields.some((field) => field.test(lines[start] ?? '')) ? end : from
}

function firstFrom(lines: readonly string[], from: number, wanted: (line: string) => boolean): number {
  for (let at = from; at < lines.length; at += 1) if (wanted(lines[at] ?? '')) return at
  return lines.length
}

/** After the quoted lines from `from` on; up to two lines that a program broke off belong to them. */
function quoteEnd(lines: readonly string[], from: number): number {
  let end = from
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (isQuote(line)) {
      end = at + 1
      continue
    }
    if (isBlank(line)) continue
    const within = [lines[at + 1], lines[at + 2]].some(isQuote)
    const brokenOff = at === end && within && !/^\p{Lu}[^)]*[.!?]$/u.test(line.trim())
    const linkEnd = at <= end + 1 && />\s*$/.test(line) && within
    if (!brokenOff && !linkEnd) break
  }
  return end
}

/** Quoted lines at the very end are what was answered; in the middle they are what is being spoken of. */
function withoutTrailingQuote(lines: readonly string[]): string[] {
  const signed = lines.findIndex(isSeparator)
  const body = signed < 0 ? lines : lines.slice(0, signed)
  const rest = signed < 0 ? [] : lines.slice(signed)
  let end = body.length
  while (end > 0 && (isBlank(body[end - 1]) || (isQuote(body[end - 1]) && !isDecoration(body[end - 1] ?? '')))) end -= 1
  return [...(body.slice(0, end).every(isBlank) ? body : body.slice(0, end)), ...rest]
}

/** Signatures are set off by '-- ' (RFC 3676), or by as good as that. */
const isSeparator = (line: string): boolean => /^\s*(--|—|–|_{5,})\s*$/u.test(line)
const isDelimiter = (line: string): boolean => /^[\s>]*([-*#~=_+—ᐧ]\s*){1,}$/u.test(line)

function withoutSignature(lines: readonly string[]): string[] {
  const fenced = lines.findIndex((line, at) => isSeparator(line) && lines.slice(0, at).some((each) => !isBlank(each)))
  const body = trimmedEnd(fenced < 0 ? lines : lines.slice(0, fenced))
  for (;;) {
    const end = trimmedEnd(body)
    const last = end.at(-1)
    // Alone it is the whole message, not what stands below one.
    if (last === undefined || end.length === 1 || !addedBelow.some((each) => each.test(last.trim()))) return end
    body.length = end.length - 1
  }
}

function trimmedEnd(lines: readonly string[]): string[] {
  let end = lines.length
  while (end > 0 && (isBlank(lines[end - 1]) || isDelimiter(lines[end - 1] ?? ''))) end -= 1
  return lines.slice(0, end)
}
