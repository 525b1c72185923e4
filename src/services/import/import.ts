/**
 * A file is read in: the right rows are in, the wrong ones are told of with their line and what to do about them. The same
 * file again changes nothing. It is written some rows at a time, so that nobody waits for a long one.
 */
import { createHash } from 'node:crypto'
import type { PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import type { Actor, App } from '../app.ts'
import { forgetNow } from '../tickets/opening-contexts.ts'
import { readHeading, type Heading, type Ignored } from './columns.ts'
import { csvParts, CsvProblem, type CsvPart, type CsvRow } from './csv.ts'
import { Fields } from './fields.ts'
import type { Draft, Import, ImportKind, Outcome } from './kind.ts'
import { kindOf, type ImportKindName } from './kinds.ts'
import { PartnerFinder } from './partner-finder.ts'

export interface ImportOptions {
  readonly kind: ImportKindName
  readonly source: AsyncIterable<Uint8Array>
  /** What the file is called, for the history. */
  readonly file: string
  /** Reports what would be done, and does nothing. */
  readonly dryRun: boolean
  /** The partner that the whole file is of: its reference, domain or name. */
  readonly partner: string | null
}

/** Something that is wrong with a row; a row may have several. The heading is a row, too. */
export interface Rejection {
  readonly line: number
  /** The column, as the product names it; null where it is the whole row. */
  readonly field: string | null
  readonly message: string
}

export interface ImportReport {
  readonly kind: ImportKindName
  readonly dryRun: boolean
  /** False where nothing of the file could be read: it is no CSV, or a column is missing. */
  readonly understood: boolean
  /** Without the heading, and without empty ones. */
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  readonly rejectedRows: number
  /** Columns of the file that are none of ours. */
  readonly ignored: readonly Ignored[]
}

/** Rows in one transaction. */
const batch = 1_000

/** Calls `onRejected` for each mistake, in the order of the rows of a batch, and `onProgress` with the rows so far. */
export async function importFile(
  app: App,
  actor: Actor,
  options: ImportOptions,
  onRejected: (rejection: Rejection) => Promise<void> | void,
  onProgress: (rows: number) => void = () => undefined,
): Promise<ImportReport> {
  const run = new Run(app, actor, options)
  try {
    for await (const part of csvParts(options.source, batch)) {
      for (const rejection of await run.take(part)) await onRejected(rejection)
      onProgress(run.report.rows)
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvProblem)) throw thrown
    run.giveUp()
    await onRejected({ line: 1, field: null, message: thrown.message })
  }
  await run.finish()
  return run.report
}

type Counts = Pick<ImportReport, 'rows' | 'inserted' | 'updated' | 'unchanged' | 'rejectedRows'>

class Run {
  readonly #app: App
  readonly #actor: Actor
  readonly #options: ImportOptions
  readonly #kind: ImportKind<unknown>
  readonly #import: Import
  #heading: Heading | null = null
  /** True once the heading was found wanting: then nothing is read. */
  #isHopeless = false
  /** Lines by what their rows are of, as digests: a file may have very many. */
  readonly #seen = new Map<string, number>()
  readonly #counts = { rows: 0, inserted: 0, updated: 0, unchanged: 0, rejectedRows: 0 }

