/** `desk proof check`: one or two proofs of a ticket, without any database: what holds, what was withheld, what cannot be known. */
import { checkProof, isFile, readProof } from '../services/ticket-proof/check.ts'
import { continues } from '../services/ticket-proof/compare.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { fileInput } from './file-input.ts'
import type { Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'

/** Far more than any ticket's. */
const mostBytes = 512 * 1024 * 1024

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['FILE', 'NEWER'], 1)
  if (rest.filter((path) => path === '-').length > 1) throw new UsageError('Standard input can be one of the files.')
  const files = []
  for (const path of rest) files.push(readProof(await textIn(path, io)))
  const proofs = files.map(checkProof)
  const [older, newer] = files
  const goesOn =
    older === undefined || newer === undefined || !isFile(older) || !isFile(newer) ? null : continues(older, newer)
  const holds = proofs.every((proof) => proof.holds) && goesOn?.holds !== false
  await io.output.line({ holds, proofs, continues: goesOn })
  return holds ? 0 : 1
}

async function textIn(path: string, io: Io): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of fileInput(path, io)) {
    size += piece.length
    if (size > mostBytes) throw new CannotRun(`'${path}' is too large to be the proof of a ticket.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
