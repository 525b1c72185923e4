/** `desk import`: partners, contacts, customers, subscriptions, training, scores or reviews out of a CSV file. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { importFile, type ImportOptions, type Rejection } from '../services/import/import.ts'
import { importKinds } from '../services/import/kinds.ts'
import { system } from '../storage/actor.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { fileInput } from './file-input.ts'
import type { Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'
import { Progress } from './progress.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { 'dry-run': { type: 'boolean' }, partner: { type: 'string' } })
  expectRest(given.rest, ['KIND', 'FILE.csv'])
  const [name = '', path = ''] = given.rest
  const kind = importKinds.find((each) => each === name)
  if (kind === undefined) throw new UsageError(`What can be imported is: ${importKinds.join(', ')}; not '${name}'.`)
  const bytes = path === '-' ? null : await sizeOf(path)
  return withApp(io, async (app) => {
    const progress = new Progress(io.messages, 'rows')
    const source = new Source(path, io)
    const options: ImportOptions = {
      kind,
      source,
      file: basename(path),
      dryRun: given.values['dry-run'] === true,
      partner: textOf(given, 'partner') ?? null,
    }
    // The report of a file with very many wrong rows is as long as they are: it is written as they come.
    const list = new Rejections(io)
    await io.output.write(`{"file":${JSON.stringify(options.file)},"rejected":[`)
    const report = await importFile(
      app,
      system,
      options,
      (rejection) => list.add(rejection),
      (rows) => progress.show(rows, bytes === null || bytes === 0 ? null : source.read / bytes),
    )
    progress.end()
    await io.output.write(`],${JSON.stringify(report).slice(1)}\n`)
    const { rows, inserted, updated, unchanged, rejectedRows, dryRun } = report
    const would = dryRun ? 'Nothing was changed. It would be: ' : ''
    io.messages.say(
      `${would}${rows} rows: ${inserted} new, ${updated} changed, ${unchanged} as they were, ${rejectedRows} rejected.`,
    )
    return list.count === 0 ? 0 : 1
  })
}

/** One after the other, as a list in JSON has them. */
class Rejections {
  readonly #io: Io
  count = 0

  constructor(io: Io) {
    this.#io = io
  }

  async add(rejection: Rejection): Promise<void> {
    await this.#io.output.write(`${this.count === 0 ? '' : ','}${JSON.stringify(rejection)}`)
    this.count += 1
  }
}

/** A file's bytes, and how many of them were read. */
class Source implements AsyncIterable<Uint8Array> {
  readonly #bytes: AsyncIterable<Uint8Array>
  read = 0

  constructor(path: string, io: Io) {
    this.#bytes = fileInput(path, io)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#bytes) {
      this.read += piece.length
      yield piece
    }
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    throw new CannotRun(
      thrown.code === 'ENOENT' ? `There is no file '${path}'.` : `'${path}' cannot be read (${thrown.code}).`,
    )
  })
  if (!found.isFile()) throw new CannotRun(`'${path}' is no file.`)
  return found.size
}
