/** The command line within a test's own process: what it is given, and what it says. */
import { Writable } from 'node:stream'
import { Messages, Output, type ExitStatus } from '../../src/cli/io.ts'
import { runCommandLine } from '../../src/cli/run.ts'

export interface Ran {
  readonly status: ExitStatus
  readonly out: string
  /** Each line of the output, as JSON. */
  readonly lines: readonly unknown[]
  readonly err: string
}

export interface Given {
  readonly input?: string | Uint8Array | AsyncIterable<Uint8Array>
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `desk ARGS`; throws where the output is anything else than JSON Lines. */
export async function desk(args: readonly string[], { input = '', env = {} }: Given = {}): Promise<Ran> {
  const out = new Collected()
  const err = new Collected()
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  const status = await runCommandLine(args, {
    input: bytes instanceof Uint8Array ? inPieces(bytes) : bytes,
    output: new Output(out),
    messages: new Messages(err),
    env,
  })
  if (out.text !== '' && !out.text.endsWith('\n')) throw new Error('The output does not end with a line.')
  const lines = out.text.split('\n').slice(0, -1)
  return { status, out: out.text, lines: lines.map((line) => JSON.parse(line) as unknown), err: err.text }
}

/** What a stream was given, as text. */
export class Collected extends Writable {
  text = ''
  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString()
    done()
  }
}

/** As a pipe hands it over. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

export const jsonLines = (values: readonly unknown[]): string =>
  values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('')
