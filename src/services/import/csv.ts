/**
 * Rows of a CSV file, as they come, with the line that each begins on. One that cannot be read is told of and passed over:
 * the rows after it are read all the same.
 */
import { isUtf8 } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import { asUtf8 } from './encoding.ts'

export interface CsvRow {
  /** From 1, the heading's included. */
  readonly line: number
  readonly values: readonly string[]
}

export interface UnreadableRow {
  readonly line: number
  /** Place of the value that is to blame, from 0; null where it is the whole row. */
  readonly place: number | null
  readonly message: string
}

export interface CsvPart {
  readonly rows: readonly CsvRow[]
  readonly unreadable: readonly UnreadableRow[]
}

/** Why nothing of a file can be read; the message says what to do. */
export class CsvProblem extends Error {
  override readonly name = 'CsvProblem'
}

/** A line of the file without its end. */
interface Line {
  readonly number: number
  readonly bytes: Buffer
}

/** A row of the file: a line, or more where a value in quotes has breaks in it. */
type Lines = readonly [Line, ...Line[]]

const quote = 0x22
/** A value in quotes goes over so many lines at most: beyond that its closing mark is missing. */
const mostLines = 100
const mostBytes = 1_048_576

/** Parts of about `size` rows each; the first row of the first part is the heading. Throws a `CsvProblem`. */
export async function* csvParts(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<CsvPart> {
  let delimiter: string | null = null
  let open: Line[] = []
  let marks = 0
  let waiting: Lines[] = []
  const broken: Lines[] = []

  for await (const line of linesOf(asUtf8(source))) {
    if (delimiter === null) {
      if (isBlank(line)) continue
      const said = /^sep=(.)$/i.exec(line.bytes.toString('latin1'))
      delimiter = said?.[1] ?? delimiterIn(line.bytes)
      if (said !== null) continue
    }
    if (open.length === 0 && isBlank(line)) continue
    open.push(line)
    marks += countMarks(line.bytes)
    if (marks % 2 === 0) waiting.push(open as unknown as Lines)
    else if (open.length < mostLines) continue
    else broken.push(open as unknown as Lines)
    open = []
    marks = 0
    if (waiting.length >= size) {
      yield read(waiting, broken.splice(0), delimiter)
      waiting = []
    }
  }
  if (open.length > 0) broken.push(open as unknown as Lines)
  if (delimiter === null) throw new CsvProblem('The file is empty: its first line names the columns.')
  yield read(waiting, broken, delimiter)
}

const isBlank = ({ bytes }: Line): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09)

function countMarks(bytes: Buffer): number {
  let marks = 0
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) marks += 1
  return marks
}

/** What most often stands between the names of the heading. */
function delimiterIn(heading: Buffer): string {
  const bare = heading.toString('latin1').replaceAll(/"[^"]*"/g, '')
  const count = (mark: string): number => bare.split(mark).length - 1
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0)
  let number = 0
  let ending: number | null = null
  const line = (bytes: Buffer): Line => ({
    number: (number += 1),
    bytes: bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes,
  })
  for await (const piece of source) {
    rest = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece])
    if (number === 0 && rest.subarray(0, 4).equals(workbook))
      throw new CsvProblem('This is a workbook, not CSV: save it as CSV (UTF-8), and import that.')
    ending ??= endingIn(rest, false)
    if (ending !== null) {
      let from = 0
      for (let end = rest.indexOf(ending); end >= 0; end = rest.indexOf(ending, from)) {
        yield line(rest.subarray(from, end))
        from = end + 1
      }
      rest = rest.subarray(from)
    }
    if (rest.length > mostBytes)
      throw new CsvProblem(`Line ${number + 1} is longer than a megabyte: this is no CSV file.`)
  }
  ending ??= endingIn(rest, true) ?? lineFeed
  while (rest.length > 0) {
    const end = rest.indexOf(ending)
    yield line(end < 0 ? rest : rest.subarray(0, end))
    rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1)
  }
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Files of old Macintoshes end their lines with CR alone. Null until it can be told. */
function endingIn(begun: Buffer, isAll: boolean): number | null {
  if (begun.includes(lineFeed)) return lineFeed
  return (isAll || begun.length > 65_536) && begun.includes(carriageReturn) ? carriageReturn : null
}

/** What a ZIP archive begins with, as the files of spreadsheet programs are. */
const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04])

function read(rows: readonly Lines[], broken: readonly Lines[], delimiter: string): CsvPart {
  const parsed = parsedAll(rows, delimiter)
  const parts = parsed === null ? rows.map((lines) => readAlone(lines, delimiter)) : [{ rows: parsed, unreadable: [] }]
  for (const lines of broken) parts.push(withoutFirst(lines, neverClosed, delimiter))
  return {
    rows: parts.flatMap((part) => part.rows).toSorted(byLine),
    unreadable: parts.flatMap((part) => part.unreadable).toSorted(byLine),
  }
}

const byLine = (a: { readonly line: number }, b: { readonly line: number }): number => a.line - b.line
const neverClosed =
  'A quotation mark opens here and is never closed: close it, or write it twice where it belongs to the value.'

/** All at once, which is much faster than one by one; null where one of them cannot be read. */
function parsedAll(rows: readonly Lines[], delimiter: string): readonly CsvRow[] | null {
  const bytes = Buffer.concat(rows.flatMap((lines) => lines.flatMap((line) => [line.bytes, newline])))
  if (!isUtf8(bytes)) return null
  const values = parsed(bytes.toString('utf8'), delimiter)
  if (typeof values === 'string' || values.length !== rows.length) return null
  return values.map((row, place) => ({ line: rows[place]![0].number, values: row }))
}

const newline = Buffer.from('\n')

/** The values of each row, or what is wrong with the text. */
function parsed(text: string, delimiter: string): readonly (readonly string[])[] | string {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: '\n',
      bom: false,
    })
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

function readAlone(lines: Lines, delimiter: string): CsvPart {
  const [first] = lines
  const bytes = Buffer.concat(lines.flatMap((line, place) => (place === 0 ? [line.bytes] : [newline, line.bytes])))
  if (!isUtf8(bytes)) return withoutFirst(lines, notUtf8, delimiter, wrongPlace(bytes, delimiter))
  const values = parsed(bytes.toString('utf8'), delimiter)
  if (typeof values === 'string' || values.length !== 1) return withoutFirst(lines, strayMark, delimiter)
  return { rows: [{ line: first.number, values: values[0]! }], unreadable: [] }
}

const notUtf8 = 'This is not UTF-8: save the file as CSV (UTF-8), and import it again.'
const strayMark = 'A quotation mark stands within a value: put the whole value in quotes and write the mark twice.'

/** The row cannot be read. The lines that it seemed to go on over may be rows of their own. */
function withoutFirst(lines: Lines, message: string, delimiter: string, place: number | null = null): CsvPart {
  const [first, ...others] = lines
  const rest = others.filter((line) => !isBlank(line)).map((line) => readAlone([line], delimiter))
  return {
    rows: rest.flatMap((part) => part.rows),
    unreadable: [{ line: first.number, place, message }, ...rest.flatMap((part) => part.unreadable)],
  }
}

/** Which value is not UTF-8. */
function wrongPlace(bytes: Buffer, delimiter: string): number | null {
  const values = parsed(bytes.toString('latin1'), delimiter)
  const row = typeof values === 'string' ? [] : (values[0] ?? [])
  const place = row.findIndex((value) => !isUtf8(Buffer.from(value, 'latin1')))
  return place < 0 ? null : place
}
