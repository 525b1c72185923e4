/** `desk key list`: every key there is or was; no token, since nobody has it but its holder. */
import { allKeys } from '../storage/keys.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  return withDatabase(io, async ({ db }) => {
    for (const key of await db.system(allKeys)) await io.output.line(key)
    return 0
  })
}
