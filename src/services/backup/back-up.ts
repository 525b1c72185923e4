/** A desk as a stream of bytes: everything that is needed to bring it back, as it is at one moment (G1). */
import { readFileSync } from 'node:fs'
import type { Instant } from '../../domain/kernel.ts'
import type { Snapshot } from '../../storage/snapshot.ts'
import { utc } from '../instants.ts'
import { BackupText, type BackupEnd, type BackupHead } from './file.ts'
import { packed } from './packing.ts'

export { NothingThere, openSnapshot, type Snapshot } from '../../storage/snapshot.ts'
export type { Connection } from '../../storage/database.ts'

export interface Backup {
  readonly head: BackupHead
  /** To be read once, to the end. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** What was written; only once the bytes were read to their end. */
  end(): BackupEnd
}

/** `onProgress` hears of bytes of text, and which share of the whole that is, about. */
export function backUp(
  snapshot: Snapshot,
  at: Instant,
  onProgress: (bytes: number, share: number) => void = () => undefined,
): Backup {
  const { server, migrations, tables, sequences, tickets, seal } = snapshot
  const head: BackupHead = {
    backup: 'partner-desk',
    format: 1,
    version: programVersion(),
    takenAt: utc(at.round({ smallestUnit: 'second', roundingMode: 'trunc' })),
    postgres: server,
    migrations,
    tables: tables.length,
    tickets,
    seal,
    sequences,
  }
  let written: BackupEnd | undefined
  async function* text(): AsyncGenerator<Uint8Array> {
    const said = new BackupText()
    const whole = tables.reduce((sum, { bytes }) => sum + bytes, 0)
    let [bytes, before] = [0, 0]
    yield said.line(head)
    for (const table of tables) {
      yield said.line({ table: table.name, columns: table.columns })
      const pieces = snapshot.rows(table)
      let done = 0
      let next = await pieces.next()
      for (; next.done !== true; next = await pieces.next()) {
        yield said.piece(next.value)
        bytes += next.value.length
        // As text a table is about as large as on the disk; none is more than whole.
        done = Math.min(done + next.value.length, table.bytes)
        onProgress(bytes, (before + done) / whole)
      }
      yield said.endOfTable(next.value)
      before += table.bytes
    }
    const last = said.end()
    yield last.bytes
    written = last.end
  }
  return {
    head,
    bytes: packed(text()),
    end() {
      if (written === undefined) throw new Error('The backup was not read to its end.')
      return written
    },
  }
}

/** Of this program. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
