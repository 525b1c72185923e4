/** `desk migrate`: the database is brought up to this program's schema. */
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  return withDatabase(io, async ({ migrated }) => {
    await io.output.line(migrated)
    return 0
  })
}
