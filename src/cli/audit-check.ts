/** `desk audit check`: an exported file, without the database: a line for each fault, and a last one that counts. */
import { createReadStream } from 'node:fs'
import { AuditCheck } from '../services/audit/check.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { linesOf } from './lines.ts'
import { CannotRun } from './problem.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { after: { type: 'string' } })
  expectRest(given.rest, ['FILE'])
  const [file = ''] = given.rest
  const after = textOf(given, 'after')
  const check = new AuditCheck()
  try {
    for await (const lines of linesOf(file === '-' ? io.input : createReadStream(file)))
      for (const line of lines) for (const fault of check.take(line)) await io.output.line(fault)
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || !('path' in thrown)) throw thrown
    throw new CannotRun(`${file} cannot be read (${thrown.message}).`)
  }
  const { faults, checked } = check.finish()
  for (const fault of faults) await io.output.line(fault)
  const goesOn = after === undefined || after === checked.before
  if (!goesOn) io.messages.say('The file does not go on from the seal that was given: seals in between are missing.')
  await io.output.line(checked)
  return checked.faults === 0 && goesOn ? 0 : 1
}