  constructor(app: App, actor: Actor, options: ImportOptions) {
    this.#app = app
    this.#actor = actor
    this.#options = options
    this.#kind = kindOf[options.kind](app.policies.current())
    const by: PersonId | null = actor.kind === 'system' ? null : actor.person
    const { file, partner } = options
    this.#import = {
      app,
      policy: app.policies.current(),
      at: app.now(),
      by,
      file,
      partner,
      partners: new PartnerFinder(),
    }
  }

  get report(): ImportReport {
    const { kind, dryRun } = this.#options
    const counts: Counts = { ...this.#counts }
    return { kind, dryRun, understood: !this.#isHopeless, ...counts, ignored: this.#heading?.ignored ?? [] }
  }

  giveUp(): void {
    this.#isHopeless = true
  }

  /** Everything wrong with the rows of a part; the others are written. */
  async take({ rows, unreadable }: CsvPart): Promise<readonly Rejection[]> {
    const rejections: Rejection[] = []
    const body = this.#heading === null ? this.#takeHeading(rows, unreadable, rejections) : rows
    if (this.#isHopeless) return rejections
    for (const { line, place, message } of unreadable)
      rejections.push({ line, field: place === null ? null : this.#columnAt(place), message })
    const drafts: Draft<unknown>[] = []
    const filled = body.filter(({ values }) => values.some((value) => value.trim() !== ''))
    for (const row of filled) {
      const draft = this.#read(row, rejections)
      if (draft !== null) drafts.push(draft)
    }
    for (const outcome of await this.#write(drafts)) {
      if (outcome.did !== 'rejected') this.#counts[outcome.did] += 1
      else rejections.push(...outcome.mistakes.map((mistake) => ({ line: outcome.line, ...mistake })))
    }
    this.#counts.rows += filled.length + unreadable.length
    this.#counts.rejectedRows += new Set(rejections.map(({ line }) => line)).size
    return rejections.toSorted((a, b) => a.line - b.line)
  }

  #takeHeading(rows: readonly CsvRow[], unreadable: CsvPart['unreadable'], rejections: Rejection[]): readonly CsvRow[] {
    const [first, ...body] = rows
    const lost = unreadable.find(({ line }) => line < (first?.line ?? Infinity))
    if (lost !== undefined) {
      this.#isHopeless = true
      rejections.push({ line: lost.line, field: null, message: `The heading cannot be read. ${lost.message}` })
      return []
    }
    const { heading, mistakes } = readHeading(this.#kind.columns, first?.values ?? [])
    this.#heading = heading
    this.#isHopeless = mistakes.length > 0
    rejections.push(...mistakes.map((mistake) => ({ line: first?.line ?? 1, ...mistake })))
    return body
  }

  #columnAt(place: number): string {
    const ours = [...(this.#heading?.places ?? [])].find(([, each]) => each === place)
    return ours?.[0] ?? this.#heading?.names[place] ?? String(place + 1)
  }

  #read({ line, values }: CsvRow, rejections: Rejection[]): Draft<unknown> | null {
    if (this.#heading === null) throw new Error('A row was read before the heading.')
    const fields = new Fields(this.#heading, values)
    const facts = this.#kind.read(fields, this.#import)
    if (fields.mistakes.length === 0) {
      const { field, key } = this.#kind.keyOf(facts)
      const digest = createHash('sha1').update(key).digest('latin1')
      const before = this.#seen.get(digest)
      if (before === undefined) {
        this.#seen.set(digest, line)
        return { line, facts }
      }
      fields.wrong(field, `Line ${before} says the same: only the first of them is taken.`)
    }
    rejections.push(...fields.mistakes.map((mistake) => ({ line, ...mistake })))
    return null
  }

  async #write(drafts: readonly Draft<unknown>[]): Promise<readonly Outcome[]> {
    if (drafts.length === 0) return []
    const work = async (tx: Tx): Promise<readonly Outcome[]> => {
      await lockRegistry(tx)
      return this.#kind.write(tx, drafts, this.#import)
    }
    if (!this.#options.dryRun) return this.#app.db.transaction(this.#actor, work)
    try {
      return await this.#app.db.transaction(this.#actor, async (tx) => {
        throw new WouldBe(await work(tx))
      })
    } catch (thrown) {
      if (thrown instanceof WouldBe) return thrown.outcomes
      throw thrown
    }
  }

  async finish(): Promise<void> {
    if (this.#options.dryRun) return
    forgetNow(this.#app)
    await this.#kind.finish?.(this.#import)
  }
}

/** Undoes a transaction that was only to be tried. */
class WouldBe extends Error {
  readonly outcomes: readonly Outcome[]
  constructor(outcomes: readonly Outcome[]) {
    super('Only tried.')
    this.outcomes = outcomes
  }
}
