/** One reading of a policy's files: keeps every mistake, every name, and the checks that must wait for all of them. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { sayPath, type Mistake } from './mistake.ts'
import { Names } from './names.ts'

export class Reader {
  readonly mistakes: Mistake[] = []
  readonly names = new Names()
  readonly #waiting: (() => void)[] = []

  /** Runs a check once every file has been read. */
  later(check: () => void): void {
    this.#waiting.push(check)
  }

  /** Does what waited, and gives back all mistakes in the order of files and lines. */
  finish(order: readonly string[]): readonly Mistake[] {
    for (const check of this.#waiting) check()
    this.names.resolve()
    return this.mistakes.toSorted(
      (a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column,
    )
  }

  /**
   * The top of a YAML file. Null where its syntax is too broken to go on with (said as mistakes); doubled keys are
   * said too, and the rest is still read.
   */
  open(file: string, text: string): Spot | null {
    const lines = new LineCounter()
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
    const spot = new Spot(this, { file, document, lines }, [], document.contents)
    for (const error of tellable([...document.errors, ...document.warnings])) {
      const { line, col } = lines.linePos(error.pos[0])
      const [found, expected] = syntax[error.code] ?? [`no valid YAML (${sentence(error.message)})`, 'YAML 1.2']
      this.mistakes.push({ file, line, column: col, path: '', found, expected })
    }
    return document.errors.every((error) => error.code === 'DUPLICATE_KEY') ? spot : null
  }
}

/** What the parser says in words of its own programming. */
const syntax: Readonly<Record<string, readonly [found: string, expected: string]>> = {
  DUPLICATE_KEY: ['a key for the second time', 'each key once'],
  RESOURCE_EXHAUSTION: ['what is nested too deeply', 'a few levels'],
  MULTIPLE_DOCS: ['a second document', 'one document a file'],
}

/** One slip in the syntax can make nonsense of all the lines below it: nobody reads two thousand consequences of it. */
const mostSlips = 10

/** What follows on a text that is nested too deeply follows from it; so does most of what follows on many slips. */
function tellable<Told extends { readonly code: string }>(told: readonly Told[]): readonly Told[] {
  const end = told.findIndex(({ code }) => code === 'RESOURCE_EXHAUSTION')
  let slips = 0
  return (end < 0 ? told : told.slice(0, end + 1)).filter(
    ({ code }) => syntax[code] !== undefined || (slips += 1) <= mostSlips,
  )
}

const sentence = (message: string): string => message.replaceAll(/\s+/g, ' ').replace(/\.$/, '')

/** A value within a sentence: of a long one its beginning, and nothing that a terminal would obey. */
export const quoted = (text: string): string =>
  `'${(text.length > longest ? `${text.slice(0, longest)}…` : text).replaceAll(/[\p{Cc}\p{Cs}]/gu, '\ufffd')}'`
const longest = 120

interface Source {
  readonly file: string
  readonly document: Document
  readonly lines: LineCounter
}

/** A value in a file: what stands there, and where. */
export class Spot {
  readonly reader: Reader
  readonly path: readonly (string | number)[]
  /** Null where nothing is written. */
  readonly node: Node | null
  readonly #source: Source
  readonly #parent: Spot | null

  constructor(
    reader: Reader,
    source: Source,
    path: readonly (string | number)[],
    node: Node | null,
    parent: Spot | null = null,
  ) {
    this.reader = reader
    this.#source = source
    this.path = path
    this.node = isAlias(node) ? (node.resolve(source.document) ?? null) : node
    this.#parent = parent
  }

  get file(): string {
    return this.#source.file
  }

  /** Where it stands; what is missing is said to stand where its holder does. */
  get line(): number {
    return this.#position().line
  }

  at(step: string | number, node: Node | null): Spot {
    return new Spot(this.reader, this.#source, [...this.path, step], node, this)
  }

  /** What stands at a path from here; the place of its holder where nothing does. */
  get(...steps: readonly (string | number)[]): Spot {
    const [step, ...rest] = steps
    if (step === undefined) return this
    const node = isMap(this.node) || isSeq(this.node) ? this.node.get(step, true) : undefined
    return this.at(step, (node as Node | undefined) ?? null).get(...rest)
  }

  mistake(expected: string, found: string = this.describe()): Mistake {
    const { line, column } = this.#position()
    return { file: this.file, line, column, path: sayPath(this.path), found, expected }
  }

  report(expected: string, found?: string): void {
    this.reader.mistakes.push(this.mistake(expected, found))
  }

  /** The keys that stand here, whatever stands under them; none where this is no mapping. */
  get keys(): readonly string[] {
    return isMap(this.node) ? this.node.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : []
  }

  /** What stands here, in a few words. */
  describe(): string {
    if (isMap(this.node)) return 'a mapping'
    if (isSeq(this.node)) return 'a list'
    if (!isScalar(this.node) || this.node.value === null) return 'nothing'
    return typeof this.node.value === 'string' ? quoted(this.node.value) : String(this.node.value)
  }

  #position(): { line: number; column: number } {
    const offset = this.node?.range?.[0]
    if (offset === undefined) return this.#parent === null ? { line: 1, column: 1 } : this.#parent.#position()
    const { line, col } = this.#source.lines.linePos(offset)
    return { line, column: col }
  }
}
